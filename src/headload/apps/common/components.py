"""The parts that pages are made of: a folder each, with template, notes and examples.

`about.toml` says when a part is used, when it is accessible, which classes of the
house style it has, and gives examples; the page of components draws them all.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "components"


@dataclass(frozen=True)
class Component:
    """A part of pages.

    Parameters
    ----------
    template
        Its template, by the name that pages include.
    use, accessible
        When it is used, and what makes it accessible.
    classes
        Its classes in the house style.
    examples
        What the template is given, one after the other.
    """

    name: str
    template: str
    use: str
    accessible: str
    classes: Sequence[str]
    examples: Sequence[Mapping[str, Any]]


@cache
def components() -> tuple[Component, ...]:
    """Return every component, by name."""
    return tuple(_read(path) for path in sorted(FOLDER.glob("*/about.toml")))


def _read(path: Path) -> Component:
    name = path.parent.name
    about = tomllib.loads(path.read_text("utf-8"))
    return Component(name=name, template=f"{name}/template.html", **about)
