"""The sample design as found in the file: strata, their PSUs, lonely ones.

The number of PSUs of a stratum comes from the whole sample, before any
population or breakdown is looked at: a PSU without a member of a population
counts as a zero. Filtering first is the common error; here it cannot be made.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from headload.errors import BadInput
from headload.terms import Design, DesignStatus

from .chunk import Chunk
from .stages import Stage, bounds, fractions, left_after

FIRST_NAMED = 10

Integers = NDArray[np.int64]
Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Strata:
    """The strata of one chunk.

    Parameters
    ----------
    first
        Number of its first stratum among all.
    of_psu
        Stratum of each PSU of the chunk, from 0.
    goes_on
        Whether the first stratum began in the chunk before.
    """

    first: int
    of_psu: Integers
    goes_on: bool

    @property
    def count(self) -> int:
        """Number of strata with a PSU in the chunk."""
        return int(self.of_psu[-1]) + 1


@dataclass(frozen=True)
class Sample:
    """Strata and PSUs of the whole sample.

    Parameters
    ----------
    strata
        Ids, in the order of the pass.
    psus_in_stratum
        Number of PSUs of each stratum.
    remaining
        What multiplies the variance of each stratum: 1 without correction, else
        the share of its PSUs not drawn; 0 for certainty PSUs.
    drawn
        Share of PSUs drawn in each stratum.
    """

    strata: tuple[str, ...]
    psus_in_stratum: Integers
    remaining: Numbers
    drawn: Numbers

    @property
    def lonely(self) -> NDArray[np.bool_]:
        """Tell which strata have a single PSU that was not taken for certain."""
        alone: NDArray[np.bool_] = (self.psus_in_stratum == 1) & (self.remaining > 0)
        return alone

    @property
    def lonely_ids(self) -> tuple[str, ...]:
        """Return the ids of the strata with a single PSU."""
        return tuple(self.strata[h] for h in np.flatnonzero(self.lonely))

    def drawn_of(self, strata: Strata) -> Numbers:
        """Return the share drawn in the stratum of each PSU of a chunk."""
        drawn: Numbers = self.drawn[strata.first + strata.of_psu]
        return drawn


@dataclass
class SampleScan:
    """Collects the design while chunks pass by in order."""

    design: Design
    fpc_are_shares: tuple[bool, ...]
    _strata: list[str] = field(default_factory=list)
    _counts: list[int] = field(default_factory=list)
    _low: list[float] = field(default_factory=list)
    _high: list[float] = field(default_factory=list)
    _psus: list[pa.Array] = field(default_factory=list)

    def add(self, chunk: Chunk) -> Strata:
        """Take the PSUs of the next chunk in."""
        ids = chunk.strata
        changes = np.ones(len(ids), dtype=bool)
        other = pc.not_equal(ids.slice(1), ids.slice(0, len(ids) - 1))
        changes[1:] = other.to_numpy(zero_copy_only=False)
        of_psu = np.cumsum(changes) - 1
        names = ids.take(np.flatnonzero(changes)).to_pylist()
        goes_on = bool(self._strata) and self._strata[-1] == names[0]
        first = len(self._strata) - goes_on
        self._strata[first:] = names
        _join(self._counts, np.bincount(of_psu), first, lambda a, b: a + b)
        if self.design.stratified:
            self._psus.append(chunk.psus)
        if self._corrected:
            column = self.design.fpc[0]
            low, high = bounds(chunk.fpc[0], of_psu[chunk.psu], len(names), column)
            _join(self._low, low, first, min)
            _join(self._high, high, first, max)
        return Strata(first, of_psu, goes_on)

    def sample(self) -> Sample:
        """Return the design of the whole sample.

        Raises
        ------
        BadInput
            ``HL-EST-49`` for lonely strata; ``HL-EST-50`` for a PSU in two
            strata; ``HL-EST-53`` for a correction that cannot be used.
        """
        self._refuse_split_psus()
        counts = np.array(self._counts, dtype=np.int64)
        drawn = np.zeros(len(counts))
        if self._corrected:
            drawn = fractions(
                counts,
                np.array(self._low),
                np.array(self._high),
                column=self.design.fpc[0],
                shares=self.fpc_are_shares[0],
            )
        sample = Sample(tuple(self._strata), counts, left_after(drawn), drawn)
        if self.design.lonely_psu == "fail" and not self._replicated:
            refuse_lonely(sample)
        return sample

    @property
    def _replicated(self) -> bool:
        return self.design.status is DesignStatus.REPLICATES

    @property
    def _corrected(self) -> bool:
        return bool(self.design.fpc) and not self._replicated

    def _refuse_split_psus(self) -> None:
        if not self._psus:
            return
        counts = pc.value_counts(pa.chunked_array(self._psus))
        split = counts.field("values").filter(pc.greater(counts.field("counts"), 1))
        if len(split):
            ids = tuple(sorted(split.to_pylist()))
            raise BadInput(
                f"{len(ids)} PSUs appear in more than one stratum",
                where=f"columns stratum and PSU; PSU {named(ids)}",
                to_do="number PSUs within strata (stratum and PSU joined) in the map",
                code="HL-EST-50",
            )


def _join(
    values: list[Any], new: NDArray[Any], first: int, both: Callable[[Any, Any], Any]
) -> None:
    """Append values by stratum, the first of which may be known in part."""
    fresh = new.tolist()
    if first < len(values):
        fresh[0] = both(values[first], fresh[0])
    values[first:] = fresh


def refuse_lonely(sample: Sample) -> None:
    """Refuse a sample with single-PSU strata.

    Raises
    ------
    BadInput
        ``HL-EST-49``, with the number of strata and the first ids.
    """
    lonely = sample.lonely_ids
    if lonely:
        raise BadInput(
            f"{len(lonely)} of {len(sample.strata)} strata have a single PSU, so "
            "their variance is not known",
            where=f"column stratum; stratum {named(lonely)}",
            to_do="choose lonely_psu certainty, adjust or average, or merge strata",
            code="HL-EST-49",
        )


def refuse_alone(stages: Sequence[Stage]) -> None:
    """Refuse a later stage that draws a single unit of several.

    Raises
    ------
    BadInput
        ``HL-EST-49``, with the number of units of the stage before.
    """
    for number, stage in enumerate(stages, 2):
        alone = int(((stage.sizes == 1) & (left_after(stage.fraction) > 0)).sum())
        if alone:
            raise BadInput(
                f"{alone} of {len(stage.sizes)} units have a single unit of stage "
                f"{number}, so their variance is not known",
                where="the design, later_stages",
                to_do="choose lonely_psu certainty, or leave the later stages out",
                code="HL-EST-49",
            )


def named(ids: tuple[str, ...] | list[str]) -> str:
    """Return the first ids, and how many more there are."""
    more = len(ids) - FIRST_NAMED
    return ", ".join(ids[:FIRST_NAMED]) + (f" and {more} more" if more > 0 else "")
