"""The tables that describe the imaginary country, as CSV beside this module.

A cell holds a distribution: ``yes:15 no:85`` or a single code. Shares are
normalised, so they read as percentages; an empty cell means *does not apply*.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

Row = Mapping[str, str]
ROUNDING = 1e-12


@dataclass(frozen=True)
class Shares:
    """A distribution over `categories` for each row of a table.

    Parameters
    ----------
    categories
        Codes, in order.
    table
        Shares, rows by categories; a row adds up to 1, or to 0 where blank.
    """

    categories: tuple[str, ...]
    table: NDArray[np.float64]

    @property
    def limits(self) -> NDArray[np.float64]:
        """Return the running sums, a line a category that is not the last used.

        A number in [0, 1) falls into the category whose limit it is the first not
        to reach. Sums that are 1 but for rounding count as 1.
        """
        running = self.table.cumsum(axis=1).T
        below_one = (running < 1 - ROUNDING).any(axis=1, where=~self.blank)
        return np.ascontiguousarray(running[below_one])

    @property
    def blank(self) -> NDArray[np.bool_]:
        """Return which rows do not apply."""
        return np.asarray(self.table.sum(axis=1) == 0)


@cache
def table(name: str) -> tuple[Row, ...]:
    """Return the rows of `<name>.csv`."""
    path = resources.files(__package__) / f"{name}.csv"
    return tuple(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def shares(cells: Sequence[str], categories: Sequence[str] = ()) -> Shares:
    """Read a column of distributions.

    Parameters
    ----------
    cells
        One text a row, such as ``yes:15 no:85``.
    categories
        All codes in order; by default those that occur, sorted.

    Raises
    ------
    KeyError
        When a cell has a code outside `categories`.
    """
    parsed = [_cell(cell) for cell in cells]
    names = tuple(categories) or tuple(sorted({code for row in parsed for code in row}))
    column = {code: k for k, code in enumerate(names)}
    values = np.zeros((len(parsed), len(names)))
    for i, row in enumerate(parsed):
        for code, share in row.items():
            values[i, column[code]] = share / sum(row.values())
    return Shares(categories=names, table=values)


def numbers(rows: Sequence[Row], column: str) -> NDArray[np.float64]:
    """Return a column of numbers; an empty cell is 0."""
    return np.array([float(row[column] or 0) for row in rows])


def _cell(cell: str) -> dict[str, float]:
    parts = [part.partition(":") for part in cell.split()]
    return {code: float(share or 1) for code, _, share in parts}
