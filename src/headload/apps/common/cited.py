"""A figure as it was when somebody cited it, and word of a release that revises it.

The app that keeps releases tells what a figure is and when a later release is here;
those that cite figures ask and listen, and know nothing else of releases.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """A figure of a release.

    Parameters
    ----------
    value, low, high
        None where it is withheld; `low` and `high` also where it has no interval.
    flag
        Empty where it can be relied on, as in releases.
    """

    estimate_id: str
    release_id: str
    value: float | None
    low: float | None
    high: float | None
    flag: str
    unit: str

    def is_left_by(self, later: "Figure | None") -> bool:
        """Tell whether a later figure no longer bears out what this one said.

        That is: it is there no more, is withheld, has another mark of quality, or lies
        outside the interval of this one (where there is none: differs).
        """
        if self.value is None or later is None or later.value is None:
            return True
        if later.flag != self.flag:
            return True
        low = self.value if self.low is None else self.low
        high = self.value if self.high is None else self.high
        return not low <= later.value <= high


@dataclass(frozen=True)
class Loaded:
    """A later release of a series: its figures by id, and the ids of those before."""

    release_id: str
    earlier: frozenset[str]
    figures: Mapping[str, Figure]


Reader = Callable[[str, str], Figure | None]
"""From the id of an estimate, and of a release or nothing, to the figure."""
Listener = Callable[[Loaded], None]

_READERS: list[Reader] = []
_LISTENERS: list[Listener] = []


def register(reader: Reader) -> None:
    """Add what knows figures."""
    _READERS.append(reader)


def listen(listener: Listener) -> None:
    """Add what wants to know when a later release of a series is here."""
    _LISTENERS.append(listener)


def figure_of(estimate_id: str, release_id: str = "") -> Figure | None:
    """Return a figure of a release, or of the newest where none is named."""
    found = (reader(estimate_id, release_id) for reader in _READERS)
    return next((each for each in found if each is not None), None)


def tell(loaded: Loaded) -> None:
    """Say that a later release of a series is here."""
    for listener in _LISTENERS:
        listener(loaded)
