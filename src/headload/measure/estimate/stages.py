"""The stages of the design, with their finite population corrections.

One opinion: a later stage is a sample whose strata are the units of the stage
before, so one variance formula serves every stage (R `survey::multistage`). A
later stage is looked at only where every stage before it has a correction:
without one the first stage's spread already holds all of it.
"""

from dataclasses import replace

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from headload.errors import BadInput, WrongUse
from headload.terms import Design, DesignStatus

from .profiles import Profiles
from .ranking import UNKNOWN, ranked
from .sample import Sample, refuse_lonely

ALL_DRAWN = 1e-7  # share left below which a stratum is certain, as in R onestrat

Numbers = NDArray[np.float64]


def stages_of(profiles: Profiles, first: Sample, design: Design) -> list[Sample]:
    """Return the sample of each stage, with what its correction leaves.

    Parameters
    ----------
    profiles
        Records with their corrections and later units.
    first
        Strata and PSUs without correction.
    design
        Its rule for strata with a single unit is applied here.

    Raises
    ------
    WrongUse
        ``HL-EST-12`` when corrections and stages do not go together.
    BadInput
        ``HL-EST-45`` for a record without unit; ``HL-EST-49`` for lonely strata;
        ``HL-EST-53`` for a correction that is missing, varies within its stratum
        or is smaller than the sample.
    """
    if design.status is DesignStatus.REPLICATES:
        return [first]
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
    stages = [first]
    for i, fpc in enumerate(profiles.fpc):
        if i > 0:
            stages.append(_next(stages[-1], profiles.later_units[i - 1]))
        before = stages[i - 1].drawn if i > 0 else None
        stages[i] = _corrected(stages[i], before, stages, fpc, design.fpc[i])
    if design.lonely_psu == "fail":
        for stage in stages:
            refuse_lonely(stage)
    return stages


def _next(before: Sample, units: pa.Array) -> Sample:
    """Return the sample within the units of the stage before."""
    found = ranked(units)
    if (found.ranks == UNKNOWN).any():
        raise BadInput(
            "There are records without a unit of a later stage",
            where="the design, later_stages",
            to_do="map the column completely, or leave the later stages out",
            code="HL-EST-45",
        )
    key = before.psu_of_profile * len(found.labels) + found.ranks
    keys, unit_of_profile = np.unique(key, return_inverse=True)
    parent = keys // len(found.labels)
    count = len(before.stratum_of_psu)
    return replace(
        before,
        strata=tuple(f"unit {i + 1} of the stage before" for i in range(count)),
        stratum_of_psu=parent,
        psus_in_stratum=np.bincount(parent, minlength=count),
        psu_of_profile=unit_of_profile,
    )


def _corrected(
    stage: Sample,
    drawn_before: Numbers | None,
    stages: list[Sample],
    fpc: Numbers,
    column: str,
) -> Sample:
    fraction = _fractions(stage, fpc, column)
    left = np.where(1 - fraction < ALL_DRAWN, 0.0, 1 - fraction)
    if drawn_before is None:
        return replace(stage, remaining=left, drawn=fraction)
    so_far = drawn_before[stages[-2].stratum_of_psu]
    return replace(stage, remaining=so_far * left, drawn=so_far * fraction)


def _fractions(stage: Sample, fpc: Numbers, column: str) -> Numbers:
    """Return the fraction drawn of each stratum from populations or fractions."""
    stratum = stage.stratum_of_psu[stage.psu_of_profile]
    count = len(stage.psus_in_stratum)
    low, high = np.full(count, np.inf), np.full(count, -np.inf)
    usable = np.isfinite(fpc) & (fpc > 0)
    if not usable.all():
        raise _refusal("is missing or not positive in some records", column)
    np.minimum.at(low, stratum, fpc)
    np.maximum.at(high, stratum, fpc)
    varying = int((low != high).sum())
    if varying:
        raise _refusal(f"varies within {varying} of {count} strata", column)
    fraction = high if (fpc <= 1).all() else stage.psus_in_stratum / high
    beyond = int((fraction > 1).sum())
    if beyond:
        raise _refusal(f"is below the units drawn in {beyond} strata", column)
    return fraction


def _refusal(what: str, column: str) -> BadInput:
    return BadInput(
        f"The finite population correction {what}",
        where=f"the design, fpc; column {column}",
        to_do="give the number of units in the population of each stratum",
        code="HL-EST-53",
    )
