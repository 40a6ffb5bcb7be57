"""The axis of a table's intervals: from zero to a round number, places in percent.

Places are percentages of the width, so the same picture fits every screen and no
style has to be written into a page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log10

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_INTERVALS = 4
THIN = 4.0
"""Percent of the axis under which an interval has no ends (house style)."""


@dataclass(frozen=True)
class Axis:
    """An axis from the lowest tick to the highest."""

    ticks: tuple[float, ...]

    def place(self, value: float) -> float:
        """Return where `value` stands, in percent of the width."""
        low, high = self.ticks[0], self.ticks[-1]
        return round(100 * (value - low) / (high - low), 2)


@dataclass(frozen=True)
class Strip:
    """An interval and its estimate, in percent of the width of the axis."""

    at: float
    low: float
    high: float

    @property
    def width(self) -> float:
        """Width of the interval."""
        return round(self.high - self.low, 2)

    @property
    def thin(self) -> bool:
        """Tell whether its ends would hide it."""
        return self.width < THIN


def axis_for(values: Sequence[float]) -> Axis:
    """Return an axis that holds zero and all `values`, in round steps.

    Examples
    --------
    >>> axis_for([12.0, 87.5]).ticks, axis_for([]).ticks
    ((0.0, 25.0, 50.0, 75.0, 100.0), (0.0, 1.0))
    """
    low, high = min(0.0, *values, 0.0), max(0.0, *values, 0.0)
    if low == high:
        return Axis((0.0, 1.0))
    step = _step(high - low)
    first = floor(low / step)
    ticks = [first * step]
    while ticks[-1] < high - step * 1e-9:
        ticks.append((first + len(ticks)) * step)
    return Axis(tuple(round(each, 10) for each in ticks))


def _step(span: float) -> float:
    rough = span / _INTERVALS
    power = 10.0 ** floor(log10(rough))
    return next(each * power for each in _STEPS if each * power >= rough * (1 - 1e-9))
