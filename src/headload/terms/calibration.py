"""Calibration: weights made to meet totals that are known from elsewhere.

Which totals, of when, and from whom is part of the design, because the variance
of every figure depends on it. Weights may be trimmed first, or only trimmed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import fsum

SAME_SUM = 1e-6  # relative difference up to which margins have the same sum


class CalibrationMethod(StrEnum):
    """How weights are made to meet the margins."""

    POSTSTRATIFY = "poststratify"
    RAKE = "rake"
    LINEAR = "linear"


@dataclass(frozen=True)
class Margin:
    """The known population of every code of one column.

    Parameters
    ----------
    column
        Harmonised column of codes; every record must have one of them.
    totals
        Persons by code, all above 0.
    source, date
        Who says so, and of when.
    """

    column: str
    totals: Mapping[str, float]
    source: str
    date: str


@dataclass(frozen=True)
class Trim:
    """Bounds of the weights, as multiples of the median weight; None for none."""

    lower: float | None = None
    upper: float | None = None


@dataclass(frozen=True)
class Calibration:
    """How the weights of the file become the weights of the figures.

    Parameters
    ----------
    method
        None where weights are trimmed and not calibrated.
    margins
        One for `POSTSTRATIFY`, one or more for the others, with the same sum.
    trim
        Applied before the margins are met; without margins, one factor restores
        the sum of the weights.
    """

    method: CalibrationMethod | None = None
    margins: tuple[Margin, ...] = ()
    trim: Trim | None = None

    def problem(self) -> str:
        """Return what does not hold together, in one sentence; empty when all does."""
        found = (*self._of_method(), *self._of_margins(), *self._of_trim())
        return next(iter(found), "")

    def _of_method(self) -> Iterator[str]:
        if self.method is None and self.margins:
            yield "Margins need a method of calibration"
        if self.method is not None and not self.margins:
            yield f"The method {self.method} has no margin to meet"
        if self.method is None and self.trim is None:
            yield "The calibration has neither a method nor bounds of weights"
        if self.method is CalibrationMethod.POSTSTRATIFY and len(self.margins) > 1:
            yield "Post-stratification has one margin; several are raked"

    def _of_margins(self) -> Iterator[str]:
        columns = [margin.column for margin in self.margins]
        if len(set(columns)) < len(columns):
            yield "A column has two margins"
        for margin in self.margins:
            bad = [c for c, n in margin.totals.items() if not 0 < n < float("inf")]
            if bad or not margin.totals:
                yield (
                    f'The margin of "{margin.column}" has totals that are not above 0: '
                    f"{', '.join(bad) or 'none is given'}"
                )
        sums = [fsum(margin.totals.values()) for margin in self.margins]
        if sums and max(sums) - min(sums) > SAME_SUM * max(sums):
            yield (
                f"The margins add up to {min(sums):,.0f} and {max(sums):,.0f} persons"
            )

    def _of_trim(self) -> Iterator[str]:
        if self.trim is None:
            return
        lower, upper = self.trim.lower, self.trim.upper
        if lower is None and upper is None:
            yield "Trimming needs a lower or an upper bound"
        if not 0 <= (lower or 0.0) <= 1 or not 1 <= (upper or 1.0) < float("inf"):
            yield "The bounds of weights do not lie on both sides of the median"
