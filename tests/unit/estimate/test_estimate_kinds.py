"""Ratios, quantiles and differences worked by hand.

Two strata of two PSUs; everybody weighs 10.

======= === === ======== ===== =====
stratum PSU sex informal hours pay
======= === === ======== ===== =====
A       1   F   yes      10    20
A       1   M   no       20    60
A       2   F   no       30    30
B       3   M   yes      40    80
B       4   F   yes      50    50
B       4   M   no       50    ?
======= === === ======== ===== =====

Share of all hours that informal jobs take. Y = 100 + 400 + 500 = 1000, X = 2000,
R = 1/2. Residuals (y - x/2)/X by PSU, in 2000ths: A 100 - 150 = -50, -150;
B 200, 500 - 500 = 0. V = 2 (2 · 50²) + 2 (2 · 100²) = 50 000, over 2000².

Pay per hour leaves out the one who did not say: 2400/1500 = 1.6. Residuals
(pay - 1.6 hours) by PSU, times 10: 80 - 48 = 32, 30 - 48 = -18; 80 - 64 = 16,
50 - 80 = -30. V = 2 (2 · 25²) + 2 (2 · 23²) = 4616, times 100 over 1500².

Informal, women minus men: 2/3 - 1/3. Linearised by PSU in ninths, women then men,
times w/X: A1 (1/3) - (-1/3), A2 (-2/3); B3 - (2/3), B4 (1/3) - (-1/3), each / 3.
A 2/9, -2/9; B -2/9, 2/9: V = 2 (2 · 4/81) · 2 = 32/81.
Relative: 2/3 over 1/3 minus 1 = 1; linearised (la - 2 lb)/b = 3 (la - 2 lb):
A1 1/3 + 2/3 = 1, A2 -2/3; B3 -4/3, B4 1/3 + 2/3 = 1.
V = 2 · 2 · (5/6)² + 2 · 2 · (7/6)² = 4 (25 + 49)/36 = 74/9.
"""

from dataclasses import replace
from math import sqrt

import pytest

from headload.errors import WrongUse
from headload.measure.estimate import Measure, estimate
from headload.terms import Estimate, MeasureKind
from unit.estimate.builders import STRATIFIED, measure, persons, plan, rate, the

EXACT = 1e-12
SURVEY = {
    "stratum": ["A", "A", "A", "B", "B", "B"],
    "psu": ["1", "1", "2", "3", "4", "4"],
    "weight": [10.0] * 6,
    "sex": ["F", "M", "F", "M", "F", "M"],
    "informal": [True, False, False, True, True, False],
    "hours": [10.0, 20.0, 30.0, 40.0, 50.0, 50.0],
    "pay": [20.0, 60.0, 30.0, 80.0, 50.0, None],
}
RATIO = measure(MeasureKind.RATIO, "hours")
MEDIAN = measure(MeasureKind.MEDIAN, "hours")
GAP = replace(
    measure(MeasureKind.DIFFERENCE, "informal"),
    figure=MeasureKind.RATE,
    between=("sex = F", "sex = M"),
)


def found(asked: Measure, **codes: str) -> Estimate:
    wanted = plan(asked, by=((), ("sex",)))
    return the(estimate(persons(SURVEY), wanted, STRATIFIED), "figure", **codes)


def test_the_share_of_a_total() -> None:
    figure = found(replace(RATIO, per="hours", part="informal"))
    assert figure.value == 0.5
    assert figure.se == pytest.approx(sqrt(50_000) / 2000, rel=EXACT)
    assert (figure.n, figure.n_numerator, figure.n_psu, figure.df) == (6, 3, 4, 2)
    assert (figure.weighted_base, figure.deff) == (60, None)


def test_a_ratio_leaves_out_who_did_not_give_both_amounts() -> None:
    figure = found(replace(RATIO, of="pay", per="hours"))
    assert figure.value == pytest.approx(1.6, rel=EXACT)
    assert figure.se == pytest.approx(sqrt(461_600) / 1500, rel=EXACT)
    assert (figure.n, figure.unknown, figure.weighted_base) == (5, 1, 50)


def test_a_median_and_its_interval_are_values_that_somebody_gave() -> None:
    # F(30) = 1/2; residuals of I(hours <= 30) - 1/2 by PSU: 1, 1/2; -1/2, -1, in
    # sixths: V = 2 (2 · (1/4)²) · 2 / 36 = 1/72; t(2) · sqrt(1/72) = 0.507 > 1/2
    figure = found(MEDIAN)
    assert figure.value == 30
    assert (figure.n, figure.df, figure.weighted_base) == (6, 2, 60)
    assert (figure.ci_low, figure.ci_high, figure.se) == (None, None, None)


def test_a_quantile_of_a_domain_and_of_who_answered() -> None:
    assert found(replace(MEDIAN, p=0.3), sex="M").value == 20
    assert found(replace(MEDIAN, p=0.4), sex="M").value == 40
    figure = found(replace(MEDIAN, of="pay"), sex="M")
    assert (figure.value, figure.n, figure.unknown) == (60, 2, 1)


def test_the_difference_of_two_domains_in_shared_psus() -> None:
    figure = found(GAP)
    assert figure.value == pytest.approx(1 / 3, rel=EXACT)
    assert figure.se == pytest.approx(sqrt(32 / 81), rel=EXACT)
    assert (figure.n, figure.n_numerator, figure.n_psu, figure.df) == (6, 3, 4, 2)
    assert figure.weighted_base == 60


def test_a_relative_difference() -> None:
    figure = found(replace(GAP, relative=True))
    assert figure.value == pytest.approx(1, rel=EXACT)
    assert figure.se == pytest.approx(sqrt(74 / 9), rel=EXACT)


def test_a_difference_with_an_empty_side_has_no_value() -> None:
    figure = found(GAP, sex="F")
    assert (figure.value, figure.se, figure.ci_low) == (None, None, None)


def test_kinds_stand_in_one_table_in_the_order_of_the_plan() -> None:
    names = ["c", "b", "d", "a"]
    asked = [
        replace(each, indicator=name)
        for each, name in zip(
            (MEDIAN, GAP, replace(RATIO, per="hours"), rate("informal")),
            names,
            strict=True,
        )
    ]
    figures = estimate(persons(SURVEY), plan(*asked), STRATIFIED).estimates
    assert [figure.indicator for figure in figures] == names


@pytest.mark.parametrize(
    "asked",
    [
        replace(RATIO, per="sex"),
        replace(RATIO, of="informal", per="hours"),
        replace(RATIO, per="hours", part="hours"),
        replace(MEDIAN, of="informal"),
        replace(GAP, between=("hours = 1", "hours = 2")),
    ],
)
def test_columns_of_the_wrong_type_are_refused(asked) -> None:
    with pytest.raises(WrongUse) as refusal:
        found(asked)
    assert refusal.value.code == "HL-EST-11"
