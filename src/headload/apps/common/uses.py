"""Where an estimate is used: each app tells what it has that rests on one."""

from collections.abc import Callable, Iterable

Finder = Callable[[str, str], Iterable[tuple[str, str]]]
"""From the id of an estimate and a language to titles and addresses."""

_FINDERS: list[Finder] = []


def register(finder: Finder) -> None:
    """Add what finds uses of an estimate."""
    _FINDERS.append(finder)


def uses_of(estimate_id: str, language: str) -> list[tuple[str, str]]:
    """Return title and address of everything that uses an estimate."""
    return [use for finder in _FINDERS for use in finder(estimate_id, language)]
