"""How an estimate that somebody used stands today: as it was, or revised since.

The app that keeps releases tells; those that cite estimates ask, and know nothing else
of releases.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Standing:
    """A figure that was used.

    Parameters
    ----------
    title, address
        What it is, and its page.
    amount
        Value and range as they are now; empty where it is withheld.
    revised
        Whether it has another value, or is shown no more, in a later release than the
        one that it was used from.
    was
        Value and range in the release that it was used from; empty where that one is
        not here or withholds it.
    """

    title: str
    address: str
    amount: str
    revised: bool
    was: str = ""


Finder = Callable[[str, str, str], Standing | None]
"""From the ids of an estimate and a release, and a language, to how it stands."""

_FINDERS: list[Finder] = []


def register(finder: Finder) -> None:
    """Add what knows estimates."""
    _FINDERS.append(finder)


def standing_of(estimate_id: str, release_id: str, language: str) -> Standing | None:
    """Return how an estimate stands; none where no release on this site has it."""
    found = (finder(estimate_id, release_id, language) for finder in _FINDERS)
    return next((each for each in found if each is not None), None)
