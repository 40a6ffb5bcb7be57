"""What a person asks of the read room: which columns, in which words, up to where.

Nothing is guessed: an encoding, separator or layout that matters is stated here,
or the file is refused with the option to state it.
"""

import codecs
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from headload.errors import WrongUse

COLUMN_CASES = ("exact", "any")


@dataclass(frozen=True)
class Limits:
    """How much a reader may take before the file is refused.

    Parameters
    ----------
    memory_bytes
        Data memory of the reader; ``RLIMIT_DATA``, not address space, which
        makes sound readers abort.
    cpu_seconds, wall_seconds
        Processor and elapsed time of one file.
    expanded_bytes
        Size after unpacking, of an archive member or of the rows.
    ratio
        Expanded size over packed size of an archive member.
    """

    memory_bytes: int = 4 * 1024**3
    cpu_seconds: int = 600
    wall_seconds: int = 900
    expanded_bytes: int = 20 * 10**9
    ratio: int = 100


@dataclass(frozen=True)
class FixedField:
    """A field of a fixed-width file, by character position.

    Parameters
    ----------
    name
        Name of the column.
    start, end
        First and last character, counted from 1, both included.
    """

    name: str
    start: int
    end: int


@dataclass(frozen=True)
class ReadRequest:
    """How a file is to be read.

    Parameters
    ----------
    columns
        Columns to read; None reads all.
    column_case
        ``exact``, or ``any`` to match without regard to case and hand the
        column back under the requested spelling.
    encoding
        Encoding of text; None means what the file declares, UTF-8 for text files.
    separator
        Field separator of a text file; None means comma (tab for ``.tsv``).
    decimal
        Decimal mark of a text file.
    layout
        Fields of a fixed-width file; its presence says that the file is one.
    member
        Name of the file to read inside a zip archive.
    expected_rows, expected_sha256
        What the supplier says; the file is refused when it disagrees.
    limits
        See `Limits`.
    text_columns
        Columns to keep as text, such as codes with letters.

    Raises
    ------
    WrongUse
        When an option has no meaning, such as an unknown encoding.
    """

    columns: tuple[str, ...] | None = None
    column_case: str = "exact"
    encoding: str | None = None
    separator: str | None = None
    decimal: str = "."
    layout: tuple[FixedField, ...] = ()
    member: str | None = None
    expected_rows: int | None = None
    expected_sha256: str | None = None
    limits: Limits = field(default_factory=Limits)
    text_columns: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        """Refuse options without a meaning before a file is touched."""
        _require(
            self.column_case in COLUMN_CASES,
            option="column_case",
            to_do='use "exact" or "any"',
        )
        _require(self.decimal in {".", ","}, option="decimal", to_do='use "." or ","')
        _require(
            self.separator is None or len(self.separator) == 1,
            option="separator",
            to_do="give one character, such as ; or a tab",
        )
        _require(
            self.separator is None or self.separator != self.decimal,
            option="separator",
            to_do="give a separator that is not the decimal mark",
        )
        _require(
            self.encoding is None or _is_encoding(self.encoding),
            option="encoding",
            to_do="give a known name, such as utf-8, cp1252 or latin-1",
        )
        for one in self.layout:
            _require(
                1 <= one.start <= one.end,
                option=f"layout, field {one.name}",
                to_do="give start and end counted from 1, with start <= end",
            )


def to_plain(request: ReadRequest) -> dict[str, Any]:
    """Return the request as plain data, to cross into the child process."""
    return asdict(request) | {"text_columns": sorted(request.text_columns)}


def from_plain(plain: Mapping[str, Any]) -> ReadRequest:
    """Return the request that `to_plain` wrote."""
    columns = plain["columns"]
    return ReadRequest(
        **{
            **plain,
            "columns": None if columns is None else tuple(columns),
            "layout": tuple(FixedField(**one) for one in plain["layout"]),
            "limits": Limits(**plain["limits"]),
            "text_columns": frozenset(plain["text_columns"]),
        }
    )


def _require(holds: object, *, option: str, to_do: str) -> None:
    if not holds:
        raise WrongUse(
            f"The option {option} has no meaning as given",
            where="the request to read a file",
            to_do=to_do,
            code="HL-READ-70",
        )


def _is_encoding(name: str) -> bool:
    try:
        codecs.lookup(name)
    except LookupError:
        return False
    return True
