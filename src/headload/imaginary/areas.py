"""Regions, cities and census areas of the imaginary country.

Census areas are the primary sampling units. They are small beside the country (a
sample takes about one in ten), so that treating them as drawn with replacement
costs little and intervals can be held against their nominal coverage.
"""

from dataclasses import dataclass

import numpy as np

from headload.imaginary.chance import Chance, Indices
from headload.imaginary.tables import numbers, table

SMALLEST_AREA, LARGEST_AREA = 60, 100
ROLES = (
    "head",
    "spouse",
    "child",
    "other_relative",
    "non_relative",
    "domestic_employee",
)


@dataclass(frozen=True)
class Areas:
    """Census areas in order of stratum.

    Parameters
    ----------
    stratum
        Row of `strata.csv` for each area.
    number
        Number of the area inside its stratum, from 1.
    households
        Households in each area.
    """

    stratum: Indices
    number: Indices
    households: Indices


def draw_areas(chance: Chance, persons: int) -> Areas:
    """Lay out census areas for about `persons` persons."""
    strata = table("strata")
    share = numbers(strata, "population") / numbers(strata, "population").sum()
    households = share * persons / _household_size()
    mean = (SMALLEST_AREA + LARGEST_AREA) / 2
    count = np.maximum(np.round(households / mean), 4).astype(np.int64)
    stratum = np.repeat(np.arange(len(strata)), count)
    low = np.full(len(stratum), float(SMALLEST_AREA))
    high = np.full(len(stratum), LARGEST_AREA + 1.0)
    return Areas(
        stratum=stratum,
        number=np.concatenate([np.arange(n) + 1 for n in count]),
        households=chance.between(low, high).astype(np.int64),
    )


def _household_size() -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    strata = table("strata")
    others = ("children", "relatives", "non_relatives", "domestic")
    size = 1 + numbers(strata, "couples") / 100
    return np.asarray(size + sum(numbers(strata, column) for column in others))
