"""One figure in two releases: its difference, and what may be said of it.

A difference between periods is tested as between independent samples: its variance
is the sum of both. Where the same people answer twice their answers agree more than
those of strangers, so the test is on the safe side. The same file measured twice is
the same sample: there is a difference and no test.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from scipy.stats import t

from headload.releases import ReleasedEstimate
from headload.terms import Flag

LEVEL = 0.95
MANY = 10_000  # degrees of freedom where a policy does not say them


class Moved(StrEnum):
    """What became of a figure."""

    SAME = "same"
    ROUNDING = "within rounding"
    MOVED = "moved"
    SIGNIFICANT = "significant"
    CHANCE = "chance explains it"
    UNTESTED = "not tested"
    APPEARED = "appeared"
    GONE = "gone"
    SHOWN_NOW = "shown now"
    WITHHELD_NOW = "withheld now"
    NEVER_SHOWN = "shown in neither"


@dataclass(frozen=True)
class Pair:
    """A figure in the first and in the second release.

    Parameters
    ----------
    one, other
        The cells; None where a release does not have the figure.
    moved
        What became of it.
    difference, low, high
        Second less first, in the unit of the figure, with its 95 % interval.
    """

    one: ReleasedEstimate | None
    other: ReleasedEstimate | None
    moved: Moved
    difference: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def cell(self) -> ReleasedEstimate:
        """The cell of the second release, else of the first."""
        cell = self.other or self.one
        if cell is None:
            raise ValueError("a pair has at least one cell")
        return cell

    @property
    def name(self) -> Mapping[str, str]:
        """Indicator and codes of the figure."""
        return {"indicator": self.cell.indicator, **dict(self.cell.dimensions)}

    @property
    def with_caution(self) -> bool:
        """Tell whether a side is to be used with caution."""
        sides = (self.one, self.other)
        return any(each is not None and each.flag is Flag.CAUTION for each in sides)


def paired(
    one: ReleasedEstimate | None,
    other: ReleasedEstimate | None,
    *,
    step: float,
    tested: bool,
) -> Pair:
    """Return what became of a figure.

    Parameters
    ----------
    step
        To what the coarser of the two releases rounds figures of this kind.
    tested
        True where the samples are different ones.
    """
    if one is None or other is None:
        return Pair(one, other, Moved.APPEARED if one is None else Moved.GONE)
    if one.value is None or other.value is None:
        return Pair(one, other, _unseen(one, other))
    difference = other.value - one.value
    if tested:
        return _tested(one, other, difference)
    if difference == 0:
        return Pair(one, other, Moved.SAME, 0.0)
    moved = Moved.ROUNDING if abs(difference) <= step * (1 + 1e-9) else Moved.MOVED
    return Pair(one, other, moved, difference)


def _unseen(one: ReleasedEstimate, other: ReleasedEstimate) -> Moved:
    if one.value is None and other.value is None:
        return Moved.NEVER_SHOWN
    return Moved.SHOWN_NOW if one.value is None else Moved.WITHHELD_NOW


def _tested(one: ReleasedEstimate, other: ReleasedEstimate, difference: float) -> Pair:
    if one.se is None or other.se is None:
        return Pair(one, other, Moved.UNTESTED, difference)
    error = math.hypot(one.se, other.se)
    df = min(MANY if each.df is None else each.df for each in (one, other))
    if df < 1:
        return Pair(one, other, Moved.UNTESTED, difference)
    half = float(t.ppf((1 + LEVEL) / 2, df)) * error
    low, high = difference - half, difference + half
    moved = Moved.CHANCE if low <= 0 <= high else Moved.SIGNIFICANT
    return Pair(one, other, moved, difference, low, high)
