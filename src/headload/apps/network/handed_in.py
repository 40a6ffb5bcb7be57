"""Tables as people hand them in: a folder, a workbook, or one table.

A sheet is a table by its name, a single file by its columns. What a workbook explains
stands on sheets of their own; any other sheet is refused, so that no list of members
comes in beside the tables.
"""

import csv
import datetime
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from headload.apps.network.tables import COLUMNS, Row, rows_of
from headload.errors import BadInput

Tables = Mapping[str, Sequence[Row]]
EXPLAINED = ("en", "es", "fr")
"""Sheets of the template that explain its columns."""
_MOST_BYTES, _MOST_UNPACKED, _MOST_CELLS = 20_000_000, 200_000_000, 40
_ENDINGS = (".csv", ".xlsx")


def handed_in(place: Path) -> Tables:
    """Return the tables of a folder, which has all of them, or of a file.

    Raises
    ------
    BadInput
        HL-NET-41 for a file that is not there or cannot be read, -42 for other columns
        than those of the tables, -47 for a contact of a person.
    """
    if place.suffix.lower() not in _ENDINGS:
        return {
            name: list(rows_of(name, _lines(name, _read(place / name, name))))
            for name in COLUMNS
        }
    return tables_of(place.name, _read(place, place.name))


def tables_of(name: str, content: bytes) -> Tables:
    """Return the tables of a file by its name and content.

    Raises
    ------
    BadInput
        As `handed_in`.
    """
    if name.lower().endswith(".xlsx"):
        return _of_workbook(name, content)
    lines = list(_lines(name, content))
    head = {each.strip() for each in lines[0]} if lines else set()
    table = next((each for each in COLUMNS if set(COLUMNS[each]) <= head), None)
    if table is None:
        table = name if name in COLUMNS else next(iter(COLUMNS))
    return {table: list(rows_of(table, lines))}


def _read(path: Path, name: str) -> bytes:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise ValueError("it is larger than 20 MB")
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise _unread(name, error) from None


def _lines(name: str, content: bytes) -> Iterator[Sequence[str]]:
    try:
        text = content.decode("utf-8-sig")
        yield from csv.reader(io.StringIO(text, newline=""))
    except (ValueError, csv.Error) as error:
        raise _unread(name, error) from None


def _of_workbook(name: str, content: bytes) -> Tables:
    try:
        _need_room(content)
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    except (
        *(InvalidFileException, zipfile.BadZipFile, KeyError, ValueError),
        *(OSError, TypeError, AttributeError),
    ) as error:
        raise _unread(name, error) from None
    sheets = {f"{each.title}.csv": each for each in book.worksheets}
    unknown = [
        each.removesuffix(".csv")
        for each in sheets
        if each not in COLUMNS and each.removesuffix(".csv") not in EXPLAINED
    ]
    if unknown or not set(sheets) & set(COLUMNS):
        known = ", ".join(each.removesuffix(".csv") for each in COLUMNS)
        raise BadInput(
            f"The sheets are not those of the template: {', '.join(unknown) or 'none'}",
            where=name,
            to_do=f"name them {known}; lists of members are not taken",
            code="HL-NET-42",
        )
    return {
        each: list(rows_of(each, _cells(sheets[each].iter_rows(values_only=True))))
        for each in COLUMNS
        if each in sheets
    }


def _need_room(content: bytes) -> None:
    """Refuse a workbook that is small packed and huge unpacked."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        if sum(each.file_size for each in packed.infolist()) > _MOST_UNPACKED:
            raise ValueError("unpacked it is larger than 200 MB")


def _cells(rows: Iterable[Sequence[object]]) -> Iterator[Sequence[str]]:
    """Yield rows as texts, as wide as the head."""
    width = 0
    for row in rows:
        texts = [_text(each) for each in row[:_MOST_CELLS]]
        if not width:
            width = max((at for at, each in enumerate(texts, 1) if each), default=0)
        if any(texts[width:]):
            yield texts
        else:
            yield [*texts[:width], *[""] * (width - len(texts))]


def _text(value: object) -> str:
    """Return a cell as it would stand in a table of texts.

    Examples
    --------
    >>> _text(120.0), _text(datetime.datetime(2024, 5, 1)), _text(None)
    ('120', '2024-05-01', '')
    """
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _unread(name: str, error: Exception) -> BadInput:
    return BadInput(
        f"The table cannot be read: {error}",
        where=name,
        to_do=f"put {', '.join(COLUMNS)} into one folder, as UTF-8, or fill in the "
        "template: headload network template FILE.xlsx",
        code="HL-NET-41",
    )
