"""What the header of a SAS file says, and whether the file can hold it.

A transport file of version 5 declares no row count at all, so a cut at the end
of a record cannot be seen: its rows must be confirmed by the person.

References
----------
SAS technical support TS-140, "Record layout of a SAS version 5 or 6 data set in
SAS transport format", and its supplement for versions 8 and 9.
"""

import mmap
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from .refusals import counted, refused

RECORD = 80
_VARIABLE_BYTES = 140
_MEMBER = (b"HEADER RECORD*******MEMBER  ", b"HEADER RECORD*******MEMBV8  ")
_VARIABLES = (b"HEADER RECORD*******NAMESTR ", b"HEADER RECORD*******NAMSTV8 ")
_ROWS = (b"HEADER RECORD*******OBS     ", b"HEADER RECORD*******OBSV8   ")


@dataclass(frozen=True)
class TransportHeader:
    """Rows of a transport file.

    Parameters
    ----------
    declared
        Rows that the header states; None in version 5, which states none.
    found
        Rows that the length of the file has room for.
    """

    declared: int | None
    found: int


def transport_header(path: Path, *, name: str) -> TransportHeader:
    """Read the header of a transport file and check the length of the file.

    Raises
    ------
    BadInput
        Case 10 when the file is cut inside a record; case 18 when it holds
        several data sets; cases 11 and 12 when a stated row count is wrong.
    """
    size = path.stat().st_size
    if size % RECORD:
        _refuse_cut(
            f"{size:,} bytes are no whole number of {RECORD}-byte records", name
        )
    with (
        path.open("rb") as file,
        mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data,
    ):
        _refuse_several(data, name)
        variables = _find(data, _VARIABLES, name)
        width = _row_width(data, variables, name)
        rows = _find(data, _ROWS, name)
        declared = _stated_rows(data[rows : rows + RECORD])
        found = _rows_that_fit(data, rows + RECORD, width, name)
    if declared is not None and declared != found:
        _refuse_row_count(declared, found, name)
    return TransportHeader(declared=declared, found=found)


def check_pages(path: Path, *, name: str) -> None:
    """Check that a .sas7bdat file has the pages that its header declares.

    Raises
    ------
    BadInput
        Case 10 when it is shorter.

    References
    ----------
    Shotwell, "SAS7BDAT database binary format" (R package sas7bdat).
    """
    with path.open("rb") as file:
        head = file.read(288)
    if len(head) < 288:
        _refuse_cut("it ends inside its header", name)
    shift = 4 if head[35:36] == b"3" else 0
    wide = 8 if head[32:33] == b"3" else 4
    order = "little" if head[37] == 1 else "big"
    header_bytes = int.from_bytes(head[196 + shift : 200 + shift], order)  # type: ignore[arg-type]
    page_bytes = int.from_bytes(head[200 + shift : 204 + shift], order)  # type: ignore[arg-type]
    pages = int.from_bytes(head[204 + shift : 204 + shift + wide], order)  # type: ignore[arg-type]
    present = (path.stat().st_size - header_bytes) // page_bytes if page_bytes else 0
    if present < pages:
        _refuse_cut(
            f"{counted(pages, 'page')} expected, {max(present, 0):,} found", name
        )


def _refuse_several(data: mmap.mmap, name: str) -> None:
    members = [at for magic in _MEMBER for at in _positions(data, magic)]
    if len(members) > 1:
        raise refused(
            18,
            f"The transport file holds {len(members)} data sets; one is needed",
            where=name,
            to_do="save the one to read in a file of its own",
        )


def _positions(data: mmap.mmap, magic: bytes) -> list[int]:
    found, at = [], data.find(magic)
    while at >= 0:
        if at % RECORD == 0:
            found.append(at)
        at = data.find(magic, at + 1)
    return found


def _find(data: mmap.mmap, magics: tuple[bytes, ...], name: str) -> int:
    found = [at for magic in magics for at in _positions(data, magic)]
    if not found:
        _refuse_cut("it ends inside its header", name)
    return found[0]


def _row_width(data: mmap.mmap, variables: int, name: str) -> int:
    digits = data[variables + 54 : variables + 58]
    columns = int(digits) if digits.isdigit() else 0
    start = variables + RECORD
    if start + columns * _VARIABLE_BYTES > len(data):
        _refuse_cut("it ends inside its header", name)
    # the length of a variable is its third number of two bytes
    lengths = [
        struct.unpack(">H", data[at + 4 : at + 6])[0]
        for at in range(start, start + columns * _VARIABLE_BYTES, _VARIABLE_BYTES)
    ]
    return sum(lengths)


def _stated_rows(record: bytes) -> int | None:
    if not record.startswith(_ROWS[1]):
        return None
    digits = record[48:].strip()
    return int(digits) if digits.isdigit() else None


def _rows_that_fit(data: mmap.mmap, start: int, width: int, name: str) -> int:
    if width == 0:
        _refuse_cut("its header describes no columns", name)
    rows, left = divmod(len(data) - start, width)
    padding = data[len(data) - left :] if left else b""
    if left and padding.strip(b" \0"):
        _refuse_cut("the last row is not complete", name)
    # rows of blanks at the end are padding too when a row is shorter than a record
    blank = b" " * width
    fewest = -(-(len(data) - start - RECORD + 1) // width)
    while rows > max(fewest, 0) and data[start + (rows - 1) * width :][:width] == blank:
        rows -= 1
    return rows


def _refuse_cut(detail: str, name: str) -> NoReturn:
    raise refused(
        10,
        f"The file is cut short: {detail}",
        where=name,
        to_do="fetch it again and compare its size with the supplier's",
    )


def _refuse_row_count(declared: int, found: int, name: str) -> NoReturn:
    case = 10 if found < declared else 11
    raise refused(
        case,
        f"The header declares {counted(declared, 'row')}; "
        f"the file holds {counted(found, 'row')}",
        where=name,
        to_do="fetch it again: it was cut short, or its header was changed",
    )
