"""Surveys of a country that could answer a question, by the app that knows them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from headload.apps.common.words import Text


@dataclass(frozen=True)
class Survey:
    """A survey that can be read here, and the office that makes it."""

    title: Text
    office: str
    first: str
    last: str


Finder = Callable[[str, str], Sequence[Survey]]
"""From the code of a country and a language to its surveys."""

_FINDERS: list[Finder] = []


def register(finder: Finder) -> None:
    """Add what knows surveys."""
    _FINDERS.append(finder)


def surveys_in(place: str, language: str) -> list[Survey]:
    """Return the surveys of a country."""
    return [each for finder in _FINDERS for each in finder(place, language)]
