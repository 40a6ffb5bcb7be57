"""The sample design as found in the file: strata, their PSUs, lonely ones.

The number of PSUs of a stratum comes from the whole sample, before any
population or breakdown is looked at: a PSU without a member of a population
counts as a zero. Filtering first is the common error; here it cannot be made.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headload.errors import BadInput

from .profiles import LARGEST_WEIGHT, WEIGHT_UNITS, Profiles
from .ranking import UNKNOWN, ranked

FIRST_NAMED = 10

Integers = NDArray[np.int64]
Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Sample:
    """Strata and PSUs of the whole sample.

    Parameters
    ----------
    strata
        Ids, sorted.
    stratum_of_psu
        Stratum of each PSU; PSUs are sorted by stratum, then id.
    psus_in_stratum
        Number of PSUs of each stratum.
    psu_of_profile
        PSU of each profile.
    records
        Records of the file.
    weight
        Sum of all weights.
    remaining
        What multiplies the variance of each stratum: 1 without correction, else
        the share of its PSUs not drawn (times, at a later stage, the fractions
        drawn before); 0 for certainty PSUs.
    drawn
        Share of PSUs drawn in each stratum, times the fractions drawn before.
    """

    strata: tuple[str, ...]
    stratum_of_psu: Integers
    psus_in_stratum: Integers
    psu_of_profile: Integers
    records: int
    weight: float
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


def sample_of(profiles: Profiles) -> Sample:
    """Return the design of the whole sample.

    Raises
    ------
    BadInput
        ``HL-EST-40`` no record; ``HL-EST-45`` a record without PSU or stratum;
        ``HL-EST-46`` a weight that is missing, negative or not finite;
        ``HL-EST-47`` weights too large to be added exactly; ``HL-EST-48``
        amounts too large; ``HL-EST-50`` a PSU in two strata; ``HL-EST-52`` a
        replicate weight that cannot be used.
    """
    _check_records(profiles)
    strata, psus = ranked(profiles.stratum), ranked(profiles.psu)
    key = strata.ranks * len(psus.labels) + psus.ranks
    found, psu_of_profile = np.unique(key, return_inverse=True)
    stratum_of_psu, psu = np.divmod(found, len(psus.labels))
    times = np.bincount(psu, minlength=len(psus.labels))
    split = [psus.labels[i] for i in np.flatnonzero(times > 1)]
    if split:
        raise BadInput(
            f"{len(split)} PSUs appear in more than one stratum",
            where=f"columns stratum and PSU; PSU {named(split)}",
            to_do="number PSUs within strata (stratum and PSU joined) in the map",
            code="HL-EST-50",
        )
    every = np.ones(len(strata.labels))
    return Sample(
        strata=strata.labels,
        stratum_of_psu=stratum_of_psu,
        psus_in_stratum=np.bincount(stratum_of_psu, minlength=len(strata.labels)),
        psu_of_profile=psu_of_profile,
        records=int(profiles.records.sum()),
        weight=float(profiles.weight.sum() / WEIGHT_UNITS),
        remaining=every,
        drawn=np.zeros(len(strata.labels)),
    )


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


def named(ids: tuple[str, ...] | list[str]) -> str:
    """Return the first ids, and how many more there are."""
    more = len(ids) - FIRST_NAMED
    return ", ".join(ids[:FIRST_NAMED]) + (f" and {more} more" if more > 0 else "")


def _check_records(profiles: Profiles) -> None:
    if not len(profiles.records):
        raise BadInput(
            "There are no records to estimate from",
            where="persons table",
            to_do="check the file and the population of the survey map",
            code="HL-EST-40",
        )
    for column, values in (("stratum", profiles.stratum), ("PSU", profiles.psu)):
        _refuse_unplaced(profiles, column, ranked(values).ranks == UNKNOWN)
    if profiles.bad_weights:
        raise BadInput(
            f"{profiles.bad_weights} records have a weight that is missing, negative, "
            f"not finite or above {LARGEST_WEIGHT:.0f}",
            where="column weight",
            to_do="drop these records on read, or correct the weight in the map",
            code="HL-EST-46",
        )
    # summed as floats: integers would wrap around on the very case looked for
    if profiles.weight.sum(dtype=np.float64) > LARGEST_WEIGHT * WEIGHT_UNITS:
        raise BadInput(
            f"The weights add up to more than {LARGEST_WEIGHT:.0f} persons",
            where="column weight",
            to_do="check the scale of the weight in the survey map",
            code="HL-EST-47",
        )
    if profiles.bad_replicates:
        raise BadInput(
            f"{profiles.bad_replicates} replicate weights are missing, not finite or "
            f"beyond {LARGEST_WEIGHT:.0f}",
            where="columns of the replicate weights",
            to_do="drop these records on read, or correct the columns in the map",
            code="HL-EST-52",
        )
    for column, count in profiles.bad_amounts.items():
        if count:
            raise BadInput(
                f"{count} amounts are too large to be added exactly (10^12 or more)",
                where=f"column {column}",
                to_do="check the unit, and the codes that mean missing, in the map",
                code="HL-EST-48",
            )


def _refuse_unplaced(
    profiles: Profiles, column: str, unplaced: NDArray[np.bool_]
) -> None:
    count = int(profiles.records[unplaced].sum())
    if count:
        raise BadInput(
            f"{count} records have no {column}",
            where=f"design column of the {column}",
            to_do="map the column completely, or declare the design incomplete",
            code="HL-EST-45",
        )
