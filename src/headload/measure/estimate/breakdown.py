"""Breakdowns: which groups of records belong to which cell.

Groups (PSU x every dimension) are formed once; each breakdown then adds groups
up to rows (cell x PSU), rows to segments (cell x stratum) and segments to cells.
Everything is sorted, so sums come out the same on every run.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .profiles import Profiles
from .ranking import UNKNOWN, Ranked, ranked
from .sample import Sample
from .vocabulary import codes_of

Integers = NDArray[np.int64]


@dataclass(frozen=True)
class Groups:
    """Records by PSU and every dimension at once.

    Parameters
    ----------
    profiles
        The profiles in the order of groups.
    starts
        Where each group starts among them.
    psu
        PSU of each group.
    ranks
        Code rank of each group, by dimension; -1 is unknown.
    labels
        Codes in order of rank, by dimension.
    """

    profiles: Profiles
    starts: Integers
    psu: Integers
    ranks: Mapping[str, Integers]
    labels: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Breakdown:
    """Rows (cell x PSU), segments (cell x stratum) and cells of one breakdown.

    Parameters
    ----------
    cells
        Code by dimension of each cell, in the order of the code lists.
    order, row_starts
        Groups in the order of rows, and where each row starts.
    row_cell, row_segment
        Cell and segment of each row.
    segment_starts
        Where each segment starts among rows.
    segment_stratum, segment_cell
        Stratum and cell of each segment.
    segment_rows
        Rows of each segment: PSUs of the stratum with a record in the cell.
    cell_segments, cell_rows
        Where each cell starts among segments, and among rows.
    """

    cells: tuple[Mapping[str, str], ...]
    order: Integers
    row_starts: Integers
    row_cell: Integers
    row_segment: Integers
    segment_starts: Integers
    segment_stratum: Integers
    segment_cell: Integers
    segment_rows: Integers
    cell_segments: Integers
    cell_rows: Integers

    def to_rows(self, by_group: NDArray[Any]) -> NDArray[Any]:
        """Add up (measures, groups) to (measures, rows)."""
        return np.add.reduceat(by_group[:, self.order], self.row_starts, axis=1)

    def rows_to_cells(self, by_row: NDArray[Any]) -> NDArray[Any]:
        """Add up (measures, rows) to (measures, cells)."""
        return np.add.reduceat(by_row, self.cell_rows, axis=1)

    def rows_to_segments(self, by_row: NDArray[Any]) -> NDArray[Any]:
        """Add up (measures, rows) to (measures, segments)."""
        return np.add.reduceat(by_row, self.segment_starts, axis=1)

    def segments_to_cells(self, by_segment: NDArray[Any]) -> NDArray[Any]:
        """Add up (measures, segments) to (measures, cells)."""
        return np.add.reduceat(by_segment, self.cell_segments, axis=1)


def groups_of(
    profiles: Profiles, sample: Sample, dimensions: Mapping[str, str]
) -> Groups:
    """Sort profiles into groups of one PSU and one code of every dimension.

    Parameters
    ----------
    profiles, sample
        The records and their design.
    dimensions
        Column by dimension name.
    """
    by_name = {
        name: _ranked_codes(profiles, name, column)
        for name, column in dimensions.items()
    }
    keys = [sample.psu_of_profile, *(codes.ranks for codes in by_name.values())]
    # flags last: profiles of one group keep one order, for the sums of amounts
    order = np.lexsort((*profiles.flags.words, *reversed(keys)))
    starts = _starts([key[order] for key in keys])
    first = order[starts]
    return Groups(
        profiles=profiles.taken(order),
        starts=starts,
        psu=sample.psu_of_profile[first],
        ranks={name: codes.ranks[first] for name, codes in by_name.items()},
        labels={name: codes.labels for name, codes in by_name.items()},
    )


def breakdown_of(groups: Groups, sample: Sample, by: Sequence[str]) -> Breakdown:
    """Lay out the cells of one breakdown.

    A cell exists where the sample has a record with all its codes known; groups
    with an unknown code belong to no cell.
    """
    ranks = [groups.ranks[name] for name in by]
    known = np.ones(len(groups.psu), dtype=bool)
    for rank in ranks:
        known &= rank != UNKNOWN
    order = np.lexsort((groups.psu, *reversed(ranks)))
    order = order[known[order]]
    psu = groups.psu[order]
    codes = [rank[order] for rank in ranks]
    row_starts = _starts([*codes, psu])
    codes, psu = [code[row_starts] for code in codes], psu[row_starts]
    stratum = sample.stratum_of_psu[psu]
    segment_starts = _starts([*codes, stratum])
    cell_rows = _starts([*codes, np.zeros_like(psu)])
    labels = [groups.labels[name] for name in by]
    row_cell = _positions(cell_rows, len(psu))
    return Breakdown(
        cells=tuple(
            {
                name: label[code[row]]
                for name, label, code in zip(by, labels, codes, strict=True)
            }
            for row in cell_rows
        ),
        order=order,
        row_starts=row_starts,
        row_cell=row_cell,
        row_segment=_positions(segment_starts, len(psu)),
        segment_starts=segment_starts,
        segment_stratum=stratum[segment_starts],
        segment_cell=row_cell[segment_starts],
        segment_rows=np.diff(segment_starts, append=len(psu)),
        cell_segments=np.searchsorted(segment_starts, cell_rows),
        cell_rows=cell_rows,
    )


def _ranked_codes(profiles: Profiles, name: str, column: str) -> Ranked:
    codes = codes_of(name, column)
    return ranked(profiles.dimensions[column], codes.codes if codes else ())


def _starts(keys: Sequence[Integers]) -> Integers:
    """Return where a run of equal keys starts in sorted arrays."""
    if not len(keys[0]):
        return np.zeros(0, dtype=np.int64)
    change = np.zeros(len(keys[0]), dtype=bool)
    change[0] = True
    for key in keys:
        change[1:] |= key[1:] != key[:-1]
    return np.flatnonzero(change)


def _positions(starts: Integers, length: int) -> Integers:
    """Return, for each element, the run it lies in."""
    return np.repeat(np.arange(len(starts)), np.diff(starts, append=length))
