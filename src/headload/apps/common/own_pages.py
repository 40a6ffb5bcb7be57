"""Own pages of other apps: each tells which of them somebody may open.

The app that keeps accounts lists them where she begins, and knows nothing else of them.
"""

from collections.abc import Callable, Iterable
from typing import Any

from headload.apps.common.words import Text

Finder = Callable[[Any, str], Iterable[tuple[Text, str]]]
"""From an account and a language to names and addresses of pages."""

_FINDERS: list[Finder] = []


def register(finder: Finder) -> None:
    """Add what knows own pages."""
    _FINDERS.append(finder)


def own_pages(user: Any, language: str) -> list[tuple[Text, str]]:
    """Return names and addresses of own pages that an account may open."""
    return [each for finder in _FINDERS for each in finder(user, language)]
