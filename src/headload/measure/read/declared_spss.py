"""What the header of an SPSS .sav file says about its rows and columns.

ReadStat believes the row count in the header: it returns ten rows of five
thousand when the header says ten. So the count is taken from the header here,
the reader is shown "not known" instead, and the two are compared afterwards.

References
----------
PSPP Developers Guide, appendix "System File Format".
"""

import io
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from .refusals import DAMAGED, counted, refused

_ROW_COUNT = slice(80, 84)
_ROW_COUNT_NOT_KNOWN = struct.pack("<i", -1)
_HEADER_BYTES = 176
_LAYOUT_CODES = {2, 3}

_VARIABLE, _LABELS, _LABELS_OF, _DOCUMENT, _EXTENSION, _END = 2, 3, 4, 6, 7, 999
_SEGMENT_BYTES = 8


@dataclass(frozen=True)
class SpssHeader:
    """Counts declared by a .sav header, and those found in its dictionary.

    Parameters
    ----------
    rows
        Cases declared; None when the program that wrote the file left it open.
    segments
        Variable records found; a long text has several.
    """

    rows: int | None
    segments: int


class _EndOfFileError(Exception):
    """The file ended inside its dictionary."""


def spss_header(path: Path, *, name: str) -> SpssHeader:
    """Read the header and walk the dictionary.

    Raises
    ------
    BadInput
        Case 9 when the file ends inside its dictionary; case 13 when the
        number of columns declared is not the number described.
    """
    try:
        with path.open("rb") as file:
            header = _take(file, _HEADER_BYTES)
            order = _byte_order(header, name)
            nominal, _, _, declared = struct.unpack(order + "4i", header[68:84])
            segments = _walk_dictionary(file, order, name)
    except _EndOfFileError as error:
        raise refused(
            9,
            "The file ends inside its dictionary, before the first row",
            where=name,
            to_do="fetch it again: it was cut short on the way",
        ) from error
    if nominal > 0 and nominal != segments:
        raise refused(
            13,
            f"The header declares {nominal:,} columns of data; "
            f"the dictionary describes {segments:,}",
            where=name,
            to_do="fetch it again, or save it again in SPSS",
        )
    return SpssHeader(rows=declared if declared >= 0 else None, segments=segments)


def refuse_wrong_row_count(
    header: SpssHeader, found: int, path: Path, name: str
) -> None:
    """Compare the rows declared with the rows that the file holds.

    Raises
    ------
    BadInput
        Cases 9 (too few), 11 (too many) and 12 (more than could ever fit).
    """
    declared = header.rows
    if declared is None or declared == found:
        return
    # a byte of data holds at most one value in the row-compressed layout
    impossible = declared * header.segments > path.stat().st_size * 8
    case = 11 if found > declared else 12 if impossible else 9
    raise refused(
        case,
        f"The header declares {counted(declared, 'row')}; "
        f"the file holds {counted(found, 'row')}",
        where=name,
        to_do="fetch it again: it was cut short, or its header was changed"
        if found < declared
        else "fetch it again: its header was changed",
    )


class RowCountHidden(io.RawIOBase):
    """A .sav file whose header answers "not known" for the number of rows."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb", buffering=0)

    def read(self, size: int = -1) -> bytes:
        """Return bytes of the file, with the row count masked."""
        start = self._file.tell()
        block = self._file.read(size)
        if start >= _ROW_COUNT.stop or start + len(block) <= _ROW_COUNT.start:
            return block
        masked = bytearray(block)
        for at, byte in enumerate(_ROW_COUNT_NOT_KNOWN, start=_ROW_COUNT.start):
            if start <= at < start + len(block):
                masked[at - start] = byte
        return bytes(masked)

    def seek(self, offset: int, whence: int = 0) -> int:
        """Move as in any file."""
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        """Return the position as in any file."""
        return self._file.tell()

    def close(self) -> None:
        """Close the file."""
        self._file.close()
        super().close()


def _byte_order(header: bytes, name: str) -> str:
    for order in "<>":
        if struct.unpack(order + "i", header[64:68])[0] in _LAYOUT_CODES:
            return order
    raise refused(
        15,
        "The file is of an SPSS layout that is not known",
        where=name,
        to_do="save it again in SPSS or PSPP as .sav",
    )


def _walk_dictionary(file: BinaryIO, order: str, name: str) -> int:
    segments = 0
    while (record := _int(file, order)) != _END:
        if record == _VARIABLE:
            segments += 1
            _skip_variable(file, order)
        elif record == _LABELS:
            _skip_labels(file, order)
        elif record == _LABELS_OF:
            _take(file, 4 * _count(file, order))
        elif record == _DOCUMENT:
            _take(file, 80 * _count(file, order))
        elif record == _EXTENSION:
            _int(file, order)
            size, number = _count(file, order), _count(file, order)
            _take(file, size * number)
        else:
            raise refused(
                DAMAGED,
                "The dictionary of the file is damaged",
                where=f"{name}, byte {file.tell() - 4:,}",
                to_do="fetch it again and compare its checksum with the supplier's",
            )
    return segments


def _skip_variable(file: BinaryIO, order: str) -> None:
    _, has_label, missing, _, _ = struct.unpack(order + "5i", _take(file, 20))
    _take(file, 8)
    if has_label:
        length = _count(file, order)
        _take(file, length + -length % 4)
    _take(file, _SEGMENT_BYTES * min(abs(missing), 3))


def _skip_labels(file: BinaryIO, order: str) -> None:
    for _ in range(_count(file, order)):
        length = _take(file, 9)[8]
        _take(file, (length + 8) // 8 * 8 - 1)


def _count(file: BinaryIO, order: str) -> int:
    number = _int(file, order)
    if number < 0:
        raise _EndOfFileError
    return number


def _int(file: BinaryIO, order: str) -> int:
    return int(struct.unpack(order + "i", _take(file, 4))[0])


def _take(file: BinaryIO, size: int) -> bytes:
    block = file.read(size)
    if len(block) < size:
        raise _EndOfFileError
    return block
