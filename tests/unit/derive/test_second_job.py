"""Worker groups by the main or the second job."""

from collections.abc import Callable

from headload.measure.derive import derive, in_any_job
from headload.standards import groups
from headload.terms import Persons

Maker = Callable[..., Persons]
CLERK = {
    "status_answered": "employee",
    "occupation_isco08": "4110",
    "industry_isic4": "8411",
    "place_of_work": "employer_premises",
}
VENDOR = {
    "status_answered": "own_account_worker",
    "occupation_isco08": "9520",
    "industry_isic4": "4789",
    "place_of_work": "street_mobile",
}


def second(job: dict[str, str]) -> dict[str, str]:
    return {"has_second_job": "yes"} | {
        f"second_job_{name}": value for name, value in job.items()
    }


def found(persons: Persons, *columns: str) -> list[tuple[bool | None, ...]]:
    table = persons.table.order_by("person_id").select(*columns).to_pyarrow()
    return [tuple(row[name] for name in columns) for row in table.to_pylist()]


def test_a_clerk_who_sells_in_the_street_is_a_vendor_by_the_second_job(
    persons_of: Maker,
) -> None:
    rules = [groups.street_vendor, groups.home_based_worker]
    persons = derive(
        persons_of(
            [
                {"person_id": "1", **CLERK, **second(VENDOR)},
                {"person_id": "2", **VENDOR, **second(CLERK)},
                {"person_id": "3", **CLERK, "has_second_job": "no"},
                {"person_id": "4", **CLERK, "has_second_job": "yes"},
                {"person_id": "5", **VENDOR, "has_second_job": "dont_know"},
            ],
        ),
        rules,
    )
    both = in_any_job(persons, rules)
    assert found(both, "street_vendor", "street_vendor_any") == [
        (False, True),
        (True, True),
        (False, False),
        (False, None),
        (True, True),
    ]


def test_the_answers_on_the_main_job_come_back_unchanged(persons_of: Maker) -> None:
    rules = [groups.street_vendor, groups.domestic_worker]
    rows = [{"person_id": "1", **CLERK, **second(VENDOR)}]
    persons = derive(persons_of(rows), rules)
    both = in_any_job(persons, rules)
    new = {"street_vendor_any", "domestic_worker_any"}
    assert set(both.table.columns) == {*persons.table.columns, *new}
    columns = list(persons.table.columns)
    before = persons.table.select(columns).to_pyarrow().to_pylist()
    assert both.table.select(columns).to_pyarrow().to_pylist() == before


def test_a_live_in_domestic_employee_is_not_one_by_the_second_job_too(
    persons_of: Maker,
) -> None:
    live_in = {
        "person_id": "1",
        "relationship_to_head": "domestic_employee",
        **CLERK,
        **second(VENDOR),
    }
    persons = derive(persons_of([live_in]), [groups.street_vendor])
    both = in_any_job(persons, [groups.street_vendor])
    # domestic by the roster in the main job only, so the second job counts
    assert found(both, "street_vendor", "street_vendor_any") == [(False, True)]


def test_without_rules_nothing_is_added(persons_of: Maker) -> None:
    persons = persons_of([{"person_id": "1", **CLERK}])
    assert in_any_job(persons, []) is persons
