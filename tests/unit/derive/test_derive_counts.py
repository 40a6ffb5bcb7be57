"""How the rules decided, counted."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from headload.errors import WrongUse
from headload.measure.derive import derive, node_counts, unknown
from headload.standards import groups, icls17, icls19
from headload.terms import Persons

Maker = Callable[..., Persons]

EMPLOYED = {"office_labour_force_status": "employed"}
ROWS = [
    EMPLOYED | {"status_answered": "employee", "registration": "national"},
    EMPLOYED | {"status_answered": "own_account_worker", "registration": "national"},
    EMPLOYED | {"status_answered": "employer", "registration": "not_registered"},
    EMPLOYED | {"status_answered": "own_account_worker", "registration": None},
    {"office_labour_force_status": "outside_labour_force"},
]


def weighted(rows: list[dict[str, str | None]], *weights: float) -> list[dict]:  # type: ignore[type-arg]
    return [
        {**row, "weight": weight} for row, weight in zip(rows, weights, strict=True)
    ]


def test_nodes_are_counted_and_weighted_among_the_employed(persons_of: Maker) -> None:
    persons = derive(
        persons_of(weighted(ROWS, 10, 20, 30, 40, 1000)),
        [icls17.sector_node, icls19.employed],
    )
    counts = node_counts(persons, [icls17.sector_node], among=icls19.employed)
    assert [(row.code, row.n, row.weighted_share) for row in counts] == [
        ("S5", 2, 0.3),
        ("S6", 1, 0.3),
        ("S12", 1, 0.4),
    ]
    assert "BOL_EH_2014" in counts[0].citation
    assert {row.variable for row in counts} == {"icls17_sector_node"}


def test_yes_no_and_unknown_are_counted_in_this_order(persons_of: Maker) -> None:
    persons = derive(persons_of(ROWS), [icls17.informal_job])
    counts = node_counts(persons, [icls17.informal_job])
    assert [(row.code, row.n) for row in counts] == [
        ("yes", 1),
        ("no", 1),
        ("unknown", 3),
    ]


def test_shares_are_exact_decimals_whatever_the_order_of_rows(
    persons_of: Maker,
) -> None:
    weights = (0.1, 0.2, 0.3, 1e9, 0.7)
    rows = weighted(ROWS, *weights)
    rules = [icls17.sector_node]
    there = node_counts(derive(persons_of(rows), rules), rules)
    back = node_counts(derive(persons_of(rows[::-1]), rules), rules)
    assert there == back


def test_no_weight_at_all_gives_no_share(persons_of: Maker) -> None:
    persons = derive(persons_of(weighted(ROWS[:1], 0.0)), [icls17.sector_node])
    (only,) = node_counts(persons, [icls17.sector_node])
    assert (only.n, only.weighted_share) == (1, 0.0)


def test_unknown_records_are_counted_by_the_inputs_that_are_missing(
    persons_of: Maker,
) -> None:
    rows = [
        {"place_of_work": "street_mobile", "occupation_isco08": "9520"},
        {"place_of_work": "not_stated", "occupation_isco08": "5211"},
        {"place_of_work": "not_stated", "occupation_isco08": "5223"},
        {"place_of_work": "street_fixed", "occupation_isco08": None},
    ]
    persons = derive(persons_of(rows), [groups.street_vendor])
    assert unknown(persons, groups.street_vendor) == {
        "in_public_space": 2,
        "vending_work, occupation_isco08": 1,
    }


def test_a_question_that_nobody_was_asked_is_marked(persons_of: Maker) -> None:
    persons = derive(
        persons_of([{"status_answered": "employee"}]), [groups.works_at_home]
    )
    reasons = unknown(persons, groups.works_at_home)
    assert reasons == {"place_of_work (not asked)": 1}


def test_a_rule_with_every_input_known_can_still_have_no_case(
    persons_of: Maker,
) -> None:
    row = {"unit_size_low": 5, "unit_size_high": 10}
    persons = derive(persons_of([row]), [icls17.size_class])
    assert unknown(persons, icls17.size_class) == {"no case of the rule applies": 1}


def test_nothing_unknown_gives_no_reason(persons_of: Maker) -> None:
    persons = derive(persons_of(ROWS[:1]), [icls17.institution])
    assert unknown(persons, icls17.institution) == {}


def test_only_derived_rules_are_counted(persons_of: Maker) -> None:
    persons = persons_of(ROWS)
    with pytest.raises(WrongUse, match="HL-DERIVE-08") as refusal:
        node_counts(persons, [icls17.sector_node])
    assert "icls17_sector_node" in refusal.value.where
    with pytest.raises(WrongUse, match="HL-DERIVE-08"):
        unknown(replace(persons, derived=("other",)), icls17.sector_node)
