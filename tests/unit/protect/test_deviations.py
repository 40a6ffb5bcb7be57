"""Other tables that could be true, worked out by hand."""

import numpy as np
import pytest

from headload.measure.protect.deviations import Deviations

# rows a b c, d e f, g h i with their sums and the sum of all: a 3 x 3 table
CELLS = [4, 50, 60, 40, 70, 80, 90, 30, 20]
ROWS = [CELLS[i : i + 3] for i in (0, 3, 6)]
MARGINS = [
    *(sum(row) for row in ROWS),
    *(sum(column) for column in zip(*ROWS, strict=True)),
]
COUNTS = [*CELLS, *MARGINS, sum(CELLS)]
SUMS = [
    *[(9 + i, 3 * i, 3 * i + 1, 3 * i + 2) for i in range(3)],
    *[(12 + i, i, i + 3, i + 6) for i in range(3)],
    (15, 9, 10, 11),
    (15, 12, 13, 14),
]


def table(**cost_of: float) -> Deviations:
    costs = np.array([1.0] * 9 + [100.0] * 7)
    for name, cost in cost_of.items():
        costs["abcdefghi".index(name)] = cost
    return Deviations(COUNTS, SUMS, costs)


def test_one_cell_moves_with_the_three_other_corners_of_a_square() -> None:
    found = table().cheapest(0, 6.0)
    assert found is not None
    moved = np.flatnonzero(np.abs(found) > 1e-9)
    assert len(moved) == 4
    assert sorted(np.round(found[moved])) == [-6, -6, 6, 6]
    assert all(position < 9 for position in moved)


def test_every_sum_is_kept_and_nobody_is_below_none() -> None:
    found = table().cheapest(0, 6.0)
    assert found is not None
    for whole, *parts in SUMS:
        assert found[whole] == pytest.approx(sum(found[part] for part in parts))
    assert (np.array(COUNTS) + found >= -1e-9).all()


def test_the_cheaper_square_is_taken() -> None:
    found = table(e=0.0, b=0.0, d=0.0).cheapest(0, 6.0)
    assert found is not None
    assert set(np.flatnonzero(np.abs(found) > 1e-9)) == {0, 1, 3, 4}


def test_a_new_price_counts_from_then_on() -> None:
    tables = table(e=0.0, b=0.0, d=0.0)
    tables.reprice([4], [50.0])
    found = tables.cheapest(0, 6.0)
    assert found is not None
    assert found[4] == pytest.approx(0)


def test_more_than_there_is_cannot_go() -> None:
    assert table().cheapest(0, -5.0) is None
    assert table().cheapest(0, -4.0) is not None


def test_a_move_leaves_no_trace_in_the_next_one() -> None:
    tables = table()
    first = tables.cheapest(0, 6.0)
    tables.cheapest(8, -20.0)
    again = tables.cheapest(0, 6.0)
    assert first is not None
    assert again is not None
    assert again[0] == pytest.approx(first[0])
