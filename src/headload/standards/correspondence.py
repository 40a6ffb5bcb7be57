"""Correspondences between classifications, with one-to-many kept visible.

Each CSV of `crosswalks/` lists every pair of codes and the share of the old code
that goes to the new one: equal shares, since no source gives better ones. A rule
never splits a worker: `translation` gives only the leading digits that all the
targets of a code have in common, and nothing where they have none.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib import resources
from itertools import takewhile
from types import MappingProxyType

FEWEST_DIGITS = 2


@dataclass(frozen=True)
class Link:
    """One pair of codes and the share of the old code that it carries."""

    old: str
    new: str
    share: Fraction


@cache
def correspondences() -> tuple[str, ...]:
    """Return the names of the shipped tables, such as ``isic31_isic4``."""
    folder = resources.files(__package__) / "crosswalks"
    return tuple(
        sorted(
            path.name.removesuffix(".csv")
            for path in folder.iterdir()
            if path.name.endswith(".csv")
        )
    )


@cache
def correspondence(name: str) -> tuple[Link, ...]:
    """Return every pair of a shipped table, in order of the old code.

    Raises
    ------
    LookupError
        When no such table is shipped.
    """
    if name not in correspondences():
        message = f"no table {name}; there are: {', '.join(correspondences())}"
        raise LookupError(message)
    path = resources.files(__package__) / "crosswalks" / f"{name}.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(
        Link(row["from"], row["to"], Fraction(row["share"]))
        for row in csv.DictReader(lines)
    )


@cache
def translation(name: str) -> Mapping[str, str]:
    """Return what is certain of the new code, by old code and its leading digits.

    Parameters
    ----------
    name
        A shipped table.

    Returns
    -------
    Mapping
        Old codes at every level of two digits or more; the value is the new code,
        or fewer of its digits where the old code is split, or empty where less
        than two digits are common.
    """
    targets: dict[str, set[str]] = {}
    for link in correspondence(name):
        for length in range(FEWEST_DIGITS, len(link.old) + 1):
            targets.setdefault(link.old[:length], set()).add(link.new)
    return MappingProxyType({old: _common(new) for old, new in targets.items()})


def _common(codes: Iterable[str]) -> str:
    places = zip(*codes, strict=False)
    same = takewhile(lambda digits: len(set(digits)) == 1, places)
    common = "".join(digits[0] for digits in same)
    return common if len(common) >= FEWEST_DIGITS else ""
