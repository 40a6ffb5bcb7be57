"""Names and labels as found: which columns are wanted, and what is wrong with them.

A name is matched, never repaired in silence; a label that was decoded twice is
shown, because codes are chosen by reading labels.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .refusals import UNKNOWN_COLUMN, closest, listed, refused
from .request import ReadRequest

MISSING_SUFFIX = "__missing"

# directions and zero-width marks make two names look the same (case 33)
_INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


@dataclass(frozen=True)
class Wanted:
    """A column to read: its name in the file and the name to hand it back under."""

    found: str
    name: str


def choose(
    available: Sequence[str], request: ReadRequest, *, where: str
) -> tuple[Wanted, ...]:
    """Return the columns to read, in file order.

    Raises
    ------
    BadInput
        When a column asked for is not there (with the closest names), or fits
        two columns that differ by case only; case 31 for names that collide.
    """
    _refuse_twins(available, where)
    if request.columns is None:
        return tuple(Wanted(found=name, name=name) for name in available)
    asked = {
        _match(name, available, request, where): name
        for name in dict.fromkeys(request.columns)
    }
    return tuple(
        Wanted(found=name, name=asked[name]) for name in available if name in asked
    )


def _match(
    name: str, available: Sequence[str], request: ReadRequest, where: str
) -> str:
    if name in available:
        return name
    folded = [one for one in available if one.casefold() == name.casefold()]
    if request.column_case == "any" and len(folded) == 1:
        return folded[0]
    if request.column_case == "any" and folded:
        raise refused(
            31,
            f'"{name}" fits {len(folded)} columns that differ by case: '
            f"{listed(folded)}",
            where=where,
            to_do="ask for one of them by its exact name",
        )
    raise refused(
        UNKNOWN_COLUMN,
        f'Column "{name}" is not in the file',
        where=where,
        to_do=f"check the spelling; {closest(name, available)}",
    )


def check_header(names: Sequence[str], *, where: str) -> None:
    """Refuse a header of a text file that cannot name columns without doubt.

    Raises
    ------
    BadInput
        Case 31 with the list: empty names, or names that are equal but for
        case or blanks.
    """
    empty = [str(at) for at, name in enumerate(names, start=1) if not name.strip()]
    if empty:
        raise refused(
            31,
            f"The header has {len(empty)} empty names",
            where=f"{where}, columns number {', '.join(empty[:10])}",
            to_do="name every column in the first line",
        )
    times = Counter(name.strip().casefold() for name in names)
    twins = [name for name in names if times[name.strip().casefold()] > 1]
    if twins:
        raise refused(
            31,
            "The header names columns twice, exactly or but for case or blanks: "
            f"{listed(twins)}",
            where=where,
            to_do="give every column a name of its own",
        )


def _refuse_twins(names: Sequence[str], where: str) -> None:
    for name in names:
        if _INVISIBLE.search(name):
            raise refused(
                33,
                f"The column name {name!a} has invisible characters",
                where=where,
                to_do="rename the column with visible characters only",
            )
    plain = Counter(unicodedata.normalize("NFC", name) for name in names)
    twins = [name for name, times in plain.items() if times > 1]
    twins += [name for name in names if name + MISSING_SUFFIX in plain]
    if twins:
        raise refused(
            31,
            f"Names of columns collide: {listed(twins)}",
            where=where,
            to_do="give every column a name of its own; "
            f'names ending in "{MISSING_SUFFIX}" are kept for missing reasons',
        )


def mojibake_warnings(
    labels: Iterable[str], value_labels: Iterable[Mapping[str, str]]
) -> tuple[str, ...]:
    """Warn when labels were encoded in UTF-8 and decoded as something else.

    Returns
    -------
    tuple
        Nothing, or one sentence with a sample, the repaired sample, the count
        and the remedy. Labels come from the codebook, not from rows.
    """
    every = [*labels, *(label for one in value_labels for label in one.values())]
    garbled = [label for label in every if repaired(label)]
    if not garbled:
        return ()
    sample = garbled[0]
    return (
        f"{len(garbled):,} labels look garbled, such as "
        f'"{sample}" for "{repaired(sample)}": read again with --encoding utf-8, '
        "or ask the supplier for a file saved in one encoding (HL-READ-23)",
    )


def repaired(label: str) -> str | None:
    """Return the label as it was meant, or None when it is sound."""
    if label.isascii():
        return None
    for wrong in ("cp1252", "latin-1"):
        try:
            return label.encode(wrong).decode("utf-8")
        except UnicodeError:
            continue
    return None
