"""A first look at a text file: is it text, in the encoding stated, and how long.

Bytes that do not decode are never replaced or guessed: the file is refused with
the line and the byte, and the person states the encoding.
"""

import codecs
from dataclasses import dataclass
from pathlib import Path

from .refusals import refused

_BLOCK = 4 << 20
UTF8 = "utf-8"


@dataclass(frozen=True)
class Scan:
    """What a text file is made of.

    Parameters
    ----------
    encoding
        Encoding it decodes in.
    lines
        Number of lines, the last one counted even when it has no end.
    quotes
        Number of quotation marks.
    """

    encoding: str
    lines: int
    quotes: int


def scan(path: Path, *, name: str, encoding: str | None, separator: str) -> Scan:
    """Decode the whole file once.

    Parameters
    ----------
    path, name
        The file on disk and its name as received.
    encoding
        Encoding stated; None means UTF-8.
    separator
        To name the field of a NUL byte.

    Raises
    ------
    BadInput
        Cases 21, 22, 24 and 25.
    """
    with path.open("rb") as file:
        head = file.read(4096)
    _refuse_utf16(head, encoding, name)
    chosen = _with_mark(head, encoding)
    decoder = codecs.getincrementaldecoder(chosen)()
    ends = _LineEnds()
    quotes = done = 0
    rest_of_line = ""
    with path.open("rb") as file:
        while True:
            block = file.read(_BLOCK)
            try:
                text = decoder.decode(block, final=not block)
            except UnicodeDecodeError as error:
                _refuse_bytes(error, done, ends.lines, name, encoding)
            if "\0" in text:
                _refuse_nul(rest_of_line, text, ends.lines, separator, name)
            ends.count(text)
            quotes += text.count('"')
            rest_of_line = (rest_of_line + text)[-1 << 16 :].rpartition("\n")[2]
            done += len(block)
            if not block:
                break
    return Scan(encoding=chosen, lines=ends.total(), quotes=quotes)


class _LineEnds:
    """Counts lines that end in LF, CRLF or CR."""

    def __init__(self) -> None:
        self.lines = 0
        self._last = ""

    def count(self, text: str) -> None:
        """Add the ends in the next piece of text."""
        if not text:
            return
        both = text.count("\r\n")
        self.lines += text.count("\n") + text.count("\r") - both
        if self._last == "\r" and text[0] == "\n":
            self.lines -= 1
        self._last = text[-1]

    def total(self) -> int:
        """Return the lines, with one that has no end."""
        return self.lines + (self._last not in {"\n", "\r", ""})


def _with_mark(head: bytes, encoding: str | None) -> str:
    """Return the encoding to decode with; a byte order mark is no text."""
    if encoding is None or codecs.lookup(encoding).name == UTF8:
        return "utf-8-sig" if head.startswith(codecs.BOM_UTF8) else UTF8
    return encoding


def _refuse_utf16(head: bytes, encoding: str | None, name: str) -> None:
    marked = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    blank = max(head[0::2].count(0), head[1::2].count(0)) > len(head) * 0.3
    if encoding is None and (marked or blank):
        raise refused(
            22,
            "The file is in UTF-16",
            where=name,
            to_do="read again with --encoding utf-16",
        )


def _refuse_bytes(
    error: UnicodeDecodeError,
    before: int,
    lines: int,
    name: str,
    encoding: str | None,
) -> None:
    good = error.object[: error.start]
    # the decoder may have kept the first bytes of a character from before
    byte = before + error.start
    line = lines + good.count(b"\n") + 1
    place = f"{name}, line {line:,}, byte {byte:,}"
    if encoding is not None:
        raise refused(
            24,
            f"The file is not in {encoding} throughout",
            where=place,
            to_do="state the right --encoding, or have the file saved in one encoding",
        )
    if any(byte >= 0x80 for byte in good):
        raise refused(
            24,
            "The file mixes encodings: UTF-8 up to here, another from here",
            where=place,
            to_do="have the file saved in one encoding, or state --encoding",
        )
    raise refused(
        21,
        "The text is not in UTF-8",
        where=place,
        to_do="state the encoding: --encoding cp1252 or latin-1 (Western Europe, "
        "Latin America), cp1256 (Arabic), cp874 (Thai)",
    )


def _refuse_nul(before: str, text: str, lines: int, separator: str, name: str) -> None:
    good = text[: text.index("\0")]
    line = lines + good.count("\n") + 1
    field = (before + good).rpartition("\n")[2].count(separator) + 1
    raise refused(
        25,
        "The file holds a NUL byte, so it is damaged or not text",
        where=f"{name}, line {line:,}, column number {field}",
        to_do="fetch it again, or ask the supplier for a clean file",
    )
