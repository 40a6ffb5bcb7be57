"""Cells of one breakdown in one chunk: rows, segments and where they belong.

A row is a cell's share of one unit of a stage; a segment its share of one stratum
(at a later stage: of one unit of the stage before). Everything is in the order of
units, so sums come out the same on every run.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .adding import added, numbered
from .groups import Groups
from .tabulation import Tabulation

Integers = NDArray[np.int64]


@dataclass(frozen=True)
class Layout:
    """Rows, segments and cells of one breakdown at one stage.

    Parameters
    ----------
    kept
        Groups with every code known; None for all.
    group_row, rows
        Row of each kept group, and their number; None where each is its own row.
    row_unit, row_cell, row_segment
        Unit, cell and segment of each row.
    segment_stratum, segment_cell
        Stratum and cell of each segment.
    cells
        Number of possible cells.
    """

    kept: Integers | None
    group_row: Integers | None
    row_unit: Integers
    row_cell: Integers
    row_segment: Integers
    segment_stratum: Integers
    segment_cell: Integers
    cells: int

    def to_rows(self, by_group: NDArray[Any]) -> NDArray[Any]:
        """Add up (groups, columns) to (rows, columns)."""
        return self.kept_to_rows(by_group if self.kept is None else by_group[self.kept])

    def kept_to_rows(self, by_kept: NDArray[Any]) -> NDArray[Any]:
        """Add up (kept groups, columns) to (rows, columns)."""
        if self.group_row is None:
            return by_kept
        return added(by_kept, self.group_row, len(self.row_cell))

    def cell_of_groups(self) -> Integers:
        """Return the cell of each kept group."""
        return (
            self.row_cell if self.group_row is None else self.row_cell[self.group_row]
        )

    def rows_to_cells(self, by_row: NDArray[Any]) -> NDArray[Any]:
        """Add up (rows, columns) to (cells, columns)."""
        return added(by_row, self.row_cell, self.cells)

    def rows_to_segments(self, by_row: NDArray[Any]) -> NDArray[Any]:
        """Add up (rows, columns) to (segments, columns)."""
        return added(by_row, self.row_segment, len(self.segment_cell))

    def segments_to_cells(self, by_segment: NDArray[Any]) -> NDArray[Any]:
        """Add up (segments, columns) to (cells, columns)."""
        return added(by_segment, self.segment_cell, self.cells)


def cells_of(
    ranks: Mapping[str, NDArray[np.int16]], size: int, tabulation: Tabulation
) -> tuple[Integers, Integers | None]:
    """Return the cell of each row that has one, and which rows those are.

    Parameters
    ----------
    ranks
        Rank of each row's code, by column; -1 is unknown, hence in no cell.
    size
        Number of rows.
    tabulation
        The breakdown.

    Returns
    -------
    tuple
        Cells, and the rows that are kept; None for all.
    """
    cell, known = np.zeros(size, dtype=np.int64), np.ones(size, dtype=bool)
    for column, codes in zip(tabulation.columns, tabulation.sizes, strict=True):
        known &= ranks[column] >= 0
        cell = cell * codes + ranks[column]
    if known.all():
        return cell, None
    kept = np.flatnonzero(known)
    return cell[kept], kept


def layout_of(
    groups: Groups,
    tabulation: Tabulation,
    unit: Integers,
    stratum: Integers,
) -> Layout:
    """Lay out one breakdown.

    Parameters
    ----------
    groups, tabulation
        Groups that serve the breakdown.
    unit
        Unit of the stage by group; not decreasing.
    stratum
        Stratum by unit of the stage; not decreasing.
    """
    cell, kept = cells_of(groups.ranks, len(groups.unit), tabulation)
    unit = unit if kept is None else unit[kept]
    cells = tabulation.cells
    found, row = numbered(unit * cells + cell, len(stratum) * cells)
    row_unit, row_cell = np.divmod(found, cells)
    strata = int(stratum[-1]) + 1
    segments, row_segment = numbered(
        stratum[row_unit] * cells + row_cell, strata * cells
    )
    segment_stratum, segment_cell = np.divmod(segments, cells)
    return Layout(
        kept=kept,
        group_row=None if np.array_equal(row, np.arange(len(found))) else row,
        row_unit=row_unit,
        row_cell=row_cell,
        row_segment=row_segment,
        segment_stratum=segment_stratum,
        segment_cell=segment_cell,
        cells=cells,
    )
