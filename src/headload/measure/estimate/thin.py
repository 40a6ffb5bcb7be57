"""Strata in which a figure's population lies in a single PSU of several.

R calls them domain-lonely (`survey.adjust.domain.lonely`): the sample has more
PSUs there, the domain does not.
"""

import numpy as np
from numpy.typing import NDArray

from .adding import added
from .layout import Layout
from .sample import Sample, Strata

Integers = NDArray[np.int64]
Booleans = NDArray[np.bool_]


class ThinStrata:
    """Finds those strata while parts pass by, then tells them by segment.

    Parameters
    ----------
    cells
        Number of possible cells.
    sample
        The whole design.
    """

    def __init__(self, cells: int, sample: Sample) -> None:
        self._cells = cells
        self._several = sample.psus_in_stratum > 1
        self._keys: list[Integers] = []
        self._counts: list[Integers] = []
        self._found: tuple[Integers, Booleans] | None = None

    def add(self, psus: Integers, layout: Layout, strata: Strata) -> None:
        """Take in the PSUs with a record of each base, (segments, targets)."""
        self._keys.append(self._key(layout, strata))
        self._counts.append(psus)

    def of(self, layout: Layout, strata: Strata) -> Booleans:
        """Return which segments of a part are thin, (segments, targets)."""
        keys, thin = self._sorted()
        return thin[np.searchsorted(keys, self._key(layout, strata))]

    def by_cell(self) -> Integers:
        """Return the number of thin strata, (cells, targets)."""
        keys, thin = self._sorted()
        return added(thin.astype(np.int64), keys % self._cells, self._cells)

    def _key(self, layout: Layout, strata: Strata) -> Integers:
        key: Integers = (
            strata.first + layout.segment_stratum
        ) * self._cells + layout.segment_cell
        return key

    def _sorted(self) -> tuple[Integers, Booleans]:
        """Join the parts of a stratum that two chunks share."""
        if self._found is None:
            keys, place = np.unique(np.concatenate(self._keys), return_inverse=True)
            psus = added(np.concatenate(self._counts), place, len(keys))
            several = self._several[keys // self._cells]
            self._found = keys, (psus == 1) & several[:, None]
        return self._found
