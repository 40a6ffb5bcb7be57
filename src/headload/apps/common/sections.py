"""Sections of the page of a group or a place: each app tells what it knows.

An app registers what makes its section when it starts; the page shows them in order.
A section that has nothing to show says so, and who could change that.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from headload.apps.common.models import Concept


@dataclass(frozen=True)
class Section:
    """A part of a page.

    Parameters
    ----------
    template
        What draws it; it has the content, and the language of the page.
    """

    template: str
    content: Mapping[str, Any] = field(default_factory=dict)


Maker = Callable[[Concept, str], Section | None]
_MAKERS: list[tuple[int, Maker]] = []


def register(order: int, maker: Maker) -> None:
    """Add what makes a section of each concept; a smaller order stands further up."""
    _MAKERS.append((order, maker))
    _MAKERS.sort(key=lambda each: each[0])


def sections_of(concept: Concept, language: str) -> list[Section]:
    """Return the sections of a concept's page, in order."""
    made = (maker(concept, language) for _, maker in _MAKERS)
    return [section for section in made if section is not None]
