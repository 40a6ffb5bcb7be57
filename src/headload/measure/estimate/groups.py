"""Records added up to groups: PSU by codes, once for many breakdowns.

A dimension that does not vary within PSUs (a region, often urban or rural) is
taken out of the groups and looked up from the PSU. What is left of the breakdowns
is covered by its largest sets of dimensions, and smaller breakdowns are rolled up
from those: that is why records are read once, however many tables a plan has.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import prod

import numpy as np
from numpy.typing import NDArray

from .adding import added, numbered
from .chunk import Chunk
from .parts import Parts, filled
from .ranking import UNKNOWN
from .sums import Mask, Sum
from .tabulation import Tabulation

BLOCK = 2**19  # whole numbers held at once: 4 MB

Integers = NDArray[np.int64]


@dataclass(frozen=True)
class Units:
    """Where the records of a chunk belong: their unit of the last stage.

    `psu` is the PSU of each unit; units are sorted by it.
    """

    of_record: Integers
    psu: Integers
    told_apart: bool = True

    @classmethod
    def together(cls, records: int) -> "Units":
        """Return one unit for all records: no PSU is told apart."""
        zero = np.zeros(1, dtype=np.int64)
        return cls(np.repeat(zero, records), zero, told_apart=False)

    def only(self, records: Integers) -> "Units":
        """Return the same units with some of their records."""
        if len(records) == len(self.of_record):
            return self
        return replace(self, of_record=self.of_record[records])


@dataclass(frozen=True)
class Groups:
    """Groups of a chunk: units by codes (and value), sorted by unit.

    Parameters
    ----------
    unit, psu
        Unit of the last stage, and PSU, of each group.
    ranks
        Rank of each group's code, by column, of every dimension that a breakdown
        of these groups needs.
    value
        The amount that a group's records share, for quantiles.
    whole
        Sums, shape (groups, columns of `parts`).
    parts
        What they are.
    """

    unit: Integers
    psu: Integers
    ranks: Mapping[str, NDArray[np.int16]]
    value: NDArray[np.float64] | None
    whole: Integers
    parts: Parts

    def slim(self, sums: Sequence[Sum], columns: Iterable[str]) -> "Groups":
        """Return the same groups with some of their sums and codes, in few bytes."""
        whole, parts = self.parts.packed(self.whole, sums)
        return replace(
            self,
            ranks={column: self.ranks[column] for column in dict.fromkeys(columns)},
            whole=whole,
            parts=parts,
        )

    @property
    def size(self) -> int:
        """Return the bytes of the arrays."""
        ranks = sum(array.nbytes for array in self.ranks.values())
        return self.unit.nbytes + self.psu.nbytes + self.whole.nbytes + ranks


def grouped(
    chunk: Chunk,
    units: Units,
    tabulations: Sequence[Tabulation],
    sums: Sequence[Parts],
    masks: Mapping[Mask, NDArray[np.bool_]],
) -> Iterator[tuple[Groups, list[int]]]:
    """Yield groups, and the positions of the tabulations that they serve.

    Parameters
    ----------
    chunk, units
        The records, and where they belong.
    tabulations, sums
        What is asked, and which sums of each are wanted.
    masks
        Records that each sum is over.
    """
    dimensions = {column for one in tabulations for column in one.columns}
    steady = _steady(chunk, dimensions) if units.told_apart else {}
    for value in dict.fromkeys(one.value for one in tabulations):
        alike = [i for i, one in enumerate(tabulations) if one.value == value]
        served = _served({i: tabulations[i] for i in alike}, steady)
        keyings = [_keying(chunk, units, sorted(keys), value) for keys in served]
        parts = joined([sums[i] for i in alike])
        wholes = _added_up(chunk, units, keyings, parts.columns, masks)
        for keying, whole, positions in zip(
            keyings, wholes, served.values(), strict=True
        ):
            psu = units.psu[keying.unit]
            looked_up = {column: ranks[psu] for column, ranks in steady.items()}
            ranks = {**looked_up, **keying.ranks}
            groups = Groups(keying.unit, psu, ranks, keying.value, whole, parts)
            yield groups, positions


def joined(parts: Sequence[Parts]) -> Parts:
    """Return the sums of all, each once."""
    sums = dict.fromkeys(one for some in parts for one in some.sums)
    return Parts(tuple(sums), parts[0].amounts, parts[0].units)


@dataclass(frozen=True)
class _Keying:
    """Which group each record belongs to, and what its groups share."""

    group: Integers
    unit: Integers
    ranks: Mapping[str, NDArray[np.int16]]
    value: NDArray[np.float64] | None


def _steady(chunk: Chunk, dimensions: Container[str]) -> dict[str, NDArray[np.int16]]:
    """Return the rank by PSU of the dimensions that do not vary within PSUs."""
    same_psu = chunk.psu[1:] == chunk.psu[:-1]
    steady = {}
    for column, ranks in chunk.codes.items():
        if column in dimensions and not (same_psu & (ranks[1:] != ranks[:-1])).any():
            steady[column] = np.full(len(chunk.psus), UNKNOWN, dtype=np.int16)
            steady[column][chunk.psu] = ranks
    return steady


def _served(
    tabulations: Mapping[int, Tabulation], steady: Iterable[str]
) -> dict[frozenset[str], list[int]]:
    """Return sets of varying dimensions, and the tabulations rolled up from each."""
    sizes = {
        column: size
        for one in tabulations.values()
        for column, size in zip(one.columns, one.sizes, strict=True)
    }
    varying = {
        i: frozenset(one.columns) - frozenset(steady) for i, one in tabulations.items()
    }
    largest = [
        keys
        for keys in dict.fromkeys(varying.values())
        if not any(keys < other for other in varying.values())
    ]
    served: dict[frozenset[str], list[int]] = {keys: [] for keys in largest}
    for i, keys in varying.items():
        holding = [one for one in largest if keys <= one]
        best = min(holding, key=lambda one: prod(sizes[column] for column in one))
        served[best].append(i)
    return {keys: positions for keys, positions in served.items() if positions}


def _keying(chunk: Chunk, units: Units, columns: Sequence[str], value: str) -> _Keying:
    """Return the groups of a chunk: unit by codes by value."""
    key, size = units.of_record, len(units.psu)
    parts: list[tuple[str, int]] = []
    for column in columns:
        ranks = chunk.codes[column]
        codes = int(ranks.max(initial=UNKNOWN)) + 2  # unknown is one code more
        key, size = key * codes + (ranks + 1), size * codes
        parts.append((column, codes))
    distinct = np.zeros(0)
    if value:
        numbers = chunk.numbers[value]
        distinct = np.unique(numbers[~np.isnan(numbers)])
        place = np.searchsorted(distinct, numbers)  # a missing one comes last
        key, size = key * (len(distinct) + 1) + place, size * (len(distinct) + 1)
    found, group = numbered(key, size)
    amounts = None
    if value:
        found, place = np.divmod(found, len(distinct) + 1)
        amounts = np.append(distinct, np.nan)[place]
    ranks_of: dict[str, NDArray[np.int16]] = {}
    for column, codes in reversed(parts):
        found, rank = np.divmod(found, codes)
        ranks_of[column] = (rank - 1).astype(np.int16)
    return _Keying(group, found, ranks_of, amounts)


def _added_up(
    chunk: Chunk,
    units: Units,
    keyings: Sequence[_Keying],
    columns: Sequence[tuple[str, Mask]],
    masks: Mapping[Mask, NDArray[np.bool_]],
) -> list[Integers]:
    """Add the records up by every keying, block by block."""
    wholes = [np.zeros((len(one.unit), len(columns)), np.int64) for one in keyings]
    size = max(1, BLOCK // max(1, len(columns)))
    for a in range(0, len(units.of_record), size):
        rows = filled(columns, chunk.values, masks, slice(a, a + size))
        first, last = units.of_record[[a, a + len(rows) - 1]]
        low, high = units.psu[first], units.psu[last]
        for keying, whole in zip(keyings, wholes, strict=True):
            psu = units.psu[keying.unit]
            start, end = np.searchsorted(psu, [low, high + 1])
            group = keying.group[a : a + size] - start
            whole[start:end] += added(rows, group, end - start)
    return wholes
