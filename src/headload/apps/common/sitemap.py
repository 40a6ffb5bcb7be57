"""Pages that crawlers are told of: each app tells which it has, and when they changed.

The address of the sitemap is the library's; it asks, and knows nothing else of pages.
"""

import datetime
from collections.abc import Callable, Iterable, Iterator

Finder = Callable[[], Iterable[tuple[str, datetime.date]]]
"""Gives paths of pages in English, each with the day on which it changed."""

_FINDERS: list[Finder] = []


def register(finder: Finder) -> None:
    """Add what knows pages."""
    _FINDERS.append(finder)


def pages() -> Iterator[tuple[str, datetime.date]]:
    """Yield path and day of every page that was told."""
    for finder in _FINDERS:
        yield from finder()
