"""The formulas, worked by hand on seven persons in five PSUs.

======= === ======= ======== ======== =====
stratum PSU weight  employed informal hours
======= === ======= ======== ======== =====
A       a1  10      yes      yes      40
A       a1  10      yes      no       20
A       a2  10      yes      yes      30
A       a3  10      no
B       b1  20      yes      yes      50
B       b2  20      yes      no       ?
B       b2  20      no
======= === ======= ======== ======== =====

Employed. PSU totals A 20, 10, 0 (mean 10) and B 20, 20 (mean 20); total 70.
    V = 3/2 (10² + 0 + 10²) + 2 (0) = 300.
    Contributors in a1, a2, b1, b2: df = 4 - 2 = 2.
    Simple sample: n = 7, N = 100, p = 7/10, s² = 7/6 · 21/100;
    N² s²/n (1 - 7/100) = 325.5, so deff = 300/325.5 = 200/217.

Informal among employed. Y = 10 + 10 + 20 = 40, X = 70, R = 4/7.
    Residuals (y - R x)/X in 49ths: A -1, 3, 0 and B 6, -8.
    A: mean 2/3, squares 78/9, times 3/2 = 13. B: mean -1, squares 98, times 2 = 196.
    V = (13 + 196)/49² = 209/49²; df = 4 - 2 = 2.
    Simple sample: n = 5, N = 70: 12/49 / 4 · 13/14 = 39/686;
    deff = 209/2401 · 686/39 = 418/273.

Hours among employed (one unknown). Y = 400 + 200 + 300 + 1000, X = 50, mean 38.
    Residuals A -3.2, -1.6, 0 and B 4.8, 0.
    V = 3/2 (1.6² + 0 + 1.6²) + 2 (2.4² + 2.4²) = 7.68 + 23.04 = 30.72;
    members in a1, a2, b1: df = 3 - 2 = 1.
    Simple sample: n = 4, N = 50; Σwy²/N = 1580 and 1580 - 38² = 136;
    136/3 · (1 - 4/50) = 41.70666..., deff = 30.72/41.70666...

Hours in total, 1900. PSU totals A 600, 300, 0 and B 1000, 0.
    V = 3/2 (2 · 300²) + 2 (2 · 500²) = 1 270 000.
"""

from math import exp, log, pi, sqrt, tan

import pytest

from headload.measure.estimate import estimate
from headload.terms import EstimateSet
from unit.estimate.builders import STRATIFIED, mean, persons, plan, rate, the, total

EXACT = 1e-13
# Student's t at 97.5 %, which has closed forms for 1 and 2 degrees of freedom
T1 = tan(0.475 * pi)
T2 = 0.95 * sqrt(2 / (4 * 0.975 * 0.025))

SURVEY = {
    "stratum": ["A", "A", "A", "A", "B", "B", "B"],
    "psu": ["a1", "a1", "a2", "a3", "b1", "b2", "b2"],
    "weight": [10.0, 10.0, 10.0, 10.0, 20.0, 20.0, 20.0],
    "employed": [True, True, True, False, True, True, False],
    "informal": [True, False, True, None, True, False, None],
    "hours": [40.0, 20.0, 30.0, None, 50.0, None, None],
}


@pytest.fixture(scope="module")
def figures() -> EstimateSet:
    return estimate(
        persons(SURVEY),
        plan(
            total("employed"),
            rate("informal", "employed"),
            mean("hours", "employed"),
            total("hours", indicator="all-hours"),
        ),
        STRATIFIED,
    )


def test_a_total_of_persons(figures) -> None:
    found = the(figures, "total")
    assert found.value == 70
    assert found.se == pytest.approx(sqrt(300), rel=EXACT)
    assert found.cv == pytest.approx(sqrt(300) / 70, rel=EXACT)
    assert found.deff == pytest.approx(200 / 217, rel=EXACT)
    assert (found.n, found.n_numerator, found.n_psu, found.df) == (5, 5, 4, 2)
    assert found.weighted_base == found.value
    bounds = (70 - T2 * sqrt(300), 70 + T2 * sqrt(300))
    assert (found.ci_low, found.ci_high) == pytest.approx(bounds, rel=EXACT)


def test_a_rate(figures) -> None:
    found = the(figures, "rate")
    assert found.value == pytest.approx(4 / 7, rel=EXACT)
    assert found.se == pytest.approx(sqrt(209) / 49, rel=EXACT)
    assert found.deff == pytest.approx(418 / 273, rel=EXACT)
    assert (found.n, found.n_numerator, found.n_psu, found.df) == (5, 3, 4, 2)
    assert (found.weighted_base, found.unknown) == (70, 0)


def test_the_interval_of_a_rate_is_symmetric_in_logits(figures) -> None:
    found = the(figures, "rate")
    reach = T2 * (sqrt(209) / 49) / (12 / 49)
    low, high = (1 / (1 + exp(-(log(4 / 3) + side))) for side in (-reach, reach))
    assert (found.ci_low, found.ci_high) == pytest.approx((low, high), rel=EXACT)


def test_a_mean(figures) -> None:
    found = the(figures, "mean")
    assert found.value == pytest.approx(38, rel=EXACT)
    assert found.se == pytest.approx(sqrt(30.72), rel=EXACT)
    assert found.deff == pytest.approx(30.72 / (136 / 3 * 0.92), rel=EXACT)
    assert (found.n, found.n_numerator, found.n_psu, found.df) == (4, 4, 3, 1)
    assert (found.weighted_base, found.unknown) == (50, 1)
    bounds = (38 - T1 * sqrt(30.72), 38 + T1 * sqrt(30.72))
    assert (found.ci_low, found.ci_high) == pytest.approx(bounds, rel=1e-12)


def test_a_total_of_amounts(figures) -> None:
    found = the(figures, "all-hours")
    assert found.value == pytest.approx(1900, rel=EXACT)
    assert found.se == pytest.approx(sqrt(1_270_000), rel=EXACT)
    assert (found.n, found.unknown) == (4, 3)


def test_the_set_describes_the_whole_sample(figures) -> None:
    assert figures.records == 7
    assert figures.mean_weight == pytest.approx(100 / 7, rel=EXACT)
    assert figures.notes == ()


def test_another_confidence_moves_the_interval_alone(figures) -> None:
    wide = the(figures, "total")
    narrow = the(
        estimate(persons(SURVEY), plan(total("employed")), STRATIFIED, confidence=0.5),
        "total",
    )
    # t with 2 df is (2 p - 1) sqrt(2 / (4 p (1 - p))): 0.5 · sqrt(2 / 0.75) at 75 %
    assert narrow.ci_high == pytest.approx(
        70 + 0.5 * sqrt(2 / 0.75) * sqrt(300), rel=1e-12
    )
    assert narrow.se == wide.se
