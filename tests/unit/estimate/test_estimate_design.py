"""What the room makes of designs: incomplete, broken, or with lonely strata."""

from dataclasses import replace
from math import sqrt

import pytest

from headload.errors import BadInput, WrongUse
from headload.measure.estimate import estimate
from headload.terms import Design, DesignStatus
from unit.estimate.builders import STRATIFIED, mean, persons, plan, rate, the, total

PLAN = plan(total("employed"))


def survey(**other) -> dict:
    return {
        "stratum": ["A", "A", "B", "B"],
        "psu": ["1", "2", "3", "4"],
        "weight": [10.0, 20.0, 30.0, 40.0],
        "employed": [True, True, True, False],
        **other,
    }


def test_without_strata_the_sample_is_one_stratum_and_says_so() -> None:
    found = estimate(persons(survey()), PLAN, Design(DesignStatus.PSU_ONLY))
    # PSU totals 10, 20, 30, 0: mean 15, squares 500, times 4/3
    assert the(found, "total").se == pytest.approx(sqrt(500 * 4 / 3), rel=1e-13)
    assert the(found, "total").df == 2
    assert any(note.startswith("design incomplete: ") for note in found.notes)


def test_without_psus_each_household_is_one_and_the_note_says_so() -> None:
    columns = survey(household_id=["h1", "h1", "h2", "h2"], person_id=list("abcd"))
    found = estimate(persons(columns), PLAN, Design(DesignStatus.WEIGHTS_ONLY))
    # household totals 30, 30: no spread
    assert (the(found, "total").se, the(found, "total").df) == (0, 1)
    assert "household_id" in found.notes[0]


def test_without_households_each_person_is_a_psu() -> None:
    columns = survey(person_id=list("abcd"))
    found = estimate(persons(columns), PLAN, Design(DesignStatus.WEIGHTS_ONLY))
    assert the(found, "total").se == pytest.approx(sqrt(500 * 4 / 3), rel=1e-13)
    assert "person_id" in found.notes[0]


def test_households_that_were_not_asked_are_no_psus() -> None:
    columns = survey(household_id=["", "", "", ""], person_id=list("abcd"))
    asked = replace(persons(columns), not_asked=frozenset({"household_id"}))
    found = estimate(asked, PLAN, Design(DesignStatus.WEIGHTS_ONLY))
    assert "person_id" in found.notes[0]


def test_without_any_identifier_the_missing_psu_is_refused() -> None:
    columns = survey()
    del columns["psu"]
    with pytest.raises(WrongUse, match='Column "psu"'):
        estimate(persons(columns), PLAN, Design(DesignStatus.WEIGHTS_ONLY))


def test_the_notes_of_the_caller_come_first() -> None:
    found = estimate(
        persons(survey()), PLAN, Design(DesignStatus.PSU_ONLY), notes=["map drafted"]
    )
    assert found.notes[0] == "map drafted"
    assert len(found.notes) == 2


def test_a_lonely_stratum_is_refused_by_default_with_its_id() -> None:
    columns = survey(stratum=["A", "A", "A", "B7"])
    with pytest.raises(BadInput, match="1 of 2 strata") as refusal:
        estimate(persons(columns), PLAN, STRATIFIED)
    assert (refusal.value.code, "B7" in refusal.value.where) == ("HL-EST-49", True)


def test_a_lonely_stratum_that_is_accepted_is_noted() -> None:
    columns = survey(stratum=["A", "A", "A", "B7"])
    design = Design(DesignStatus.COMPLETE, lonely_psu="certainty")
    found = estimate(persons(columns), PLAN, design)
    assert "B7" in found.notes[0]
    assert found.notes[0].endswith("certainty")


@pytest.mark.parametrize(
    ("rule", "variance"),
    [
        ("certainty", 2 * (5**2 + 5**2)),  # stratum A alone: PSU totals 10, 20
        ("adjust", 100 + (30 - 15) ** 2 + (0 - 15) ** 2),  # mean of four PSUs: 15
        ("average", 100 * 3 / 1),  # three strata, one of them known
    ],
)
def test_each_rule_for_lonely_strata_by_hand(rule, variance) -> None:
    columns = survey(stratum=["A", "A", "B", "C"])
    design = Design(DesignStatus.COMPLETE, lonely_psu=rule)
    found = the(estimate(persons(columns), PLAN, design), "total")
    assert found.se == pytest.approx(sqrt(variance), rel=1e-13)


def test_when_every_stratum_is_lonely_the_average_of_none_is_not_known() -> None:
    columns = survey(stratum=["A", "B", "C", "D"])
    design = Design(DesignStatus.COMPLETE, lonely_psu="average")
    found = the(estimate(persons(columns), PLAN, design), "total")
    assert found.value == 60
    assert (found.se, found.cv, found.ci_low, found.ci_high) == (None,) * 4


