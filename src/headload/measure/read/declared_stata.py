"""What the header of a Stata .dta file says, and whether the file can hold it.

A row of .dta has a fixed width, so the end of the rows is known before any is
read; a truncated file or a wrong count is refused without allocating for it.

References
----------
Stata, help dta: formats 113 to 115 and 117 to 119; older layouts as in Stata's
`help dta_115` history.
"""

import struct
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NoReturn

from .refusals import DAMAGED, counted, refused

READABLE_RELEASES = (104, 105, 108, 110, 111, 113, 114, 115, 117, 118, 119)

_STRING_LIMIT = 2045
_TAGGED_WIDTHS = {32768: 8, 65526: 8, 65527: 4, 65528: 4, 65529: 2, 65530: 1}
_BYTE_WIDTHS = {255: 8, 254: 4, 253: 4, 252: 2, 251: 1}
_LETTER_WIDTHS = {ord("d"): 8, ord("f"): 4, ord("l"): 4, ord("i"): 2, ord("b"): 1}
_CLOSING = b"</stata_dta>"


@dataclass(frozen=True)
class StataHeader:
    """Counts declared by a .dta header, checked against the size of the file."""

    release: int
    rows: int
    columns: int


class _EndOfFileError(Exception):
    """The file ended inside its header."""


def stata_header(path: Path, *, name: str) -> StataHeader:
    """Read the header and check that the file holds the rows it declares.

    Raises
    ------
    BadInput
        Cases 8 and 11 to 13, or 15 when the release is not one that is read.
    """
    try:
        with path.open("rb") as file:
            if file.read(11) == b"<stata_dta>":
                return _tagged(file, path.stat().st_size, name)
            return _untagged(file, path.stat().st_size, name)
    except (_EndOfFileError, struct.error) as error:
        raise refused(
            8,
            "The file ends inside its header, before the first row",
            where=name,
            to_do="fetch it again: it was cut short on the way",
        ) from error


# Releases 117 and later: tags, and a map of where each part starts.


