"""The weighted distribution of an amount in every cell, for quantiles."""

from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from .adding import taken
from .groups import Groups
from .tabulation import Tabulation

Integers = NDArray[np.int64]
Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Distribution:
    """Values in order, and the share of the population up to each, by cell."""

    values: tuple[Numbers, ...]
    shares: tuple[Numbers, ...]

    def at(self, shares: Numbers) -> Numbers:
        """Return the lowest value whose share reaches that wanted, cell by cell.

        NaN in an empty cell, and where the share wanted leaves 0 to 1.
        """
        found = np.full(len(shares), np.nan)
        for cell, wanted in enumerate(shares):
            reached = self.shares[cell]
            if len(reached) and 0 <= wanted <= 1:
                place = min(int(np.searchsorted(reached, wanted)), len(reached) - 1)
                found[cell] = self.values[cell][place]
        return found

    def up_to(self, values: Numbers) -> Numbers:
        """Return the share of the population at or below a value, cell by cell."""
        found = np.full(len(values), np.nan)
        for cell, value in enumerate(values):
            place = int(np.searchsorted(self.values[cell], value, side="right"))
            if place and not np.isnan(value):
                found[cell] = self.shares[cell][place - 1]
        return found


@dataclass
class DistributionScan:
    """Collects weights by cell and value while chunks pass by."""

    tabulation: Tabulation
    _cells: list[Integers] = field(default_factory=list)
    _values: list[Numbers] = field(default_factory=list)
    _weights: list[Integers] = field(default_factory=list)

    def add(self, groups: Groups, cells: Integers, kept: Integers | None) -> None:
        """Take in the groups of the next chunk, which share a value each.

        Parameters
        ----------
        groups
            With a value each.
        cells, kept
            Cell of each group that has one, and which those are; None for all.
        """
        bases = [figure.base for figure in self.tabulation.targets.figures]
        weights = taken(groups.whole, groups.parts.positions(bases))
        value = np.zeros(0) if groups.value is None else groups.value
        if kept is not None:
            weights, value = weights[kept], value[kept]
        used = np.flatnonzero((weights != 0).any(axis=1))
        cell, at, weight = _added_by_value(cells[used], value[used], weights[used])
        self._cells.append(cell)
        self._values.append(at)
        self._weights.append(weight)

    def distributions(self) -> list[Distribution]:
        """Return the distribution behind each figure."""
        cells, values, weights = _added_by_value(
            np.concatenate(self._cells),
            np.concatenate(self._values),
            np.concatenate(self._weights),
        )
        bounds = np.searchsorted(cells, np.arange(self.tabulation.cells + 1))
        return [
            _distribution(values, weights[:, j], bounds)
            for j in range(weights.shape[1])
        ]


def _distribution(values: Numbers, weights: Integers, bounds: Integers) -> Distribution:
    by_cell = [slice(a, b) for a, b in pairwise(bounds.tolist())]
    there = [np.flatnonzero(weights[cell] != 0) + cell.start for cell in by_cell]
    reached = [np.cumsum(weights[rows]) for rows in there]
    return Distribution(
        values=tuple(values[rows] for rows in there),
        shares=tuple(up / up[-1] if len(up) else up / 1.0 for up in reached),
    )


def _added_by_value(
    cells: Integers, values: Numbers, weights: Integers
) -> tuple[Integers, Numbers, Integers]:
    """Sort by cell and value, and add up what shares both."""
    order = np.lexsort((values, cells))
    cells, values, weights = cells[order], values[order], weights[order]
    if not len(cells):
        return cells, values, weights
    new = (cells[1:] != cells[:-1]) | (values[1:] != values[:-1])
    starts = np.flatnonzero(np.concatenate([[True], new]))
    return cells[starts], values[starts], np.add.reduceat(weights, starts, axis=0)
