"""What organisations made: each app tells what it has that names one.

The app that keeps organisations asks by their names, and knows nothing else of works.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Made:
    """A work that names an organisation as who made or published it.

    Parameters
    ----------
    language
        Of the title.
    date
        As far as it is known; empty where it is not.
    """

    title: str
    language: str
    address: str
    date: str


Finder = Callable[[Collection[str], str], Iterable[Made]]
"""From names of one organisation and the language of the page to works."""

_FINDERS: list[Finder] = []


def register(finder: Finder) -> None:
    """Add what finds works."""
    _FINDERS.append(finder)


def made_by(names: Collection[str], language: str) -> list[Made]:
    """Return works that have one of these names as creator or publisher."""
    return [each for finder in _FINDERS for each in finder(names, language)]
