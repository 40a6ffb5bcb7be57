"""The sector and job trees against every possible state of their inputs.

The reference below is the ILO's block restated over its own numeric codes, by sets
of conditions without an order; the rules are an ordered list of nodes. That they
agree on all states is the test.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

import ibis
import pyarrow as pa
import pytest

from headload.standards import default_choices, icls17

INPUTS: Mapping[str, Mapping[int | None, str | None]] = {
    "status_in_employment": {
        1: "employee",
        2: "employer",
        3: "own_account_worker",
        4: "cooperative_member",
        5: "contributing_family_worker",
        6: "not_classifiable",
    },
    "institution": {
        1: "formal_institution",
        0: "private_business",
        -1: "private_household",
    },
    "destination": {1: "market_or_unknown", 0: "own_use_only"},
    "official_accounts": {1: "kept", 0: "not_kept_or_unknown"},
    "registered": {1: "registered", 0: "not_registered", -1: "not_asked"},
    "social_insurance": {1: "paid", 0: "not_asked", -1: "not_paid"},
    "fixed_premises": {1: "fixed", 0: "not_fixed", None: None},
    "size_class": {1: "more_than_cut", 0: "at_most_cut", None: None},
    "annual_leave": {1: "paid", 0: "not_paid"},
    "sick_leave": {1: "paid", 0: "not_paid"},
    "product_sold": {1: "sold_or_unknown", 0: "not_for_sale"},
}
SECTOR_INPUTS = tuple(INPUTS)[:8]
SECTORS = {1: "informal_sector", 2: "formal_sector", 3: "household_sector"}
JOBS = {1: True, 2: False}
State = tuple[int | None, ...]


def reference_sector(state: State) -> int | None:
    """Return 1 informal, 2 formal, 3 household, None undefined, as the ILO does."""
    status, inst, dest, book, reg, ss, place, size = state[:8]
    employee = status == 1
    business = inst == 0 and dest == 1
    silent = business and book == 0 and reg == -1
    uninsured = silent and not (employee and ss == 1)
    gap = place is None or size is None
    answers = {
        2: inst == 1
        or (business and book == 1)
        or (business and book == 0 and reg == 1)
        or (silent and employee and ss == 1)
        or (uninsured and place == 1 and size == 1),
        3: inst == -1 or (inst == 0 and dest == 0),
        1: (business and book == 0 and reg == 0)
        or (uninsured and place == 0)
        or (uninsured and place == 1 and size == 0)
        or (silent and employee and ss == -1 and gap),
    }
    found = [sector for sector, holds in answers.items() if holds]
    assert len(found) <= 1
    return found[0] if found else None


def reference_job(state: State, sector: int | None) -> int | None:
    """Return 1 informal, 2 formal, None undefined, as the ILO does."""
    status, ss = state[0], state[5]
    annual, sick, sale = state[8:]
    by_unit = {1: 1, 2: 2, 3: 1, None: None}[sector]
    if status in (1, 6):
        leave = 2 if annual == sick == 1 else 1
        return {1: 2, 0: leave, -1: 1}[ss]
    if status == 5 or (status == 3 and sale == 0):
        return 1
    return by_unit


def through_the_rules(states: Sequence[State]) -> list[dict[str, Any]]:
    """Return node, sector, node of the job and job of each state, by the rules."""
    columns = {
        name: pa.array(
            [labels[state[place]] for state in states],
            type=pa.string(),
        )
        for place, (name, labels) in enumerate(INPUTS.items())
    }
    table = ibis.memtable(pa.table({**columns, "row": range(len(states))}))
    for rule in (
        icls17.sector_node,
        icls17.sector_of_unit,
        icls17.job_node,
        icls17.informal_job,
    ):
        table = table.mutate(
            **{rule.name: rule(*[_input(table, name) for name in rule.inputs])}
        )
    connection = ibis.duckdb.connect()
    return connection.to_pyarrow(table.order_by("row")).to_pylist()


def _input(table: Any, name: str) -> Any:
    """Return a column, or the default of a national choice."""
    if name in table.columns:
        return table[name]
    return ibis.literal(default_choices()[name].value)


@pytest.fixture(scope="module")
def every_state() -> list[tuple[State, dict[str, Any]]]:
    states = list(product(*INPUTS.values()))
    return list(zip(states, through_the_rules(states), strict=True))


def test_all_5832_states_of_the_sector_tree_are_counted_exactly(
    every_state: list[tuple[State, dict[str, Any]]],
) -> None:
    sectors = {state[:8]: row["sector_of_unit"] for state, row in every_state}
    assert len(sectors) == 5832
    assert Counter(sectors.values()) == {
        "household_sector": 2916,
        "formal_sector": 2618,
        "informal_sector": 234,
        None: 64,
    }


def test_the_sector_agrees_with_the_ilo_block_on_every_state(
    every_state: list[tuple[State, dict[str, Any]]],
) -> None:
    different = [
        state
        for state, row in every_state
        if row["sector_of_unit"] != SECTORS.get(reference_sector(state) or 0)
    ]
    assert different == []


def test_the_job_agrees_with_the_ilo_block_on_every_state(
    every_state: list[tuple[State, dict[str, Any]]],
) -> None:
    different = [
        state
        for state, row in every_state
        if row["informal_job"]
        is not JOBS.get(reference_job(state, reference_sector(state)) or 0)
    ]
    assert different == []


def test_the_sector_is_undefined_only_without_registration_premises_or_size(
    every_state: list[tuple[State, dict[str, Any]]],
) -> None:
    undefined = {state[:8] for state, row in every_state if row["sector_node"] == "S12"}
    assert len(undefined) == 64
    assert {state[4] for state in undefined} == {-1}
    assert {(state[6], state[7]) for state in undefined} == {
        (1, None),
        (None, 0),
        (None, 1),
        (None, None),
    }
    assert {state[5] for state in undefined if state[0] == 1} == {0}


def test_every_state_has_a_sector_node_and_every_known_sector_a_job_node(
    every_state: list[tuple[State, dict[str, Any]]],
) -> None:
    nodes = {row["sector_node"] for _, row in every_state}
    assert nodes == {f"S{number}" for number in range(1, 13)}
    jobs = {row["job_node"] for _, row in every_state if row["sector_of_unit"]}
    assert jobs == {f"J{number}" for number in range(1, 8)}


VECTORS = """
st inst dest book reg ss place size leave sick sector job   node
 1    1    1    0  -1 -1     1    1     0    0      2   1  S1/J2
 1   -1    1    0  -1  1     1    0     1    1      3   2  S2/J1
 3    0    0    0   0  0     0    0     0    0      3   1  S3/J6
 3    0    1    1   0  0     0    0     0    0      2   2  S4/J6
 2    0    1    0   1  0     0    0     0    0      2   2  S5/J5
 3    0    1    0   0  0     1    1     0    0      1   1  S6/J6
 1    0    1    0  -1  1     0    0     0    0      2   2  S7/J1
 1    0    1    0  -1 -1     1    1     1    1      2   1  S8/J2
 1    0    1    0  -1  0     1    1     1    1      2   2  S8/J3
 1    0    1    0  -1  0     1    0     1    0      1   1 S10/J4
 1    0    1    0  -1 -1     -    1     0    0      1   1 S11/J2
 3    0    1    0  -1  0     -    -     0    0      -   -    S12
 5    1    1    1   1  0     1    1     0    0      2   1  S1/J7
 6    0    1    0   1  1     0    0     0    0      2   2  S5/J1
"""


def test_the_fourteen_vectors_give_sector_job_and_nodes() -> None:
    cells = [line.split() for line in VECTORS.strip().splitlines()[1:]]
    numbers = [
        [None if cell == "-" else int(cell) for cell in row[:12]] for row in cells
    ]
    # what is not produced for the market is not sold: sale follows destination
    states = [(*row[:10], row[2]) for row in numbers]
    found = [
        (
            row["sector_of_unit"],
            row["informal_job"],
            "/".join(filter(None, (row["sector_node"], row["job_node"]))),
        )
        for row in through_the_rules(states)
    ]
    assert found == [
        (SECTORS.get(row[10] or 0), JOBS.get(row[11] or 0), line[12])
        for row, line in zip(numbers, cells, strict=True)
    ]
