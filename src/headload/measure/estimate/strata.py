"""Strata that chunks may cut: what is known of one part joins that of the next.

Chunks come in the order of strata, so at any time one stratum is open. Its counts
and its spread are kept cell by cell until the next stratum starts.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .adding import added
from .layout import Layout
from .sample import Strata

Numbers = NDArray[np.float64]
Booleans = NDArray[np.bool_]


class StrataCount:
    """Adds up a weight of each stratum where it has a member, cell by cell.

    Parameters
    ----------
    shape
        Cells and figures.
    weights
        By stratum; None for 1 each.
    """

    def __init__(self, shape: tuple[int, int], weights: Numbers | None = None) -> None:
        self._counts = np.zeros(shape)
        self._weights = weights
        self._open = -1
        self._seen = np.zeros(shape, dtype=bool)

    def add(self, has_member: Booleans, layout: Layout, strata: Strata) -> None:
        """Take in the next chunk: which of its segments have a member."""
        stratum = strata.first + layout.segment_stratum
        last = strata.first + strata.count - 1
        if self._open != strata.first:
            self._close()
            self._open = strata.first
        self._join(has_member, layout, stratum == self._open)
        if last != self._open:
            self._close()
            inside = (stratum != strata.first) & (stratum != last)
            weighted = has_member[inside] * self._weight(stratum[inside])[:, None]
            self._counts += added(weighted, layout.segment_cell[inside], layout.cells)
            self._open = last
            self._join(has_member, layout, stratum == last)

    def total(self) -> Numbers:
        """Return the counts, with the stratum still open."""
        self._close()
        return self._counts

    def _join(self, has_member: Booleans, layout: Layout, here: Booleans) -> None:
        self._seen[layout.segment_cell[here]] |= has_member[here]

    def _close(self) -> None:
        if self._open >= 0:
            self._counts += self._seen * self._weight(np.array([self._open]))
            self._seen[:] = False
            self._open = -1

    def _weight(self, stratum: NDArray[np.int64]) -> Numbers:
        return (
            np.ones(len(stratum)) if self._weights is None else self._weights[stratum]
        )


@dataclass(frozen=True)
class Spread:
    """Mean, and sum of squared distances from it, of the units of each segment.

    Units of the stratum without a record in the cell are zeros.
    """

    mean: Numbers
    squares: Numbers


class StrataSpread:
    """Adds up the spread of each stratum times its factor, cell by cell.

    Parameters
    ----------
    shape
        Cells and figures.
    factors
        By stratum: n / (n - 1) times what the correction leaves.
    """

    def __init__(self, shape: tuple[int, int], factors: Numbers) -> None:
        self._variance = np.zeros(shape)
        self._factors = factors
        self._open = -1
        self._units = 0
        self._mean = np.zeros(shape)
        self._squares = np.zeros(shape)

    def add(self, spread: Spread, layout: Layout, strata: Strata) -> None:
        """Take in the spread of the next chunk's segments."""
        stratum = strata.first + layout.segment_stratum
        last = strata.first + strata.count - 1
        psus = np.bincount(strata.of_psu)
        if self._open != strata.first:
            self._close()
            self._open = strata.first
        self._join(spread, layout, stratum == strata.first, int(psus[0]))
        if last != self._open:
            self._close()
            inside = (stratum != strata.first) & (stratum != last)
            scaled = self._factors[stratum[inside]][:, None] * spread.squares[inside]
            self._variance += added(scaled, layout.segment_cell[inside], layout.cells)
            self._open = last
            self._join(spread, layout, stratum == last, int(psus[-1]))

    def total(self) -> Numbers:
        """Return the variance, with the stratum still open."""
        self._close()
        return self._variance

    def _join(self, spread: Spread, layout: Layout, here: Booleans, units: int) -> None:
        """Join two parts of a stratum (Chan, Golub and LeVeque 1983)."""
        mean, squares = np.zeros_like(self._mean), np.zeros_like(self._squares)
        mean[layout.segment_cell[here]] = spread.mean[here]
        squares[layout.segment_cell[here]] = spread.squares[here]
        both = self._units + units
        apart = mean - self._mean
        self._squares += squares + apart**2 * (self._units * units / both)
        self._mean += apart * (units / both)
        self._units = both

    def _close(self) -> None:
        if self._open >= 0:
            self._variance += self._factors[self._open] * self._squares
            self._open, self._units = -1, 0
            self._mean[:] = 0.0
            self._squares[:] = 0.0
