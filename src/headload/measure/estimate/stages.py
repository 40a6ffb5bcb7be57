"""Later stages of the design, and finite population corrections.

One opinion: a later stage is a sample whose strata are the units of the stage
before, so one variance formula serves every stage (R `survey::multistage`). A
later stage is looked at only where every stage before it has a correction:
without one the first stage's spread already holds all of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from headload.errors import BadInput, WrongUse
from headload.terms import Design

ALL_DRAWN = 1e-7  # share left below which a stratum is certain, as in R onestrat

Integers = NDArray[np.int64]
Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Stage:
    """Units of one later stage in one chunk; a PSU's units lie in one chunk.

    Parameters
    ----------
    parent
        Unit of the stage before, by unit; units are sorted by parent.
    sizes
        Number of units, by unit of the stage before.
    fraction
        Share drawn of each unit of the stage before.
    """

    parent: Integers
    sizes: Integers
    fraction: Numbers

    def drawn_after(self, drawn: Numbers) -> Numbers:
        """Return the share drawn of each unit, from that of the stage before."""
        after: Numbers = (drawn * self.fraction)[self.parent]
        return after


def check_stages(design: Design) -> None:
    """Refuse corrections and stages that do not go together.

    Raises
    ------
    WrongUse
        ``HL-EST-12``.
    """
    if design.later_stages and len(design.fpc) != len(design.later_stages) + 1:
        raise WrongUse(
            f"{len(design.later_stages) + 1} stages with {len(design.fpc)} finite "
            "population corrections",
            where="the design, fpc and later_stages",
            to_do="give one correction a stage, or leave the later stages out",
            code="HL-EST-12",
        )
    if len(design.fpc) > len(design.later_stages) + 1:
        raise WrongUse(
            f"There are {len(design.fpc)} finite population corrections for "
            f"{len(design.later_stages) + 1} stages",
            where="the design, fpc",
            to_do="name the units of the later stages, or correct the first alone",
            code="HL-EST-12",
        )


def later_stages(
    psu: Integers,
    units: Sequence[pa.Array],
    fpc: Sequence[Numbers],
    columns: Sequence[str],
    shares: Sequence[bool],
) -> tuple[tuple[Stage, ...], Integers]:
    """Return the later stages of a chunk, and each record's unit of the last one.

    Parameters
    ----------
    psu
        PSU of each record.
    units
        Unit of each record, by later stage.
    fpc, columns, shares
        Correction of each record, its column and whether it is a fraction, by
        later stage.

    Raises
    ------
    BadInput
        ``HL-EST-45`` for a record without unit; ``HL-EST-53`` for a correction
        that is missing, varies within a unit or is smaller than the sample.
    """
    stages = []
    before = psu
    for ids, correction, column, share in zip(units, fpc, columns, shares, strict=True):
        if ids.null_count:
            raise BadInput(
                "There are records without a unit of a later stage",
                where="the design, later_stages",
                to_do="map the column completely, or leave the later stages out",
                code="HL-EST-45",
            )
        encoded = ids.dictionary_encode()
        names = len(encoded.dictionary)
        # units in the order of their ids: rows of a PSU come in any order
        place = np.empty(names, dtype=np.int64)
        place[pc.sort_indices(encoded.dictionary).to_numpy()] = np.arange(names)
        key = before * names + place[encoded.indices.to_numpy()]
        keys, unit = np.unique(key, return_inverse=True)
        parent = keys // names
        sizes = np.bincount(parent)
        low, high = bounds(correction, before, len(sizes), column)
        fraction = fractions(sizes, low, high, column=column, shares=share)
        stages.append(Stage(parent, sizes, fraction))
        before = unit
    return tuple(stages), before


def bounds(
    fpc: Numbers, stratum: Integers, strata: int, column: str
) -> tuple[Numbers, Numbers]:
    """Return the lowest and highest correction of each stratum.

    Raises
    ------
    BadInput
        ``HL-EST-53`` where one is missing or not positive.
    """
    if not (np.isfinite(fpc) & (fpc > 0)).all():
        raise refused("is missing or not positive in some records", column)
    low, high = np.full(strata, np.inf), np.full(strata, -np.inf)
    np.minimum.at(low, stratum, fpc)
    np.maximum.at(high, stratum, fpc)
    return low, high


def fractions(
    sizes: Integers, low: Numbers, high: Numbers, *, column: str, shares: bool
) -> Numbers:
    """Return the fraction drawn of each stratum from populations or fractions.

    Raises
    ------
    BadInput
        ``HL-EST-53`` where a correction varies or is smaller than the sample.
    """
    varying = int((low != high).sum())
    if varying:
        raise refused(f"varies within {varying} of {len(low)} strata", column)
    fraction = high if shares else sizes / high
    beyond = int((fraction > 1).sum())
    if beyond:
        raise refused(f"is below the units drawn in {beyond} strata", column)
    return fraction


def left_after(fraction: Numbers) -> Numbers:
    """Return the share not drawn; 0 where all but a rounding error is."""
    return np.where(1 - fraction < ALL_DRAWN, 0.0, 1 - fraction)


def refused(what: str, column: str) -> BadInput:
    """Return the refusal of a finite population correction."""
    return BadInput(
        f"The finite population correction {what}",
        where=f"the design, fpc; column {column}",
        to_do="give the number of units in the population of each stratum",
        code="HL-EST-53",
    )
