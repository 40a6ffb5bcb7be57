"""Classification codes behind the rules, read from `codes.csv` beside them.

A code is data with a title and a source, not a literal in a rule: whoever
disagrees with a list changes one line and every page shows it.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True)
class ListedCode:
    """One line of a `codes.csv`.

    Parameters
    ----------
    group, role
        What the code is evidence of, such as ``street_vendor``, ``occupation``.
    classification
        ``isco08``, ``isco88``, ``isic4`` or ``isic31``.
    code
        Digits as text.
    match
        ``under``: the code and all below it; ``exactly``: this code as written,
        for files that carry fewer digits.
    title
        Title of the code in the classification.
    source
        Where the assignment comes from.
    """

    group: str
    role: str
    classification: str
    code: str
    match: str
    title: str
    source: str


@dataclass(frozen=True)
class Role:
    """The codes of one role, by classification."""

    under: Mapping[str, tuple[str, ...]]
    exactly: Mapping[str, tuple[str, ...]]


@cache
def listed_codes(folder: str) -> tuple[ListedCode, ...]:
    """Return the lines of `<folder>/codes.csv`, in order.

    Raises
    ------
    FileNotFoundError
        When the folder has no list.
    """
    path = resources.files(__package__) / folder / "codes.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(ListedCode(**row) for row in csv.DictReader(lines))


@cache
def role(folder: str, group: str, name: str) -> Role:
    """Return the codes of role `name` of `group`.

    Raises
    ------
    LookupError
        When the list has no such role.
    """
    found = [
        line
        for line in listed_codes(folder)
        if line.group == group and line.role == name
    ]
    if not found:
        message = f"{folder}/codes.csv has no role {name} of {group}"
        raise LookupError(message)
    return Role(
        under=dict(_by_classification(found, "under")),
        exactly=dict(_by_classification(found, "exactly")),
    )


def _by_classification(
    lines: list[ListedCode],
    match: str,
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for classification in dict.fromkeys(line.classification for line in lines):
        codes = tuple(
            line.code
            for line in lines
            if line.classification == classification and line.match == match
        )
        if codes:
            yield classification, codes
