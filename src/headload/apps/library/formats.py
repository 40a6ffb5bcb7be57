"""Works as files tell them: our own table, BibTeX, RIS and CSL-JSON."""

import csv
import datetime
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import bibtexparser
import openpyxl
import rispy
from django.utils.html import strip_tags
from openpyxl.utils.exceptions import InvalidFileException

from headload.apps.library.identifiers import doi_in
from headload.apps.library.kinds import kind_called, kind_of


@dataclass(frozen=True)
class Record:
    """A work as a file tells it, in our words.

    Parameters
    ----------
    where
        Row or entry, for messages.
    values
        Fields of `Work` as text.
    people
        Names, family first, with their part and ORCID iD.
    groups, places, topics
        Names or codes of concepts; what the vocabulary lacks becomes a keyword.
    draft
        Whether somebody has to confirm it before it is shown.
    """

    where: str
    values: Mapping[str, str]
    people: Sequence[tuple[str, str, str]] = ()
    groups: Sequence[str] = ()
    places: Sequence[str] = ()
    topics: Sequence[str] = ()
    draft: bool = False


def _listed(text: str) -> list[str]:
    return [each.strip() for each in text.split("|") if each.strip()]


_PLAIN = (
    "title", "subtitle", "alternative_title", "date", "series", "number",
    "container", "licence", "version_of",
)  # fmt: skip


COLUMNS = (
    "id", "title", "subtitle", "alternative_title", "creators", "creator_roles",
    "creator_orcids", "organisations", "date", "type", "series", "number", "container",
    "languages", "worker_groups", "places", "topics", "doi", "isbn", "url", "licence",
    "version_of", "description", "source", "needs_check",
)  # fmt: skip
"""Columns of our own table; only `title` has to be there."""


def from_csv(text: str) -> Iterator[Record]:
    """Yield the works of a table with our columns; lists have ``|`` between."""
    rows = csv.DictReader(io.StringIO(text))
    missing = {"title"} - set(rows.fieldnames or ())
    if missing:
        raise ValueError('it has no column "title"')
    for number, raw in enumerate(rows, start=2):
        row = {name: (value or "").strip() for name, value in raw.items() if name}
        if not row["title"]:
            raise ValueError(f"row {number} has no title")
        roles = _listed(row.get("creator_roles", "")) or ["author"]
        orcids = [each.strip() for each in row.get("creator_orcids", "").split("|")]
        people = [
            (
                name,
                "editor" if roles[min(i, len(roles) - 1)][:6] == "editor" else "author",
                orcids[i] if i < len(orcids) else "",
            )
            for i, name in enumerate(_listed(row.get("creators", "")))
        ]
        values = {name: row.get(name, "") for name in _PLAIN}
        values |= {
            "slug": row.get("id", ""),
            "date": row.get("date", "") or row.get("year", ""),
            "kind": kind_called(row.get("type", "")),
            "language": (_listed(row.get("languages", "")) or ["en"])[0],
            "publisher": ", ".join(_listed(row.get("organisations", ""))),
            "doi": doi_in(row.get("doi", "")),
            "isbn": "; ".join(_listed(row.get("isbn", ""))),
            "url": row.get("url", ""),
            "summary": row.get("description", ""),
            "source": row.get("source", ""),
        }
        yield Record(
            f"row {number}",
            values,
            people,
            _listed(row.get("worker_groups", "")),
            _listed(row.get("places", "")),
            _listed(row.get("topics", "")),
            draft=row.get("needs_check", "") == "yes",
        )


def from_bibtex(text: str) -> Iterator[Record]:
    """Yield the entries of a BibTeX file, LaTeX accents read."""
    middleware = bibtexparser.middlewares
    library = bibtexparser.parse_string(
        text, append_middleware=[middleware.LatexDecodingMiddleware()]
    )
    if library.failed_blocks:
        block = library.failed_blocks[0]
        raise ValueError(f"the entry at line {block.start_line + 1} is not BibTeX")
    for entry in library.entries:
        got = {name: str(each.value) for name, each in entry.fields_dict.items()}
        if not got.get("title"):
            raise ValueError(f'the entry "{entry.key}" has no title')
        people = [
            (name.strip("{}"), role, "")
            for role in ("author", "editor")
            for name in _bibtex_names(got.get(role, ""))
        ]
        values = {
            "title": got["title"].replace("{", "").replace("}", ""),
            "kind": kind_of("bibtex", entry.entry_type),
            "date": got.get("year", ""),
            "publisher": got.get("institution", "") or got.get("publisher", ""),
            "series": got.get("series", ""),
            "container": got.get("journal", "") or got.get("booktitle", ""),
            "number": got.get("number", ""),
            "doi": doi_in(got.get("doi", "")),
            "isbn": got.get("isbn", ""),
            "url": got.get("url", ""),
            "language": got.get("language", "en")[:2],
            "summary": got.get("abstract", ""),
        }
        yield Record(f'entry "{entry.key}"', values, people)


