"""Figures that could answer a question: the app that keeps releases looks for them.

Who answers says what is wanted, as a survey can say it; she is shown what is withheld
too, since that is an answer as well.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Sought:
    """What is wanted; an empty part is one of which anything will do.

    Parameters
    ----------
    indicator
        Its code, such as ``employment``.
    group, place
        Codes of concepts, such as ``street-vendors`` and ``ecu`` or ``ecu-quito``.
    year
        The four digits of a year.
    """

    indicator: str = ""
    group: str = ""
    place: str = ""
    year: str = ""


@dataclass(frozen=True)
class Answering:
    """A figure of a release that could answer.

    Parameters
    ----------
    amount
        Value and range in the language of the reader; empty where it is withheld.
    cv
        Standard error over value, in per cent; none where it is not known.
    surety
        How sure it is: a word of the house, such as ``good``.
    """

    estimate_id: str
    release_id: str
    title: str
    address: str
    amount: str
    cv: float | None
    surety: str
    survey: str


Finder = Callable[[Sought, str], Iterable[Answering]]
"""From what is wanted and a language to figures, the simplest first."""
Indicators = Callable[[str], Iterable[tuple[str, str]]]
"""From a language to codes of indicators and their names."""

_FINDERS: list[tuple[Finder, Indicators]] = []


def register(finder: Finder, indicators: Indicators) -> None:
    """Add what looks for figures, and what it can look for."""
    _FINDERS.append((finder, indicators))


def figures_for(sought: Sought, language: str) -> list[Answering]:
    """Return figures that could answer, the simplest first."""
    return [each for finder, _ in _FINDERS for each in finder(sought, language)]


def indicators_in(language: str) -> list[tuple[str, str]]:
    """Return codes and names of all indicators that are here."""
    found = {code: name for _, names in _FINDERS for code, name in names(language)}
    return sorted(found.items(), key=lambda each: each[1].casefold())