def test_only_lonely_strata_of_the_population_count_for_the_average() -> None:
    # men live in A alone, whose two PSUs are known; B is lonely, but has no men
    columns = survey(stratum=["A", "A", "B", "C"], male=[True, True, False, False])
    design = Design(DesignStatus.COMPLETE, lonely_psu="average")
    men = plan(total("employed", "male"))
    found = the(estimate(persons(columns), men, design), "total")
    assert found.se == pytest.approx(sqrt(2 * (5**2 + 5**2)), rel=1e-13)


def test_a_psu_in_two_strata_is_refused_with_count_and_ids() -> None:
    columns = survey(psu=["1", "2", "2", "1"])
    with pytest.raises(BadInput, match="2 PSUs") as refusal:
        estimate(persons(columns), PLAN, STRATIFIED)
    assert refusal.value.code == "HL-EST-50"
    assert refusal.value.where.endswith("PSU 1, 2")


def test_only_the_first_ten_split_psus_are_named() -> None:
    ids = [f"p{i:02}" for i in range(12)]
    columns = {
        "stratum": ["A"] * 12 + ["B"] * 12,
        "psu": ids * 2,
        "weight": [1.0] * 24,
        "employed": [True] * 24,
    }
    with pytest.raises(BadInput, match="12 PSUs") as refusal:
        estimate(persons(columns), PLAN, STRATIFIED)
    assert refusal.value.where.endswith("p09 and 2 more")


@pytest.mark.parametrize("column", ["stratum", "psu"])
def test_records_without_a_place_in_the_design_are_refused(column) -> None:
    columns = survey()
    columns[column] = [*columns[column][:3], None]
    with pytest.raises(BadInput, match="1 records have no") as refusal:
        estimate(persons(columns), PLAN, STRATIFIED)
    assert refusal.value.code == "HL-EST-45"


@pytest.mark.parametrize("weight", [None, -1.0, float("nan"), float("inf"), 1e10])
def test_an_unusable_weight_is_refused_without_printing_it(weight) -> None:
    columns = survey(weight=[10.0, 20.0, 30.0, weight])
    with pytest.raises(BadInput, match="1 records have a weight") as refusal:
        estimate(persons(columns), PLAN, STRATIFIED)
    assert refusal.value.code == "HL-EST-46"
    assert "1e+10" not in str(refusal.value)


@pytest.mark.parametrize("copies", [4, 40])
def test_weights_too_large_to_add_exactly_are_refused(copies) -> None:
    columns = survey(weight=[8e9] * 4)
    columns = {name: values * copies for name, values in columns.items()}
    with pytest.raises(BadInput, match="add up to more than") as refusal:
        estimate(persons(columns), PLAN, STRATIFIED)
    assert refusal.value.code == "HL-EST-47"


def test_amounts_too_large_to_add_exactly_are_refused() -> None:
    columns = survey(earnings=[1.0, 2.0, 3.0, 1e12])
    with pytest.raises(BadInput, match="1 amounts are too large") as refusal:
        estimate(persons(columns), plan(total("earnings")), STRATIFIED)
    assert refusal.value.code == "HL-EST-48"


def test_a_table_without_records_is_refused() -> None:
    columns = {name: values[:1] for name, values in survey().items()}
    empty = persons(columns)
    nobody = type(empty)(survey="x", table=empty.table.filter(False))
    with pytest.raises(BadInput) as refusal:
        estimate(nobody, PLAN, STRATIFIED)
    assert refusal.value.code == "HL-EST-40"


@pytest.mark.parametrize(
    ("design", "confidence", "code"),
    [
        (Design(DesignStatus.COMPLETE, lonely_psu="adjusted"), 0.95, "HL-EST-12"),
        (Design(DesignStatus.REPLICATES), 0.95, "HL-EST-52"),
        (STRATIFIED, 1.0, "HL-EST-13"),
        (STRATIFIED, 0.0, "HL-EST-13"),
        (Design(DesignStatus.COMPLETE, cluster="segment"), 0.95, "HL-EST-10"),
    ],
)
def test_settings_that_cannot_work_are_refused(design, confidence, code) -> None:
    with pytest.raises(WrongUse) as refusal:
        estimate(persons(survey()), PLAN, design, confidence=confidence)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (total("employd"), "HL-EST-10"),
        (rate("weight"), "HL-EST-11"),
        (rate("psu"), "HL-EST-11"),
        (total("employed", "weight = 10"), "HL-EST-11"),
    ],
)
def test_columns_that_cannot_answer_are_refused_before_any_work(wanted, code) -> None:
    with pytest.raises(WrongUse) as refusal:
        estimate(persons(survey()), plan(wanted), STRATIFIED)
    assert refusal.value.code == code


def test_a_mean_of_a_yes_no_column_is_refused() -> None:
    with pytest.raises(WrongUse, match="number column"):
        estimate(persons(survey()), plan(mean("employed")), STRATIFIED)