def _bibtex_names(text: str) -> list[str]:
    names = [each.strip() for each in re.split(r"\s+and\s+", text) if each.strip()]
    return [_family_first(each) for each in names]


def _family_first(name: str) -> str:
    """Return a name with its family first; one in braces is an organisation's."""
    if "," in name or name.startswith("{"):
        return name
    given, _, family = name.rpartition(" ")
    return f"{family}, {given}" if given else family


def from_ris(text: str) -> Iterator[Record]:
    """Yield the references of a RIS file."""
    for number, got in enumerate(rispy.loads(text), start=1):
        title = got.get("title") or got.get("primary_title", "")
        if not title:
            raise ValueError(f"reference {number} has no title")
        people = [
            (name, role, "")
            for key, role in (
                ("authors", "author"),
                ("first_authors", "author"),
                ("secondary_authors", "editor"),
            )
            for name in got.get(key, [])
        ]
        values = {
            "title": title,
            "kind": kind_of("ris", got.get("type_of_reference", "")),
            "date": str(got.get("year", "") or got.get("publication_year", ""))[:4],
            "publisher": got.get("publisher", ""),
            "series": got.get("tertiary_title", ""),
            "container": got.get("secondary_title", "") or got.get("journal_name", ""),
            "number": got.get("number", ""),
            "doi": doi_in(got.get("doi", "")),
            "url": next(iter(got.get("urls", [])), ""),
            "language": got.get("language", "en")[:2].lower(),
            "summary": got.get("abstract", ""),
        }
        keywords = got.get("keywords", [])
        yield Record(f"reference {number}", values, people, topics=keywords)


def from_csl(text: str, *, draft: bool = False) -> Iterator[Record]:
    """Yield the items of CSL-JSON, which Zotero writes too."""
    items = json.loads(text)
    for number, item in enumerate(items if isinstance(items, list) else [items], 1):
        if not isinstance(item.get("title"), str):
            raise ValueError(f"item {number} has no title")
        people = [
            (_csl_name(name), role, "")
            for role in ("author", "editor", "translator")
            for name in item.get(role, [])
        ]
        values = {
            "title": " ".join(strip_tags(item["title"]).split()),
            "kind": kind_of("csl", item.get("type", "")),
            "date": _csl_date(item.get("issued", {})),
            "publisher": item.get("publisher", ""),
            "series": item.get("collection-title", ""),
            "container": item.get("container-title", ""),
            "number": str(item.get("number", "")),
            "doi": doi_in(item.get("DOI", "")),
            "isbn": item.get("ISBN", ""),
            "url": item.get("URL", ""),
            "language": (item.get("language") or "en")[:2].lower(),
            "summary": " ".join(strip_tags(item.get("abstract", "")).split()),
        }
        yield Record(f"item {number}", values, people, draft=draft)


def _csl_name(name: Mapping[str, str]) -> str:
    if "literal" in name:
        return name["literal"]
    return f"{name.get('family', '')}, {name.get('given', '')}".rstrip(", ")


def _csl_date(issued: Mapping[str, Any]) -> str:
    parts: list[Any] = next(iter(issued.get("date-parts", [])), [])
    return "-".join(f"{int(part):02d}" for part in parts)


def from_xlsx(content: bytes) -> Iterator[Record]:
    """Yield the works of the first sheet of a workbook with our columns."""
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    table = io.StringIO()
    writer = csv.writer(table)
    for row in book.worksheets[0].iter_rows(values_only=True):
        if any(cell is not None for cell in row):
            writer.writerow(["" if cell is None else _cell(cell) for cell in row])
    yield from from_csv(table.getvalue())


def _cell(value: object) -> str:
    """Return a cell as it reads: a day without its hours, a whole year without dot."""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


Reader = Callable[[bytes], Iterator[Record]]


def _text(reader: Callable[[str], Iterator[Record]]) -> Reader:
    return lambda content: reader(content.decode("utf-8-sig"))


READERS: Mapping[str, Reader] = {
    ".csv": _text(from_csv),
    ".xlsx": from_xlsx,
    ".bib": _text(from_bibtex),
    ".ris": _text(from_ris),
    ".json": _text(from_csl),
}
"""What reads a file, by its ending."""
BROKEN = (
    OSError,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    IndexError,
    RecursionError,
    zipfile.BadZipFile,
    InvalidFileException,
)
"""What readers raise for a file that is not what its ending says."""
