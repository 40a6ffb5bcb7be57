"""Weights that meet known totals: by hand, against record-level formulas, refused.

The record-level formulas are written out here once more, so that the sums by code
and cell of the estimate room are held against what they stand for.
"""

from collections import defaultdict
from dataclasses import replace

import ibis
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from scipy import stats

from headload.errors import BadInput, WrongUse
from headload.measure.estimate import calibrated, cutting, estimate
from headload.measure.estimate import facts as facts_module
from headload.measure.estimate.calibration import residuals as residuals_module
from headload.measure.estimate.calibration.sweeping import multiplied, swept
from headload.terms import (
    Calibration,
    CalibrationMethod,
    Design,
    DesignStatus,
    Margin,
    MeasureKind,
    Persons,
    ReplicateMethod,
    Replicates,
    Trim,
)
from unit.estimate.builders import (
    STRATIFIED,
    measure,
    persons,
    plan,
    rate,
    the,
    total,
)
from unit.estimate.test_estimate_chunks import (
    CLOSE,
    DESIGNS,
    REPLICATED,
    STAGES,
    everything,
    farthest,
    survey,
)

POSTSTRATIFY, RAKE, LINEAR = CalibrationMethod


def margin(column: str, **totals: float) -> Margin:
    return Margin(column, totals, "Office", "2026-01-01")


SEX = margin("sex", F=210_000, M=190_000)
REGION = margin("region", r0=230_000, r1=170_000)
HOWS = {
    "poststratified": Calibration(POSTSTRATIFY, (SEX,)),
    "raked": Calibration(RAKE, (SEX, REGION)),
    "linear": Calibration(LINEAR, (SEX, REGION)),
    "trimmed": Calibration(RAKE, (REGION, SEX), Trim(0.4, 2)),
}


