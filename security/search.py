"""What a search for weaknesses is, what it finds, and that it could not look."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, order=True)
class Finding:
    """A weakness, or what a tool takes for one.

    Parameters
    ----------
    rule
        What the tool calls it.
    place
        A file of the project, an address without a host, or a package.
    """

    tool: str
    rule: str
    place: str
    said: str


class CouldNotLook(Exception):
    """A search that did not happen, which says nothing about what is there.

    Parameters
    ----------
    to_do
        What makes it happen.
    found
        What it found as far as it came.
    """

    def __init__(
        self, what: str, *, to_do: str, found: tuple[Finding, ...] = ()
    ) -> None:
        super().__init__(f"{what}. To do: {to_do}")
        self.found = found


@dataclass(frozen=True)
class Search:
    """A search, and what it asks.

    Parameters
    ----------
    look
        Gives what was found, from a folder that may be written to. Raises
        `CouldNotLook`.
    """

    tool: str
    asks: str
    look: Callable[[Path], list[Finding]]
