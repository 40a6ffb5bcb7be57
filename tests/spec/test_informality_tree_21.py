"""The trees of the 21st ICLS against every possible state of their inputs.

The reference below states the sectors and jobs as sets of conditions without an
order; the rules are ordered nodes. That they agree on all states is the test.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import product
from typing import Any

import ibis
import pyarrow as pa
import pytest

from headload.standards import Variable, default_choices, icls21

State = Mapping[str, Any]

UNIT: Mapping[str, Sequence[str | None]] = {
    "status_in_employment": (
        *("employee", "employer", "own_account_worker", "cooperative_member"),
        *("contributing_family_worker", "not_classifiable"),
    ),
    "institution": (
        *("government", "legal_entity", "private_household", "community"),
        "private_business",
    ),
    "market_orientation": ("mainly_market_or_unknown", "mainly_own_use"),
    "official_accounts": ("kept", "not_kept_or_unknown"),
    "registered": ("registered", "not_registered", "not_asked"),
    "social_insurance": ("paid", "not_paid", "not_asked"),
    "fixed_premises": ("fixed", "not_fixed", None),
    "size_class": ("more_than_cut", "at_most_cut", None),
}
JOB: Mapping[str, Sequence[str | bool | None]] = {
    "status_group": (
        *("employer", "independent_without_employees", "dependent_contractor"),
        *("employee", "contributing_family_worker", None),
    ),
    "institution": UNIT["institution"],
    "sector_of_unit": (
        *("formal_sector", "informal_sector", "household_and_community_sector"),
        None,
    ),
    "protected_employee": (True, False, None),
    "registered_for_tax": (True, False, None),
    "access_to_social_insurance": (True, False, None),
    "social_insurance": UNIT["social_insurance"],
}


def states_of(inputs: Mapping[str, Sequence[Any]]) -> list[State]:
    return [
        dict(zip(inputs, values, strict=True)) for values in product(*inputs.values())
    ]


def through(rules: Sequence[Variable], states: Sequence[State]) -> list[dict[str, Any]]:
    """Return the values of `rules` for each state, each rule fed by those before."""
    columns = {
        name: pa.array(
            [state[name] for state in states],
            type=pa.bool_()
            if any(type(state[name]) is bool for state in states)
            else pa.string(),
        )
        for name in states[0]
    }
    table = ibis.memtable(pa.table({**columns, "row": range(len(states))}))
    for rule in rules:
        table = table.mutate(
            **{rule.name: rule(*[_input(table, name) for name in rule.inputs])}
        )
    found: list[dict[str, Any]] = (
        ibis.duckdb.connect().to_pyarrow(table.order_by("row")).to_pylist()
    )
    return found


def reference_sector(state: State) -> str | None:
    """Return the sector, by conditions that exclude one another."""
    business = state["institution"] == "private_business"
    market = business and state["market_orientation"] == "mainly_market_or_unknown"
    recognised = (
        state["official_accounts"] == "kept" or state["registered"] == "registered"
    )
    silent = market and not recognised and state["registered"] == "not_asked"
    insured = (
        state["status_in_employment"] == "employee"
        and state["social_insurance"] == "paid"
    )
    place, size = state["fixed_premises"], state["size_class"]
    answers = {
        "formal_sector": state["institution"] in ("government", "legal_entity")
        or (market and recognised)
        or (silent and (insured or (place == "fixed" and size == "more_than_cut"))),
        "household_and_community_sector": state["institution"]
        in ("private_household", "community")
        or (business and state["market_orientation"] == "mainly_own_use"),
        "informal_sector": (
            market and not recognised and state["registered"] == "not_registered"
        )
        or (
            silent
            and not insured
            and (place == "not_fixed" or (place == "fixed" and size == "at_most_cut"))
        ),
    }
    found = [sector for sector, holds in answers.items() if holds]
    assert len(found) <= 1
    return found[0] if found else None


def reference_job(state: State) -> bool | None:
    """Return whether the job is informal; None when it is not known."""
    sector = state["sector_of_unit"]
    formal_unit = sector == "formal_sector"
    tax, access = state["registered_for_tax"], state["access_to_social_insurance"]
    contractor: bool | None
    if False in (tax, access):
        contractor = True
    else:
        contractor = None if None in (tax, access) else False
    protected = state["protected_employee"]
    by_group: Mapping[str | None, bool | None] = {
        "employer": None if sector is None else not formal_unit,
        "independent_without_employees": None if sector is None else not formal_unit,
        "dependent_contractor": contractor,
        "employee": None if protected is None else not protected,
        "contributing_family_worker": not (
            formal_unit and state["social_insurance"] == "paid"
        ),
        None: None,
    }
    return by_group[state["status_group"]]


def _input(table: Any, name: str) -> Any:
    """Return a column, or the default of a national choice."""
    if name in table.columns:
        return table[name]
    return ibis.literal(default_choices()[name].value)


@pytest.fixture(scope="module")
def units() -> list[tuple[State, dict[str, Any]]]:
    states = states_of(UNIT)
    found = through((icls21.sector_node, icls21.sector_of_unit), states)
    return list(zip(states, found, strict=True))


@pytest.fixture(scope="module")
def jobs() -> list[tuple[State, dict[str, Any]]]:
    states = states_of(JOB)
    found = through((icls21.job_node, icls21.informal_job), states)
    return list(zip(states, found, strict=True))


def test_all_9720_states_of_the_sector_tree_are_counted_exactly(
    units: list[tuple[State, dict[str, Any]]],
) -> None:
    # undefined: 17 of 18 pairs of status and insurance, 4 of 9 of place and size
    assert len(units) == 9720
    assert Counter(row["sector_of_unit"] for _, row in units) == {
        "formal_sector": 4562,
        "household_and_community_sector": 4860,
        "informal_sector": 230,
        None: 68,
    }


def test_the_sector_agrees_with_the_reference_on_every_state(
    units: list[tuple[State, dict[str, Any]]],
) -> None:
    different = [
        state
        for state, row in units
        if row["sector_of_unit"] != reference_sector(state)
    ]
    assert different == []


def test_every_node_of_the_sector_tree_is_reached(
    units: list[tuple[State, dict[str, Any]]],
) -> None:
    nodes = {row["sector_node"] for _, row in units}
    assert nodes == {f"U{number}" for number in range(1, 12)}


def test_the_sector_is_undefined_only_without_registration_premises_or_size(
    units: list[tuple[State, dict[str, Any]]],
) -> None:
    undefined = [state for state, row in units if row["sector_node"] == "U11"]
    assert {state["registered"] for state in undefined} == {"not_asked"}
    assert {(state["fixed_premises"], state["size_class"]) for state in undefined} == {
        ("fixed", None),
        (None, "at_most_cut"),
        (None, "more_than_cut"),
        (None, None),
    }


def test_all_9720_states_of_the_job_tree_are_counted_exactly(
    jobs: list[tuple[State, dict[str, Any]]],
) -> None:
    assert len(jobs) == 9720
    assert Counter(row["informal_job"] for _, row in jobs) == {
        True: 4545,
        False: 1665,
        None: 3510,
    }


def test_the_job_agrees_with_the_reference_on_every_state(
    jobs: list[tuple[State, dict[str, Any]]],
) -> None:
    different = [
        state for state, row in jobs if row["informal_job"] is not reference_job(state)
    ]
    assert different == []


def test_every_node_of_the_job_tree_is_reached_and_always_decides(
    jobs: list[tuple[State, dict[str, Any]]],
) -> None:
    nodes = {row["job_node"] for _, row in jobs if row["job_node"]}
    assert nodes == {f"V{number}" for number in range(1, 6)}
    undecided = [
        state
        for state, row in jobs
        if (row["job_node"] is None) != (row["informal_job"] is None)
    ]
    assert undecided == []


def _share(
    jobs: list[tuple[State, dict[str, Any]]], holds: Callable[[State], bool]
) -> set[bool | None]:
    return {row["informal_job"] for state, row in jobs if holds(state)}


def test_a_contributing_family_worker_can_hold_a_formal_job_and_is_never_unknown(
    jobs: list[tuple[State, dict[str, Any]]],
) -> None:
    family = "contributing_family_worker"
    assert _share(jobs, lambda state: state["status_group"] == family) == {True, False}


def test_a_formal_job_is_possible_in_a_private_household(
    jobs: list[tuple[State, dict[str, Any]]],
) -> None:
    found = _share(
        jobs,
        lambda state: (
            state["status_group"] == "employee"
            and state["institution"] == "private_household"
        ),
    )
    assert found == {True, False, None}