def four(**columns) -> Persons:
    """Return four persons of one stratum, each a PSU; as often as columns need."""
    size = max([4, *map(len, columns.values())])
    given_columns = {
        "stratum": ["a"] * size,
        "psu": [str(1 + i) for i in range(size)],
        "weight": [10.0] * size,
        "sex": ["F", "F", "M", "M"] * (size // 4),
        "employed": [True, False, True, True] * (size // 4),
    }
    return persons(given_columns | columns)


def under(how: Calibration, design: Design = STRATIFIED) -> Design:
    return replace(design, calibration=how)


def weights(some_persons: Persons, column: str = "weight") -> list[float]:
    rows = some_persons.table.order_by("psu")
    return list(rows[column].to_pyarrow().to_pylist())


def test_a_post_stratified_total_by_hand() -> None:
    # Weights 15, 15, 25, 25. Half of the women and all men are employed, so that
    # w (y - mean) is 7.5, -7.5, 0, 0 and V = 4/3 · 2 · 7.5² = 150.
    design = under(Calibration(POSTSTRATIFY, (margin("sex", F=30, M=50),)))
    made = calibrated(four(), design)
    assert weights(made) == [15.0, 15.0, 25.0, 25.0]
    figure = the(estimate(made, plan(total("employed")), design), "total")
    assert figure.value == 65.0
    assert figure.se == pytest.approx(150**0.5, rel=1e-14)


def test_a_known_total_has_no_standard_error() -> None:
    design, file = under(HOWS["raked"], DESIGNS[0]), survey()
    file = replace(file, table=file.table.mutate(everybody=True))
    made = calibrated(file, design)
    found = estimate(made, plan(total("everybody"), by=(("sex",), ("region",))), design)
    for known in (SEX, REGION):
        for code, persons_known in known.totals.items():
            figure = the(found, "total", **{known.column: code})
            assert figure.value == pytest.approx(persons_known, rel=1e-12)
            assert figure.se == pytest.approx(0, abs=1e-6)


def columns(made: Persons) -> dict[str, np.ndarray]:
    rows = made.table.to_pyarrow()
    return {
        c: np.array(rows[c].to_pylist(), dtype=object).astype(
            float if c in {"weight", "weight_of_fit", "pay", "hours"} else object
        )
        for c in rows.column_names
    }


def left(z: np.ndarray, how: Calibration, rows: dict[str, np.ndarray]) -> np.ndarray:
    """Return w (z - f), record by record."""
    f = np.zeros(len(z))
    fit = rows["weight_of_fit"]
    codes = [rows[m.column] for m in how.margins]
    if how.method is LINEAR:
        x = np.column_stack(
            [np.ones(len(z))]
            + [code == one for code in codes for one in sorted(set(code))[1:]]
        ).astype(float)
        root = np.sqrt(fit)
        f = x @ np.linalg.lstsq(x * root[:, None], z * root, rcond=None)[0]
    for _ in range(10 if how.method is not LINEAR else 0):
        for code in codes:
            for one in set(code):
                here = code == one
                f[here] += np.average((z - f)[here], weights=fit[here])
    return rows["weight"] * (z - f)


def spread(e: np.ndarray, units: np.ndarray, strata: np.ndarray, left_share) -> float:
    """Return the variance between units of strata, n / (n - 1) each."""
    variance = 0.0
    for stratum in sorted(set(strata)):
        sums: dict[str, float] = defaultdict(float)
        for unit, value in zip(
            units[strata == stratum], e[strata == stratum], strict=True
        ):
            sums[unit] += value
        values, n = np.array(list(sums.values())), len(sums)
        if n > 1:
            squares = ((values - values.mean()) ** 2).sum()
            variance += left_share(stratum, n) * n / (n - 1) * squares
    return variance


def two_stages(e: np.ndarray, rows: dict[str, np.ndarray]) -> float:
    """Return the variance of the design STAGES."""
    size = dict(zip(rows["stratum"], rows["population"], strict=True))
    drawn = {
        h: len(set(rows["psu"][rows["stratum"] == h])) / size[h] for h in set(size)
    }
    stratum_of = dict(zip(rows["psu"], rows["stratum"], strict=True))
    first = spread(e, rows["psu"], rows["stratum"], lambda h, n: 1 - drawn[h])
    later = spread(
        e, rows["unit"], rows["psu"], lambda p, m: drawn[stratum_of[p]] * (1 - m / 20)
    )
    return first + later


@pytest.mark.parametrize("how", HOWS)
@pytest.mark.parametrize("staged", [False, True])
def test_variances_are_those_of_the_residuals_of_records(
    monkeypatch, how, staged
) -> None:
    monkeypatch.setattr(cutting, "CHUNK", 700)
    monkeypatch.setattr(residuals_module, "BLOCK", 1)
    design = under(HOWS[how], STAGES if staged else DESIGNS[0])
    made = calibrated(survey(), design)
    rows = columns(made)
    found = estimate(made, everything(), design)
    w, there = rows["weight"], rows["employed"] == True  # noqa: E712  (of objects)
    informal = rows["informal"] == True  # noqa: E712
    known = there & (rows["informal"] != None)  # noqa: E711
    for region in ("r0", "r1", None):
        here = (rows["region"] == region) | (region is None)
        codes = {"region": region} if region else {}

        def variance(z: np.ndarray) -> float:
            e = left(z, HOWS[how], rows)
            if staged:
                return two_stages(e, rows)
            return spread(e, rows["psu"], rows["stratum"], lambda h, n: 1.0)

        y = (here & there).astype(float)
        figure = the(found, "total", **codes)
        assert figure.value == pytest.approx((w * y).sum(), rel=1e-9)
        assert figure.se**2 == pytest.approx(variance(y), rel=1e-8)

        def linear(above: np.ndarray, below: np.ndarray) -> np.ndarray:
            share = (w * above).sum() / (w * below).sum()
            return (above - share * below) / (w * below).sum()

        z = linear((here & known & informal) * 1.0, (here & known) * 1.0)
        assert the(found, "rate", **codes).se ** 2 == pytest.approx(
            variance(z), rel=1e-8
        )
        sides = [
            linear((here & known & informal & s) * 1.0, (here & known & s) * 1.0)
            for s in (rows["sex"] == "F", rows["sex"] == "M")
        ]
        gap = the(found, "gap", **codes)
        assert gap.se**2 == pytest.approx(variance(sides[0] - sides[1]), rel=1e-8)
        timed = here & there & ~np.isnan(rows["hours"])
        hours = np.where(timed, np.nan_to_num(rows["hours"]), 0.0)
        z = linear(hours, timed * 1.0)
        assert the(found, "mean", **codes).se ** 2 == pytest.approx(
            variance(z), rel=1e-8
        )
        median = the(found, "median", **codes)
        below = (here & there) & (rows["pay"] <= median.value)
        z = linear(below * 1.0, y)
        share = (w * below).sum() / (w * y).sum()
        reach = float(stats.t.ppf(0.975, median.df)) * variance(z) ** 0.5
        order = np.argsort(rows["pay"][y > 0])
        up = np.cumsum(w[y > 0][order]) / w[y > 0].sum()
        values = rows["pay"][y > 0][order]
        ends = [values[np.searchsorted(up, share + s * reach)] for s in (-1, 1)]
        assert [median.ci_low, median.ci_high] == ends


@pytest.mark.parametrize("how", HOWS)
@pytest.mark.parametrize("design", [DESIGNS[1], STAGES, REPLICATED])
def test_row_order_threads_and_chunks_leave_calibrated_figures_alone(
    monkeypatch, how, design
) -> None:
    design = under(HOWS[how], design)
    whole = estimate(calibrated(survey(), design), everything(), design)
    monkeypatch.setattr(cutting, "CHUNK", 100)
    cut = estimate(calibrated(survey(threads=1), design), everything(), design)
    assert farthest(whole, cut) < 100 * CLOSE
    order = np.random.default_rng(7).permutation(3000)
    shuffled = calibrated(survey(order, threads=4), design)
    assert estimate(shuffled, everything(), design) == cut


@given(
    some.lists(some.floats(1, 500), min_size=12, max_size=12),
    some.integers(1_000, 10**6),
    some.floats(0.3, 0.7),
    some.sampled_from([RAKE, LINEAR]),
)
@settings(deadline=None, max_examples=25)
def test_calibrated_weights_add_up_to_the_margins(base, size, share, method) -> None:
    sex, region = ["F", "M"] * 6, ["n"] * 5 + ["s"] * 7
    known = (
        margin("sex", F=size * share, M=size * (1 - share)),
        margin("region", n=size * 0.45, s=size * 0.55),
    )
    file = persons({"weight": base, "sex": sex, "region": region, "psu": range(12)})
    try:
        made = calibrated(file, under(Calibration(method, known)))
    except BadInput:
        if method is RAKE:
            raise
        return  # linear weights may turn negative, which is refused
    found = made.table.to_pyarrow().to_pydict()
    for one in known:
        for code, persons_known in one.totals.items():
            pairs = zip(found[one.column], found["weight"], strict=True)
            reached = sum(w for here, w in pairs if here == code)
            assert reached == pytest.approx(persons_known, rel=1e-9)


@pytest.mark.parametrize("method", [RAKE, LINEAR])
def test_many_margins_with_long_fractions_are_met(method) -> None:
    file = survey()
    table = file.table.mutate(
        age=(file.table.pay % 3).floor().cast("int64").cast("string")
    )
    parts = {"0": 7 / 21, "1": 3 / 21, "2": 11 / 21}
    age = Margin("age", {c: 400_000 * p for c, p in parts.items()}, "Office", "2026")
    design = under(Calibration(method, (age, SEX, REGION)), DESIGNS[0])
    made = calibrated(replace(file, table=table), design)
    by_age = made.table.group_by("age").aggregate(persons=made.table.weight.sum())
    reached = by_age.to_pyarrow().to_pydict()
    found = dict(zip(reached["age"], reached["persons"], strict=True))
    assert found == pytest.approx(age.totals, rel=1e-9)
    figures = estimate(made, plan(total("employed"), by=(("age",),)), design)
    assert len(figures.estimates) == 3


@pytest.mark.parametrize("how", ["poststratified", "raked", "linear"])
def test_the_scale_of_the_weights_does_not_matter(how) -> None:
    design = under(HOWS[how], DESIGNS[0])
    one = survey()
    scaled = replace(one, table=one.table.mutate(weight=one.table.weight * 8))
    first, second = (
        estimate(calibrated(each, design), everything(), design)
        for each in (one, scaled)
    )
    assert farthest(first, second) < 1e-7


def test_bounds_alone_keep_the_sum_of_the_weights() -> None:
    design = under(Calibration(trim=Trim(0.5, 2)))
    made = calibrated(four(weight=[1.0, 10.0, 10.0, 45.0]), design)
    # the median is 10: 5, 10, 10, 20 with the sum 45 instead of 66
    assert weights(made) == pytest.approx([w * 66 / 45 for w in (5, 10, 10, 20)])
    found = estimate(made, plan(total("employed")), design)
    assert found.notes == (
        "weights below 0.5 and above 2 times the median weight were cut to that bound",
    )


def test_weights_of_nobody_stay_nothing_and_do_not_move_the_median() -> None:
    design = under(Calibration(trim=Trim(lower=0.5)))
    made = calibrated(four(weight=[0.0, 2.0, 10.0, 12.0]), design)
    assert weights(made) == pytest.approx([0, *[w * 24 / 27 for w in (5, 10, 12)]])


def test_what_was_done_stands_on_every_table() -> None:
    design = under(HOWS["raked"], DESIGNS[0])
    found = estimate(calibrated(survey(), design), plan(total("employed")), design)
    assert found.notes[0] == (
        "weights were raked to known totals of sex (Office, 2026-01-01); region "
        "(Office, 2026-01-01)"
    )


def test_replicate_weights_are_calibrated_each_on_its_own() -> None:
    how = Calibration(POSTSTRATIFY, (margin("sex", F=30, M=50),))
    replicates = Replicates(ReplicateMethod.JK1, ("rw_1", "rw_2"))
    design = Design(DesignStatus.REPLICATES, replicates=replicates, calibration=how)
    file = four(rw_1=[0.0, 20.0, 10.0, 10.0], rw_2=[20.0, 10.0, 10.0, 30.0])
    made = calibrated(file, design)
    assert weights(made) == [15.0, 15.0, 25.0, 25.0]
    assert weights(made, "rw_1") == [0.0, 30.0, 25.0, 25.0]
    assert weights(made, "rw_2") == [20.0, 10.0, 12.5, 37.5]
    figure = the(estimate(made, plan(total("employed")), design), "total")
    # of the replicates 50 and 70, around their mean 60, JK1 with 2 replicates
    assert (figure.value, figure.se) == (65.0, pytest.approx(100**0.5))


def test_replicates_follow_the_trimming_of_the_weight() -> None:
    replicates = Replicates(ReplicateMethod.JK1, ("rw_1", "rw_2"))
    how = Calibration(POSTSTRATIFY, (margin("sex", F=30, M=50),), Trim(upper=2))
    design = Design(DesignStatus.REPLICATES, replicates=replicates, calibration=how)
    file = four(
        weight=[40.0, 10.0, 10.0, 10.0], rw_1=[80.0, 10.0, 1.0, 1.0], rw_2=[1.0] * 4
    )
    made = calibrated(file, design)
    assert weights(made) == pytest.approx([20, 10, 25, 25])
    assert weights(made, "rw_1") == pytest.approx([24, 6, 25, 25])


def test_a_replicate_without_anybody_of_a_code_is_refused() -> None:
    replicates = Replicates(ReplicateMethod.JK1, ("rw_1", "rw_2"))
    how = Calibration(POSTSTRATIFY, (margin("sex", F=30, M=50),))
    design = Design(DesignStatus.REPLICATES, replicates=replicates, calibration=how)
    with pytest.raises(BadInput, match=r"positive rw_1 has .* sex: F") as refusal:
        calibrated(four(rw_1=[0.0, 0.0, 1.0, 1.0], rw_2=[1.0] * 4), design)
    assert refusal.value.code == "HL-EST-63"


@pytest.mark.parametrize("rule", ["adjust", "average", "certainty"])
def test_strata_with_a_single_psu_under_calibration(rule) -> None:
    # The mean over all PSUs, and the share of strata that are not alone.
    design = replace(under(HOWS["poststratified"]), lonely_psu=rule)
    made = calibrated(survey(), design)
    rows = columns(made)
    y = (rows["employed"] == True) * 1.0  # noqa: E712
    e = left(y, HOWS["poststratified"], rows)
    variance = spread(e, rows["psu"], rows["stratum"], lambda h, n: 1.0)
    if rule == "average":
        variance *= 5 / 4
    if rule == "adjust":
        alone = e[rows["stratum"] == "h4"].sum()
        variance += (alone - e.sum() / len(set(rows["psu"]))) ** 2
    figure = the(estimate(made, everything(), design), "total")
    assert figure.se**2 == pytest.approx(variance, rel=1e-9)


def test_nothing_is_left_to_scale_up_from_strata_that_are_all_alone() -> None:
    how = Calibration(POSTSTRATIFY, (margin("sex", F=30, M=50),))
    design = replace(under(how), lonely_psu="average")
    made = calibrated(four(stratum=["a", "b", "c", "d"]), design)
    assert the(estimate(made, plan(total("employed")), design), "total").se is None


@pytest.mark.parametrize(
    ("how", "columns_changed", "said", "code"),
    [
        (Calibration(RAKE), {}, "no margin to meet", "HL-EST-60"),
        (Calibration(RAKE, (margin("age", a=1),)), {}, '"age" is not a', "HL-EST-60"),
        (
            Calibration(RAKE, (margin("sex", F=1, M=1),)),
            {"sex": ["F", "F", "M", None]},
            "1 records have no known code of the margin sex",
            "HL-EST-62",
        ),
        (
            Calibration(RAKE, (margin("sex", F=1, M=1),)),
            {"sex": ["not_asked"] * 4},
            "4 records have no known code",
            "HL-EST-62",
        ),
        (
            Calibration(RAKE, (margin("sex", F=1),)),
            {},
            "no total for codes of the file: M",
            "HL-EST-63",
        ),
        (
            Calibration(RAKE, (margin("code", a=1),)),
            {"code": [str(i // 12) for i in range(144)]},
            "no total for codes of the file: 12 codes",
            "HL-EST-63",
        ),
        (
            Calibration(RAKE, (margin("sex", F=1, M=1, X=1),)),
            {},
            "positive weight has these codes of the margin sex: X",
            "HL-EST-63",
        ),
        (
            Calibration(RAKE, (margin("sex", F=1, M=1),)),
            {"weight": [0.0, 0.0, 1.0, 1.0]},
            "positive weight has these codes of the margin sex: F",
            "HL-EST-63",
        ),
        (
            Calibration(RAKE, (margin("sex", F=1, M=2), margin("area", F=2, M=1))),
            {"area": ["F", "F", "M", "M"]},
            "after 1000 rounds",
            "HL-EST-64",
        ),
        (
            Calibration(LINEAR, (margin("sex", F=1, M=2), margin("area", F=2, M=1))),
            {"area": ["F", "F", "M", "M"]},
            "by any linear factor",
            "HL-EST-64",
        ),
        (
            Calibration(LINEAR, (margin("sex", F=9, M=1), margin("area", n=9, s=1))),
            {"sex": ["F", "F", "M", "M"], "area": ["n", "s", "n", "s"]},
            "not be positive in 1 of 4 classes",
            "HL-EST-65",
        ),
        (Calibration(RAKE), {"weight": [1.0] * 4}, "no margin", "HL-EST-60"),
        (
            Calibration(RAKE, (margin("sex", F=1, M=1),)),
            {"weight": [1.0, 1.0, 1.0, -1.0]},
            "1 records have a weight that is missing",
            "HL-EST-46",
        ),
        (
            Calibration(RAKE, (margin("sex", F=1, M=1),)),
            {"weight": [1.0, 1.0, None, float("nan")]},
            "2 records have a weight that is missing",
            "HL-EST-46",
        ),
        (
            Calibration(RAKE, (margin("sex", F=1, M=1),)),
            {"weight": [8e9] * 4},
            "add up to more than",
            "HL-EST-47",
        ),
    ],
)
def test_a_calibration_that_would_give_wrong_weights_is_refused(
    how, columns_changed, said, code
) -> None:
    with pytest.raises((BadInput, WrongUse), match=said) as refusal:
        calibrated(four(**columns_changed), under(how))
    assert refusal.value.code == code


def test_weights_are_calibrated_once_and_before_estimating() -> None:
    design = under(Calibration(POSTSTRATIFY, (margin("sex", F=30, M=50),)))
    made = calibrated(four(), design)
    with pytest.raises(WrongUse, match="calibrated before") as refusal:
        calibrated(made, design)
    assert refusal.value.code == "HL-EST-61"
    with pytest.raises(WrongUse, match="have not been calibrated") as refusal:
        estimate(four(), plan(total("employed")), design)
    assert refusal.value.code == "HL-EST-61"


def test_a_breakdown_that_margins_make_too_large_is_refused(monkeypatch) -> None:
    monkeypatch.setattr(facts_module, "MOST_CELLS", 4)
    design = under(Calibration(POSTSTRATIFY, (margin("sex", F=30, M=50),)))
    wanted = plan(total("employed"), by=(("sex",),))
    with pytest.raises(WrongUse, match="9 figures") as refusal:
        estimate(calibrated(four(), design), wanted, design)
    assert refusal.value.code == "HL-EST-14"


def test_codes_of_margins_that_are_lost_afterwards_are_refused() -> None:
    design = under(Calibration(POSTSTRATIFY, (margin("sex", F=30, M=50),)))
    made = calibrated(four(), design)
    lost = replace(made, table=made.table.mutate(sex=made.table.sex.nullif("F")))
    with pytest.raises(WrongUse, match="lost codes of margins") as refusal:
        estimate(lost, plan(total("employed")), design)
    assert refusal.value.code == "HL-EST-61"


def test_a_design_without_calibration_leaves_persons_as_they_are() -> None:
    file = four()
    assert calibrated(file, STRATIFIED) is file


def test_sweeping_gives_the_fitted_values_of_least_squares() -> None:
    chance = np.random.default_rng(3)
    x = np.column_stack([chance.integers(0, 2, (40, 5)), np.ones(40)]).astype(float)
    x = np.column_stack([x, x[:, 0] + x[:, 5], x[:, 1] - x[:, 2]])
    y = chance.random((40, 2))
    fitted = x @ multiplied(swept(x.T @ x), x.T @ y)
    assert fitted == pytest.approx(x @ np.linalg.lstsq(x, y, rcond=None)[0], abs=1e-12)


def test_a_ratio_of_amounts_keeps_its_value_under_one_factor() -> None:
    one_code = margin("all", x=1_000_000)
    file = survey()
    file = replace(file, table=file.table.mutate(all=ibis.literal("x")))
    design = under(Calibration(POSTSTRATIFY, (one_code,)), DESIGNS[0])
    hourly = replace(
        measure(MeasureKind.RATIO, "pay", "employed", "hourly"), per="hours"
    )
    wanted = plan(hourly, rate("informal", "employed"))
    plain = estimate(file, wanted, DESIGNS[0])
    made = estimate(calibrated(file, design), wanted, design)
    for before, after in zip(plain.estimates, made.estimates, strict=True):
        assert after.value == pytest.approx(before.value, rel=1e-9)
        assert after.se == pytest.approx(before.se, rel=1e-7)
