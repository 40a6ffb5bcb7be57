"""How many workers surveys find: the app that keeps releases tells, others ask.

Who divides by such a figure knows its value, precision, place, group, sex and year,
and the release that it comes from; nothing else of releases.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Workers:
    """Employed persons of a place and group, as the newest release gives them.

    Parameters
    ----------
    estimate, release
        Ids, which lead back to how the figure was made.
    place, group
        Codes of the concepts, such as ``per-lima`` and ``street-vendors``.
    area
        Code of what the survey covers, or of the city; another than `place` where it
        is a part of it.
    sex
        ``F`` for women alone, empty for all.
    year, period
        Year of the survey, and its period as the release writes it.
    value, cv
        Persons, and standard error over value; None where withheld or not known.
    """

    estimate: str
    release: str
    place: str
    group: str
    area: str
    sex: str
    year: int
    period: str
    value: float | None
    cv: float | None


Finder = Callable[[], Iterable[Workers]]
Listener = Callable[[], object]
_FINDERS: list[Finder] = []
_LISTENERS: list[Listener] = []


def register(finder: Finder) -> None:
    """Add what knows how many workers surveys find."""
    _FINDERS.append(finder)


def workers_found() -> list[Workers]:
    """Return every such figure of the newest releases."""
    return [each for finder in _FINDERS for each in finder()]


def on_release(listener: Listener) -> None:
    """Add what has to be done when there are other figures than before."""
    _LISTENERS.append(listener)


def release_loaded() -> None:
    """Tell all who listen that there are other figures than before."""
    for listener in _LISTENERS:
        listener()
