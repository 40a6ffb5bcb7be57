"""Lists of the ILO as they are saved from its sites: NORMLEX and NATLEX.

NORMLEX has a table of ratifications for each convention, with country, date, status and
note. NATLEX lists laws, each under a line of country, subject and type, with a line of
dates and the record's id after its title; its abstracts are not ours to copy and are
left where they are.
"""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import html
from lxml.etree import LxmlError

from headload.apps.common.dates import is_date
from headload.apps.voice.tables import Row
from headload.apps.voice.words import LawType
from headload.errors import BadInput

_MOST_BYTES = 20_000_000
_HTML = {".html", ".htm"}
_COLUMNS = ("country", "date", "status", "note")
_MONTHS = (
    "Jan", "Feb", "Mar", "Apr", "May", "Jun",
    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
)  # fmt: skip
_DAY = r"(\d{1,2} [A-Z][a-z]{2} \d{4})"
_IN_FORCE = re.compile(rf"enter into force .*?{_DAY}")
_DENOUNCED = re.compile(rf"[Dd]en(?:unciation|ounced) .*?{_DAY}")
_TYPES: Mapping[str, LawType] = {
    "Law, Act": LawType.ACT,
    "Regulation, Decree, Ordinance": LawType.REGULATION,
    "International agreement": LawType.AGREEMENT,
    "Collective agreement": LawType.AGREEMENT,
    "Constitution": LawType.OTHER,
    "Miscellaneous": LawType.OTHER,
}
_HEAD = re.compile(
    rf"(?:\d+\.\s+)?(?P<country>\S.*?) - (?P<subject>.+) - (?P<kind>{'|'.join(_TYPES)})"
    r"(?:[ ,(].*)?"
)
_BODY = re.compile(
    r"(?P<title>.+?)[\s-]*"
    r"(?:Adoption: (?P<adopted>[0-9-]+) \| )?"
    r"(?:Date of entry into force: (?P<in_force>[0-9-]+) \| )?"
    r"(?P<natlex>[A-Z]{2,3}-\d{4}-[A-Z]{1,3}-\d+)\b",
    re.DOTALL,
)


@dataclass(frozen=True)
class Ratified:
    """A row of NORMLEX: dates are days, empty where it has none."""

    row: Row
    country: str
    ratified: str
    in_force: str
    denounced: str
    note: str


@dataclass(frozen=True)
class Recorded:
    """A record of NATLEX without its abstract."""

    row: Row
    country: str
    subject: str
    kind: LawType
    title: str
    adopted: str
    in_force: str
    natlex: str


def ratifications_in(path: Path) -> list[Ratified]:
    """Return the rows of a table of ratifications, from HTML or CSV.

    Raises
    ------
    BadInput
        HL-VOI-04 when there is no such table, HL-VOI-03 for a date that is none.
    """
    text = _read(path)
    table = _table_of(text) if path.suffix.lower() in _HTML else _lines_of(text)
    head = next(
        (
            number
            for number, cells in enumerate(table)
            if [each.casefold() for each in cells[:3]] == list(_COLUMNS[:3])
        ),
        None,
    )
    if head is None:
        raise _unread(path, "It has no table with country, date, status and note")
    found = []
    for number, cells in enumerate(table[head + 1 :], start=head + 2):
        padded = [*cells, "", "", "", ""][:4]
        row = Row(f"{path}, row {number}", dict(zip(_COLUMNS, padded, strict=True)))
        if row.text("date"):
            found.append(_ratified(row))
    if not found:
        raise _unread(path, "Its table of ratifications is empty")
    return found


def _ratified(row: Row) -> Ratified:
    note = row.text("note")
    in_force, denounced = _IN_FORCE.search(note), _DENOUNCED.search(note)
    return Ratified(
        row=row,
        country=row.needed("country"),
        ratified=_day(row, "date", row.text("date")),
        in_force=_day(row, "note", in_force[1]) if in_force else "",
        denounced=_day(row, "note", denounced[1]) if denounced else "",
        note=note,
    )


def _day(row: Row, column: str, text: str) -> str:
    """Return a day such as 05 Sep 2013, or one that is written our way."""
    parts = text.split()
    day = text
    if len(parts) == 3 and parts[1] in _MONTHS:
        month = _MONTHS.index(parts[1]) + 1
        day = f"{parts[2]}-{month:02d}-{parts[0].zfill(2)}"
    if len(day) != 10 or not is_date(day):
        row.refuse(column, f'"{text}" is no day such as 05 Sep 2013')
    return day


def records_in(path: Path) -> list[Recorded]:
    """Return the laws of a list of NATLEX, from HTML or plain text.

    Raises
    ------
    BadInput
        HL-VOI-04 when it has none, or one that cannot be read.
    """
    text = _read(path)
    if path.suffix.lower() in _HTML:
        text = "\n".join(_parsed(text).itertext())
    lines = [line.strip() for line in text.splitlines()]
    heads = [number for number, line in enumerate(lines) if _HEAD.fullmatch(line)]
    if not heads:
        raise _unread(path, "It has no line of country, subject and type")
    ends = [*heads[1:], len(lines)]
    return [
        _recorded(lines, start, end, path)
        for start, end in zip(heads, ends, strict=True)
    ]


def _recorded(lines: Sequence[str], start: int, end: int, path: Path) -> Recorded:
    head = _HEAD.fullmatch(lines[start])
    body = _BODY.match(" ".join(each for each in lines[start + 1 : end] if each))
    if head is None or body is None:
        raise _unread(f"{path}, line {start + 1}", "The record has no title or no id")
    return Recorded(
        row=Row(f"{path}, line {start + 1}", body.groupdict("")),
        country=head["country"],
        subject=head["subject"],
        kind=_TYPES[head["kind"]],
        title=body["title"].rstrip(" -."),
        adopted=body["adopted"] or "",
        in_force=body["in_force"] or "",
        natlex=body["natlex"],
    )


def _read(path: Path) -> str:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise ValueError("it is larger than 20 MB")
        return path.read_text("utf-8-sig")
    except (OSError, ValueError) as error:
        raise _unread(path, f"The file cannot be read: {error}") from None


def _lines_of(text: str) -> list[list[str]]:
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    rows = csv.reader(text.splitlines(), delimiter=delimiter)
    return [[each.strip() for each in cells] for cells in rows]


def _table_of(text: str) -> list[list[str]]:
    return [
        [" ".join(cell.text_content().split()) for cell in row.xpath("./td|./th")]
        for row in _parsed(text).iter("tr")
    ]


def _parsed(text: str) -> html.HtmlElement:
    try:
        return html.document_fromstring(
            text.encode(), html.HTMLParser(encoding="utf-8")
        )
    except (LxmlError, ValueError):
        return html.Element("html")


def _unread(where: object, what: str) -> BadInput:
    return BadInput(
        what,
        where=str(where),
        to_do="save the list again from the site of the ILO as it is shown there",
        code="HL-VOI-04",
    )
