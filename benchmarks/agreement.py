"""Whether two contestants gave the same figures.

A ratio of costs means nothing between figures that differ, so this is asked first.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

Figures = Mapping[str, float]

LARGEST_DIFFERENCE = 1e-9  # relative
# the standard error of a share of exactly 0 or 1 is 0, or what rounding left of it
DEGENERATE = 1e-12


@dataclass(frozen=True)
class Agreement:
    """How far figures lie apart.

    Parameters
    ----------
    compared
        Numbers that both gave.
    alone
        Numbers that one of the two did not give.
    worst
        Largest relative difference.
    """

    compared: int
    alone: int
    worst: float

    @property
    def good(self) -> bool:
        """Tell whether the figures are the same."""
        return self.compared > 0 and not self.alone and self.worst <= LARGEST_DIFFERENCE


def agreement(ours: Figures, theirs: Figures) -> Agreement:
    """Compare figures by key.

    Parameters
    ----------
    ours, theirs
        Numbers by key; standard errors count only where both give some.
    """
    if not any(map(_is_error, theirs)):
        ours = {key: value for key, value in ours.items() if not _is_error(key)}
    both = ours.keys() & theirs.keys()
    return Agreement(
        compared=len(both),
        alone=len(ours.keys() ^ theirs.keys()),
        worst=max((_difference(ours[key], theirs[key]) for key in both), default=0.0),
    )


def _is_error(key: str) -> bool:
    return key.endswith("|se")


def _difference(a: float, b: float) -> float:
    """Return the relative difference; infinite when one is not a number."""
    if abs(a - b) <= DEGENERATE:
        return 0.0
    relative = abs(a - b) / max(abs(a), abs(b))
    return math.inf if math.isnan(relative) else relative
