"""Columns of rules on harmonised records."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from headload.errors import BadInput, WrongUse
from headload.measure.derive import derive, plan_of
from headload.standards import groups, icls17, icls19, rules
from headload.terms import Persons

Maker = Callable[..., Persons]

VENDOR = {
    "person_id": "1",
    "office_labour_force_status": "employed",
    "status_answered": "own_account_worker",
    "occupation_isco08": "9520",
    "industry_isic4": "4789",
    "place_of_work": "street_mobile",
    "registration": "not_registered",
}
CLERK = {
    "person_id": "2",
    "office_labour_force_status": "employed",
    "status_answered": "employee",
    "occupation_isco08": "4110",
    "industry_isic4": "8411",
    "place_of_work": "employer_premises",
    "institutional_sector": "government",
    "employer_pays_social_insurance": "yes",
}
CHILD = {"person_id": "3"}


def values(persons: Persons, column: str) -> list[Any]:
    ordered = persons.table.order_by("person_id")
    return list(ordered.select(column).to_pyarrow()[column].to_pylist())


def test_a_vendor_a_clerk_and_a_child_get_their_values(persons_of: Maker) -> None:
    persons = derive(
        persons_of([VENDOR, CLERK, CHILD]),
        [icls19.employed, icls17.informal_job, groups.street_vendor],
    )
    assert values(persons, "icls19_employed") == [True, True, None]
    assert values(persons, "icls17_informal_job") == [True, False, None]
    assert values(persons, "icls17_sector_node") == ["S6", "S1", None]
    assert values(persons, "street_vendor") == [True, False, None]


def test_without_the_place_of_work_no_one_is_known_to_be_home_based(
    persons_of: Maker,
) -> None:
    rows = [
        {name: value for name, value in row.items() if name != "place_of_work"}
        for row in (VENDOR, CLERK)
    ]
    persons = derive(persons_of(rows), [groups.home_based_worker])
    assert values(persons, "home_based_worker") == [None, None]


def test_every_rule_of_the_house_is_derived_in_one_go(persons_of: Maker) -> None:
    persons = derive(persons_of([VENDOR]), list(rules().values()))
    assert set(persons.derived) >= {rule.column for rule in rules().values()}
    assert persons.table.count().to_pyarrow().as_py() == 1


def test_a_rule_derived_before_is_not_derived_again(persons_of: Maker) -> None:
    once = derive(persons_of([VENDOR]), [icls17.sector_of_unit])
    twice = derive(once, [icls17.sector_of_unit, icls17.sector_node])
    assert twice.derived == once.derived
    assert twice.table is once.table


def test_a_layer_reads_columns_and_not_the_rules_behind_them(persons_of: Maker) -> None:
    persons = derive(persons_of([VENDOR]), [icls17.informal_job])
    layers = plan_of([icls17.informal_job]).layers
    sql = str(persons.table.compile())
    assert sql.count("FROM") == len(layers)
    assert len(sql) < 20_000


def test_a_missing_harmonised_column_is_refused_by_name(persons_of: Maker) -> None:
    persons = persons_of([VENDOR])
    lacking = replace(persons, table=persons.table.drop("registration", "accounts"))
    with pytest.raises(BadInput, match="HL-DERIVE-03") as refusal:
        derive(lacking, [icls17.informal_job])
    assert "accounts, registration" in refusal.value.where


def test_a_column_with_the_name_of_a_rule_is_refused(persons_of: Maker) -> None:
    persons = persons_of([VENDOR])
    table = persons.table.mutate(works_at_home=True)
    with pytest.raises(WrongUse, match="HL-DERIVE-05"):
        derive(replace(persons, table=table), [groups.works_at_home])


def test_a_survey_without_its_standard_of_employment_is_refused(
    persons_of: Maker,
) -> None:
    persons = replace(persons_of([VENDOR]), constants={})
    with pytest.raises(WrongUse, match="employment_standard is not declared"):
        derive(persons, [icls19.employed])


def test_a_choice_without_a_meaning_is_refused_with_those_that_have_one(
    persons_of: Maker,
) -> None:
    persons = persons_of([VENDOR], registration_dont_know="maybe")
    with pytest.raises(WrongUse, match="HL-DERIVE-04") as refusal:
        derive(persons, [icls17.registered])
    assert "not_registered, not_asked" in refusal.value.to_do


def test_a_national_size_cut_moves_the_size_class(persons_of: Maker) -> None:
    row = {"person_id": "1", "unit_size_low": 6, "unit_size_high": 9}
    five = derive(persons_of([row]), [icls17.size_class])
    ten = derive(persons_of([row], size_cut=10), [icls17.size_class])
    assert values(five, "icls17_size_class") == ["more_than_cut"]
    assert values(ten, "icls17_size_class") == ["at_most_cut"]
