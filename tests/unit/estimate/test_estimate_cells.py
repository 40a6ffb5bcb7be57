"""Which cells there are, in which order, and what empty and edge cells say."""

from math import sqrt

import pytest

from headload.measure.estimate import Measure, Plan, TableSpec, estimate
from headload.terms import MeasureKind
from unit.estimate.builders import STRATIFIED, mean, persons, plan, rate, the, total

SURVEY = {
    "stratum": ["A", "A", "A", "B", "B", "B"],
    "psu": ["1", "2", "2", "3", "4", "4"],
    "weight": [10.0, 10.0, 10.0, 10.0, 10.0, 0.0],
    "sex": ["F", "M", "F", "M", "M", "F"],
    "urban": ["U", "U", None, "U", "U", "not_asked"],
    "city": ["Quito", "Loja", "Quito", "Loja", "Loja", "Quito"],
    "employed": [True, True, True, True, None, True],
    "vendor": [True, False, False, False, False, True],
    "hours": [30.0, 0.0, float("nan"), 50.0, 60.0, 70.0],
}


def found(*measures, by=((),)):
    return estimate(persons(SURVEY), plan(*measures, by=by), STRATIFIED)


def cells(estimates) -> list[dict[str, str]]:
    return [dict(estimate.dimensions) for estimate in estimates.estimates]


def test_codes_come_in_the_order_of_their_list_and_text_sorted() -> None:
    figures = found(total("employed"), by=(("sex",), ("city",)))
    assert cells(figures) == [
        {"sex": "M"},
        {"sex": "F"},
        {"city": "Loja"},
        {"city": "Quito"},
    ]


def test_estimates_follow_table_then_measure_then_breakdown() -> None:
    figures = found(total("employed"), rate("vendor"), by=((), ("sex",)))
    order = [(e.indicator, dict(e.dimensions)) for e in figures.estimates]
    breakdowns = [{}, {"sex": "M"}, {"sex": "F"}]
    assert order == [(name, cell) for name in ("total", "rate") for cell in breakdowns]


def test_a_code_that_is_unknown_or_not_asked_makes_no_cell() -> None:
    figures = found(total("employed"), by=((), ("urban",)))
    assert cells(figures) == [{}, {"urban": "U"}]
    assert the(figures, "total").value == 40
    assert the(figures, "total", urban="U").value == 30


def test_a_dimension_that_nobody_answered_makes_no_cell() -> None:
    columns = {**SURVEY, "urban": ["not_asked"] * 6}
    wanted = plan(total("employed"), by=(("urban",), ()))
    assert cells(estimate(persons(columns), wanted, STRATIFIED)) == [{}]


def test_a_record_of_weight_0_is_in_the_sample_and_in_no_population() -> None:
    women = the(found(total("employed"), by=(("sex",),)), "total", sex="F")
    assert (women.value, women.n, women.n_psu) == (20, 2, 2)
    # PSU totals of stratum A: 10, 10; of B: 0, 0
    assert women.se == 0


def test_a_total_without_contributors_is_0_and_has_no_interval() -> None:
    men = the(found(total("vendor"), by=(("sex",),)), "total", sex="M")
    assert (men.value, men.se, men.n, men.df, men.n_psu) == (0, 0, 0, 0, 0)
    assert (men.ci_low, men.ci_high, men.cv, men.deff) == (None,) * 4


def test_a_rate_without_population_has_no_value() -> None:
    men = the(found(rate("employed", "vendor"), by=(("sex",),)), "rate", sex="M")
    assert (men.value, men.se, men.cv, men.deff) == (None,) * 4
    assert (men.ci_low, men.ci_high) == (None, None)
    assert (men.n, men.n_psu, men.weighted_base) == (0, 0, 0)


def test_unknown_answers_are_counted_and_left_out() -> None:
    everyone = the(found(rate("vendor", "employed")), "rate")
    assert everyone.n == 4  # one does not say whether employed: outside, not unknown
    assert everyone.unknown == 0
    working = the(found(rate("employed")), "rate")
    assert (working.n, working.unknown, working.value) == (4, 1, 1)


def test_a_number_that_is_not_a_number_is_unknown() -> None:
    hours = the(found(mean("hours")), "mean")
    assert (hours.value, hours.n, hours.unknown) == (35, 4, 1)


def test_contributors_of_an_amount_are_those_whose_amount_is_not_zero() -> None:
    hours = the(found(total("hours")), "total")
    assert (hours.value, hours.n, hours.n_psu) == (1400, 3, 3)


def test_a_share_of_1_has_an_exact_interval_below_1() -> None:
    working = the(found(rate("employed")), "rate")
    # n = 4, df = 3 - 2 = 1: effective n = 4 (t with 3 df / t with 1 df)²
    effective = 4 * (3.18244630528371 / 12.7062047361747) ** 2
    assert (working.se, working.ci_high) == (0, 1)
    assert working.ci_low == pytest.approx(0.025 ** (1 / effective), rel=1e-9)


def test_a_share_of_0_mirrors_a_share_of_1() -> None:
    working = the(found(rate("employed")), "rate")
    idle = the(found(rate("not employed")), "rate")
    assert (idle.value, idle.ci_low) == (0, 0)
    assert idle.ci_high == pytest.approx(1 - working.ci_low, rel=1e-12)


def test_one_psu_gives_no_interval() -> None:
    vendors = the(found(total("vendor")), "total")
    assert (vendors.value, vendors.n_psu, vendors.df) == (10, 1, 0)
    assert vendors.se == pytest.approx(sqrt(2 * (5**2 + 5**2)), rel=1e-13)
    assert (vendors.ci_low, vendors.ci_high) == (None, None)


def test_the_design_effect_is_undefined_where_weights_are_below_1() -> None:
    columns = {**SURVEY, "weight": [0.5] * 6}
    figures = estimate(persons(columns), plan(rate("vendor")), STRATIFIED)
    assert the(figures, "rate").deff is None


def test_conditions_combine_denials_and_codes() -> None:
    figures = found(total("not vendor and sex = M", "not city = Quito"))
    assert the(figures, "total").value == 30


def test_fixed_dimensions_stand_before_those_of_the_breakdown() -> None:
    group = Measure(
        "employment",
        MeasureKind.TOTAL,
        "vendor",
        "employed",
        "persons",
        {"worker_group": "street_vendor"},
        {"en": "Employment"},
    )
    spec = TableSpec("T9", {"en": "Groups"}, (group,), (("sex",),))
    figures = estimate(persons(SURVEY), Plan((spec,), {"sex": "sex"}), STRATIFIED)
    women = the(figures, "employment", worker_group="street_vendor", sex="F")
    assert list(women.dimensions) == ["worker_group", "sex"]
    assert (women.table_id, women.unit, women.value) == ("T9", "persons", 10)


def test_more_answers_than_one_word_holds() -> None:
    flags = {f"x{i}": [i % 5 == k for k in range(6)] for i in range(80)}
    wanted = plan(*(total(name, indicator=f"i-{name}") for name in flags))
    figures = estimate(persons({**SURVEY, **flags}), wanted, STRATIFIED)
    values = [estimate.value for estimate in figures.estimates]
    assert values == [10.0] * 80


def test_a_plan_of_nothing_gives_nothing() -> None:
    figures = estimate(persons(SURVEY), Plan((), {}), STRATIFIED)
    assert (figures.estimates, figures.records) == ((), 6)