def _tagged(file: BinaryIO, size: int, name: str) -> StataHeader:
    release = _release(_between(file, b"<header><release>", b"</release>", 3, name))
    _refuse_unknown_release(release, name)
    byte_order = _between(file, b"<byteorder>", b"</byteorder>", 3, name)
    order = "<" if byte_order == b"LSF" else ">"
    wide_columns, wide_rows = release >= 119, release >= 118
    columns = _number(
        _between(file, b"<K>", b"</K>", 4 if wide_columns else 2, name), order
    )
    rows = _number(_between(file, b"<N>", b"</N>", 8 if wide_rows else 4, name), order)
    header = StataHeader(release=release, rows=rows, columns=columns)
    positions = _map(file, order, name)
    if positions[-1] != size:
        _refuse_wrong_end(file, header, positions, size, order, name)
    width = _tagged_width(file, header, positions, order, name)
    room = positions[10] - positions[9] - len(b"<data></data>")
    if room != rows * width:
        _refuse_row_count(header, room // width if width else 0, name)
    return header


def _map(file: BinaryIO, order: str, name: str) -> tuple[int, ...]:
    """Return the fourteen positions of the map, which follows the label."""
    start = file.read(2048)
    at = start.find(b"<map>")
    if at < 0 or len(start) < at + 117:
        _refuse_damage(name) if len(start) == 2048 else _end()
    positions = struct.unpack(order + "14Q", start[at + 5 : at + 117])
    # Stata 13 leaves the position of the variable labels at 0
    stated = [position for position in positions[1:] if position]
    if stated != sorted(stated):
        _refuse_damage(name)
    return positions


def _tagged_width(
    file: BinaryIO,
    header: StataHeader,
    positions: tuple[int, ...],
    order: str,
    name: str,
) -> int:
    open_tag, close_tag = b"<variable_types>", b"</variable_types>"
    found = (positions[3] - positions[2] - len(open_tag) - len(close_tag)) // 2
    if found != header.columns:
        _refuse_column_count(header, found, name)
    file.seek(positions[2] + len(open_tag))
    codes = struct.unpack(f"{order}{found}H", _take(file, 2 * found))
    return sum(
        code if code <= _STRING_LIMIT else _known(_TAGGED_WIDTHS.get(code), name)
        for code in codes
    )


def _refuse_wrong_end(
    file: BinaryIO,
    header: StataHeader,
    positions: tuple[int, ...],
    size: int,
    order: str,
    name: str,
) -> NoReturn:
    if size > positions[-1]:
        raise refused(
            11,
            f"The file has {counted(size - positions[-1], 'byte')} after its end",
            where=name,
            to_do="fetch it again: something was added to it",
        )
    if size < positions[3]:
        _end()
    width = _tagged_width(file, header, positions, order, name)
    present = max(size - positions[9] - len(b"<data>"), 0)
    _refuse_truncated(header, present, width, name)


# Releases before 117: parts of fixed size one after the other.


@dataclass(frozen=True)
class _Layout:
    """Sizes in bytes of the parts of an old header."""

    label: int
    stamp: int
    variable_name: int
    display_format: int
    variable_label: int
    expansion: int
    widths: Callable[[int], int | None]


def _layout(release: int) -> _Layout:
    return _Layout(
        label=32 if release < 108 else 81,
        stamp=0 if release < 105 else 18,
        variable_name=9 if release < 110 else 33,
        display_format=7 if release < 105 else 12 if release < 114 else 49,
        variable_label=32 if release < 108 else 81,
        expansion=0 if release < 105 else 2 if release < 110 else 4,
        widths=_width_by_letter if release < 111 else _width_by_byte,
    )


def _width_by_letter(code: int) -> int | None:
    return _LETTER_WIDTHS.get(code, code - 127 if code > 127 else None)


def _width_by_byte(code: int) -> int | None:
    return _BYTE_WIDTHS.get(code, code if code <= 244 else None)


def _untagged(file: BinaryIO, size: int, name: str) -> StataHeader:
    file.seek(0)
    release, byte_order, _, _ = _take(file, 4)
    _refuse_unknown_release(release, name)
    order = "<" if byte_order == 2 else ">"
    columns, rows = struct.unpack(order + "HI", _take(file, 6))
    header = StataHeader(release=release, rows=rows, columns=columns)
    layout = _layout(release)
    _take(file, layout.label + layout.stamp)
    width = sum(_known(layout.widths(code), name) for code in _take(file, columns))
    _take(file, columns * layout.variable_name + 2 * (columns + 1))
    _take(file, columns * (layout.display_format + layout.variable_name))
    _take(file, columns * layout.variable_label)
    _skip_expansion(file, order, layout.expansion)
    present = size - file.tell()
    if present < rows * width:
        _refuse_truncated(header, present, width, name)
    file.seek(rows * width, 1)
    if release >= 108:
        _walk_value_labels(file, size, order, header, layout.variable_name, name)
    return header


def _skip_expansion(file: BinaryIO, order: str, length_bytes: int) -> None:
    while length_bytes:
        kind = _take(file, 1)[0]
        length = _number(_take(file, length_bytes), order)
        if kind == 0 and length == 0:
            return
        _take(file, length)


def _walk_value_labels(
    file: BinaryIO,
    size: int,
    order: str,
    header: StataHeader,
    name_bytes: int,
    name: str,
) -> None:
    """Follow the label tables to the end; rows left over would break the chain."""
    while (left := size - file.tell()) > 0:
        head = file.read(4 + name_bytes + 3)
        length = _number(head[:4], order)
        if len(head) + length > left or len(head) < 4 + name_bytes + 3:
            _refuse_leftover(header, name)
        file.seek(length, 1)


def _refuse_leftover(header: StataHeader, name: str) -> NoReturn:
    raise refused(
        11,
        f"The header declares {counted(header.rows, 'row')}, "
        "but what follows them is not a table of labels",
        where=name,
        to_do="fetch it again: its header was changed, or it was cut short",
    )


# Refusals.


def _refuse_unknown_release(release: int, name: str) -> None:
    if release not in READABLE_RELEASES:
        raise refused(
            15,
            f"The file is of Stata format {release}, which is not read",
            where=name,
            to_do="save it in Stata with saveold, version(13); formats read: "
            + ", ".join(map(str, READABLE_RELEASES)),
        )


def _refuse_truncated(
    header: StataHeader, present: int, width: int, name: str
) -> NoReturn:
    found = present // width if width else 0
    if found >= header.rows:
        raise refused(
            8,
            f"The file holds its {counted(header.rows, 'row')} but ends inside "
            "the labels that follow them",
            where=name,
            to_do="fetch it again: it was cut short on the way",
        )
    raise refused(
        8,
        f"The file is cut short: {counted(header.rows, 'row')} expected, "
        f"{counted(found, 'row')} found",
        where=name,
        to_do="fetch it again and compare its size with the supplier's",
    )


def _refuse_row_count(header: StataHeader, found: int, name: str) -> NoReturn:
    raise refused(
        12 if found < header.rows else 11,
        f"The header declares {counted(header.rows, 'row')}; "
        f"the file has room for {counted(found, 'row')}",
        where=name,
        to_do="fetch it again: its header was changed",
    )


def _refuse_column_count(header: StataHeader, found: int, name: str) -> NoReturn:
    raise refused(
        13,
        f"The header declares {counted(header.columns, 'column')}; "
        f"the file describes {counted(found, 'column')}",
        where=name,
        to_do="fetch it again: its header was changed",
    )


def _refuse_damage(name: str) -> NoReturn:
    raise refused(
        DAMAGED,
        "The header of the Stata file is damaged",
        where=name,
        to_do="fetch it again and compare its checksum with the supplier's",
    )


# Bytes.


def _between(
    file: BinaryIO, open_tag: bytes, close_tag: bytes, size: int, name: str
) -> bytes:
    block = _take(file, len(open_tag) + size + len(close_tag))
    if not (block.startswith(open_tag) and block.endswith(close_tag)):
        _refuse_damage(name)
    return block[len(open_tag) : len(open_tag) + size]


def _release(digits: bytes) -> int:
    return int(digits) if digits.isdigit() else 0


def _number(block: bytes, order: str) -> int:
    return int.from_bytes(block, "little" if order == "<" else "big")


def _known(width: int | None, name: str) -> int:
    if width is None:
        _refuse_damage(name)
    return width


def _take(file: BinaryIO, size: int) -> bytes:
    block = file.read(size)
    if len(block) < size:
        _end()
    return block


def _end() -> NoReturn:
    raise _EndOfFileError
