"""First look at the chunks: exact sums and counts of every cell.

Everything here is a whole number, so nothing depends on the order of chunks.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .adding import added, taken
from .chunk import Chunk
from .distribution import DistributionScan
from .groups import Groups
from .layout import Layout, cells_of
from .parts import Parts
from .sample import Sample, Strata
from .strata import StrataCount
from .sums import Targets
from .tabulation import Tabulation
from .thin import ThinStrata

Integers = NDArray[np.int64]
Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Counts:
    """Sums and counts by cell.

    Parameters
    ----------
    occurs
        Whether the sample has a record with all codes of the cell.
    whole
        Exact sums, shape (cells, columns of the tabulation's parts).
    psus, strata
        PSUs and strata with a member of each target, shape (cells, targets).
    """

    occurs: NDArray[np.bool_]
    whole: Integers
    psus: Integers
    strata: Integers


class Tally:
    """Counts one tabulation while chunks pass by."""

    def __init__(self, tabulation: Tabulation) -> None:
        shape = tabulation.cells, target_count(tabulation)
        self._tabulation = tabulation
        self._occurs = np.zeros(tabulation.cells, dtype=bool)
        self._whole = np.zeros(
            (tabulation.cells, len(tabulation.parts.columns)), dtype=np.int64
        )
        self._psus = np.zeros(shape, dtype=np.int64)
        self._strata = StrataCount(shape)
        self.distributions = DistributionScan(tabulation) if tabulation.value else None

    def add(self, groups: Groups, layout: Layout, strata: Strata) -> None:
        """Take in the groups of the next chunk."""
        parts = self._tabulation.at_units
        rows = layout.to_rows(sums_in(groups, parts))
        self._occurs[layout.row_cell] = True
        self._whole[:, : len(parts.columns)] += layout.rows_to_cells(rows)
        here = members(rows, self._tabulation) > 0
        self._psus += layout.rows_to_cells(here.astype(np.int64))
        in_segment = layout.rows_to_segments(here.astype(np.int64)) > 0
        self._strata.add(in_segment, layout, strata)
        if self.distributions is not None:
            self.distributions.add(groups, layout.cell_of_groups(), layout.kept)

    def add_cells(self, groups: Groups) -> None:
        """Take in the sums of the next chunk that cells alone need."""
        one = self._tabulation
        cell, kept = cells_of(groups.ranks, len(groups.unit), one)
        whole = sums_in(groups, one.at_cells)
        rows = whole if kept is None else whole[kept]
        self._whole[:, len(one.at_units.columns) :] += added(rows, cell, one.cells)

    def look_for_cells(self, chunk: Chunk) -> None:
        """Look among all records for cells that no counted record lies in."""
        if self._occurs.all():
            return
        cell, _ = cells_of(chunk.codes, len(chunk.psu), self._tabulation)
        self._occurs[cell] = True

    def counts(self) -> Counts:
        """Return what was counted."""
        return Counts(
            occurs=self._occurs,
            whole=self._whole,
            psus=self._psus,
            strata=self._strata.total().astype(np.int64),
        )


class Presence:
    """Where the base of each target is present, for the rules of lonely strata.

    Parameters
    ----------
    tabulation
        The breakdown.
    sample
        The whole design: this is a second look, when it is known.
    in_domains
        Also look for strata where a base lies in one PSU of several.
    """

    def __init__(
        self, tabulation: Tabulation, sample: Sample, *, in_domains: bool
    ) -> None:
        shape = tabulation.cells, target_count(tabulation)
        alone = sample.lonely.astype(np.float64)
        self._tabulation = tabulation
        self._psus = StrataCount(shape, sample.psus_in_stratum.astype(np.float64))
        self._strata = StrataCount(shape)
        self._alone = StrataCount(shape, alone)
        self.thin = ThinStrata(tabulation.cells, sample) if in_domains else None

    def add(self, psus: Integers, layout: Layout, strata: Strata) -> None:
        """Take in the PSUs with a record of the base in each segment of a chunk."""
        for count in (self._psus, self._strata, self._alone):
            count.add(psus > 0, layout, strata)
        if self.thin is not None:
            self.thin.add(psus, layout, strata)

    def psus(self) -> Numbers:
        """Return the PSUs of the strata in which the base is present."""
        return self._psus.total()

    def scale(self) -> Numbers:
        """Return strata over strata that are not lonely; NaN where none is left."""
        strata, alone = self._strata.total(), self._alone.total()
        if self.thin is not None:
            alone = alone + self.thin.by_cell()
        scale = np.where(alone > 0, np.nan, 1.0)
        np.divide(strata, strata - alone, out=scale, where=strata - alone > 0)
        return scale


def target_count(tabulation: Tabulation) -> int:
    """Return the number of figures and differences."""
    targets = tabulation.targets
    return len(targets.figures) + len(targets.differences)


def sums_in(groups: Groups, parts: Parts) -> Integers:
    """Return some of the sums of groups, (groups, columns)."""
    if groups.parts.sums == parts.sums:
        return groups.whole
    return taken(groups.whole, groups.parts.columns_of(parts.sums))


def members(rows: Integers, tabulation: Tabulation) -> Integers:
    """Return the records that carry each target, (rows, targets)."""
    sums = [figure.members for figure in tabulation.targets.figures]
    of_figures = taken(rows, tabulation.at_units.positions(sums))
    return with_differences(of_figures, tabulation.targets)


def with_differences(of_figures: NDArray[Any], targets: Targets) -> NDArray[Any]:
    """Append what stands behind both sides of each difference to that of figures."""
    pairs = targets.differences
    if not pairs:
        return of_figures
    first = of_figures[:, [d.first for d in pairs]]
    second = of_figures[:, [d.second for d in pairs]]
    return np.column_stack([of_figures, first + second])
