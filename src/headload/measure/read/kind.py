"""What a file truly is, told by its first bytes.

The extension is only a claim: when it names another known format, the file is
refused with its true type.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from .refusals import refused

HEAD_BYTES = 4096


@dataclass(frozen=True)
class Kind:
    """A format that can be read.

    Parameters
    ----------
    key
        ``sav``, ``por``, ``dta``, ``sas7bdat``, ``xpt``, ``parquet``, ``zip``
        or ``text``.
    title
        Name for people.
    extensions
        Extensions that fit it.
    """

    key: str
    title: str
    extensions: tuple[str, ...]


SAV = Kind("sav", "an SPSS data file", (".sav", ".zsav"))
POR = Kind("por", "an SPSS portable file", (".por",))
DTA = Kind("dta", "a Stata data file", (".dta",))
SAS7BDAT = Kind("sas7bdat", "a SAS data file", (".sas7bdat",))
XPT = Kind("xpt", "a SAS transport file", (".xpt", ".xport", ".xpt5", ".xpt8"))
PARQUET = Kind("parquet", "a Parquet file", (".parquet", ".pq"))
ZIP = Kind("zip", "a zip archive", (".zip",))
TEXT = Kind("text", "plain text", (".csv", ".tsv", ".txt", ".dat", ".asc"))

KINDS = (SAV, POR, DTA, SAS7BDAT, XPT, PARQUET, ZIP, TEXT)

READABLE = (
    "Headload reads SPSS (.sav, .zsav, .por), Stata (.dta), SAS (.sas7bdat, .xpt), "
    "Parquet, CSV and fixed-width text, alone or in a zip"
)

_SAS7BDAT_MAGIC = bytes(12) + bytes.fromhex("c2ea8160b31411cfbd92080009c7318c181f1011")
_OLD_STATA = {102, 103, 104, 105, 108, 110, 111, 113, 114, 115}
_BYTE_ORDERS = {1, 2}

_OTHER_ARCHIVES = {
    b"\x1f\x8b": "a gzip archive",
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ": "an xz archive",
    b"7z\xbc\xaf": "a 7-Zip archive",
    b"Rar!": "a RAR archive",
}


def kind_of(path: Path, *, name: str) -> Kind:
    """Return what the file is.

    Parameters
    ----------
    path
        The file on disk.
    name
        Its name as received (inside an archive, the name of the member).

    Raises
    ------
    BadInput
        When the file is empty, a web page, a pointer, a spreadsheet, an archive
        that is not zip, or is not what its extension says.
    """
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    _refuse_what_is_no_data(head, name)
    kind = _by_magic(head)
    _refuse_a_wrong_extension(kind, name)
    if kind is TEXT and _is_binary(head):
        _refuse_unknown(name)
    return kind


def _by_magic(head: bytes) -> Kind:
    starts = (
        ((b"$FL2", b"$FL3"), SAV),
        ((b"<stata_dta>",), DTA),
        ((_SAS7BDAT_MAGIC,), SAS7BDAT),
        ((b"HEADER RECORD*******L",), XPT),
        ((b"PAR1",), PARQUET),
        ((b"PK\x03\x04", b"PK\x05\x06"), ZIP),
    )
    for magics, kind in starts:
        if head.startswith(magics):
            return kind
    if b"SPSS PORT FILE" in head[:100] or b"SPSSPORT" in head[456:480]:
        return POR
    return DTA if _is_old_stata(head) else TEXT


def _is_old_stata(head: bytes) -> bool:
    """Tell whether the file starts as Stata wrote it before release 117."""
    if len(head) < 4 or head[0] not in _OLD_STATA:
        return False
    return head[1] in _BYTE_ORDERS and head[2] == 1 and head[3] in {0, 1}


def _is_binary(head: bytes) -> bool:
    """Tell whether bytes cannot be text in any encoding that surveys come in."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or _looks_like_utf16(head):
        return False
    controls = sum(byte < 9 or 13 < byte < 32 for byte in head)
    return controls > len(head) * 0.05


def _looks_like_utf16(head: bytes) -> bool:
    zeros = [head[0::2].count(0), head[1::2].count(0)]
    return max(zeros) > len(head) * 0.3 and min(zeros) == 0


def _refuse_what_is_no_data(head: bytes, name: str) -> None:
    if not head:
        raise refused(
            1,
            "The file is empty: 0 bytes",
            where=name,
            to_do="fetch the file again and compare its size with the supplier's",
        )
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:300].lower()
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<script")):
        raise refused(
            2,
            "This is a web page, not data",
            where=name,
            to_do="log in at the supplier's site and download the data file itself",
        )
    if head.startswith(b"version https://git-lfs"):
        raise refused(
            3,
            "This is a git-LFS pointer: the data file was not fetched",
            where=name,
            to_do='run "git lfs pull" in the repository it came from',
        )
    for magic, title in _OTHER_ARCHIVES.items():
        if head.startswith(magic):
            raise refused(
                18,
                f"This is {title}, which Headload does not open",
                where=name,
                to_do="unpack it and give the data file, or a zip archive of it",
            )
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        refuse_spreadsheet(name)


def refuse_spreadsheet(name: str) -> NoReturn:
    """Refuse a spreadsheet; its formulas are never evaluated."""
    raise refused(
        20,
        "This is a spreadsheet, whose cells have no fixed types",
        where=name,
        to_do="save the sheet as CSV (UTF-8) and read that file",
    )


def _refuse_a_wrong_extension(kind: Kind, name: str) -> None:
    suffix = Path(name).suffix.lower()
    claimed = next((one for one in KINDS if suffix in one.extensions), None)
    if claimed is None or claimed is kind:
        return
    raise refused(
        4,
        f"The file is called {suffix} but it is {kind.title}",
        where=name,
        to_do=f"rename it to {kind.extensions[0]} if that is what you expect, "
        "or fetch the right file",
    )


def _refuse_unknown(name: str) -> None:
    raise refused(
        4,
        "The file is in no format that Headload knows",
        where=name,
        to_do=READABLE,
    )
