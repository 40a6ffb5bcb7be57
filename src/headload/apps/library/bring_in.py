"""Bring works in: CSV with our columns, BibTeX, RIS and CSL-JSON (also from Zotero).

A file is read whole before anything is kept; what cannot be is named by row and column
and nothing changes. A work that is here already (by its name, DOI, or title and people)
is left as it is and counted.
"""

import csv
import io
import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import bibtexparser
import rispy
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.html import strip_tags

from headload.apps.common.models import Concept, ConceptName, Scheme
from headload.apps.library.identifiers import doi_in
from headload.apps.library.kinds import kind_called, kind_of
from headload.apps.library.models import Creator, Person, Work
from headload.errors import BadInput

GROUPS = {"garment_workers": "home-based-workers"}
_MOST_BYTES = 50_000_000


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


@dataclass
class Result:
    """What came of an import."""

    new: int = 0
    drafts: int = 0
    known: list[str] = field(default_factory=list)


def bring_in(path: Path) -> Result:
    """Bring the works of a file in, all or none.

    Raises
    ------
    BadInput
        HL-LIB-01 for a file of a kind that is not read, -02 for one that cannot be
        read, -03 for a record that cannot be kept.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise BadInput(
            f'Files that end with "{path.suffix}" are not read',
            where=str(path),
            to_do=f"give one of: {', '.join(READERS)}",
            code="HL-LIB-01",
        )
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise ValueError("it is larger than 50 MB")
        records = list(reader(path.read_text("utf-8-sig")))
    except (OSError, ValueError, KeyError, UnicodeDecodeError) as error:
        raise BadInput(
            f"The file cannot be read: {error}",
            where=str(path),
            to_do="save it again as UTF-8 in the format that its ending names",
            code="HL-LIB-02",
        ) from None
    return keep(records, str(path))


@transaction.atomic
def keep(records: Sequence[Record], where: str) -> Result:
    """Keep records that are not here yet, all or none.

    Raises
    ------
    BadInput
        HL-LIB-03 for a record that cannot be kept.
    """
    result = Result()
    concepts = _Concepts()
    later: list[tuple[Work, str]] = []
    for record in records:
        known = _known(record)
        if known:
            result.known.append(known.slug)
            continue
        values = dict(record.values)
        version_of = values.pop("version_of", "")
        values["slug"] = values.get("slug") or slug_for(record)
        work = Work(**values, live=not record.draft)
        try:
            work.full_clean(exclude=["version_of"])
            _put_people_on(work, record)
        except ValidationError as error:
            raise BadInput(
                "; ".join(f"{k}: {' '.join(v)}" for k, v in error.message_dict.items()),
                where=f"{where}, {record.where}",
                to_do="correct the file; nothing was brought in",
                code="HL-LIB-03",
            ) from None
        concepts.put_on(work, record)
        work.save()
        result.new += 1
        result.drafts += record.draft
        if version_of:
            later.append((work, version_of))
    for work, slug in later:
        Work.objects.filter(pk=work.pk).update(
            version_of=Work.objects.filter(slug=slug).first()
        )
    return result


def _put_people_on(work: Work, record: Record) -> None:
    for order, (name, role, orcid) in enumerate(record.people):
        part = Creator(person=_person(name, orcid), role=role, sort_order=order)
        work.creators.add(part)


def put_on(work: Work, record: Record) -> None:
    """Put people and concepts of a record on a work.

    Raises
    ------
    ValidationError
        For an ORCID iD that does not check out.
    """
    _put_people_on(work, record)
    _Concepts().put_on(work, record, alike=True)


class _Concepts:
    """The vocabulary by name and code."""

    def __init__(self) -> None:
        names = ConceptName.objects.select_related("concept")
        self._by_name = {
            (each.concept.scheme, each.text.casefold()): each.concept for each in names
        }
        for concept in Concept.objects.all():
            self._by_name[concept.scheme, concept.code] = concept

    def put_on(self, work: Work, record: Record, *, alike: bool = False) -> None:
        """Name what a work is about; other words become keywords.

        With `alike` groups, places and topics were told in one list, so that a word is
        other only when it is none of the three.
        """
        groups, others = self._of(Scheme.WORKER_GROUP, record.groups)
        places, elsewhere = self._of(Scheme.PLACE, record.places)
        topics, words = self._of(Scheme.TOPIC, record.topics)
        work.worker_groups, work.places, work.topics = groups, places, topics
        if alike:
            words = [each for each in words if each in others and each in elsewhere]
            others, elsewhere = [], []
        words = [work.keywords, *others, *elsewhere, *words]
        work.keywords = "; ".join(each for each in words if each)[:500]

    def _of(self, scheme: str, names: Sequence[str]) -> tuple[list[Concept], list[str]]:
        found: dict[int, Concept] = {}
        rest = []
        for name in names:
            plain = name.strip().casefold()
            code = GROUPS.get(plain, plain.replace("_", "-"))
            concept = self._by_name.get((scheme, plain)) or self._by_name.get(
                (scheme, code)
            )
            if concept is None:
                rest.append(name.strip())
            else:
                found[concept.pk] = concept
        return list(found.values()), rest


def _known(record: Record) -> Work | None:
    """Return the work that is here already, by name, DOI, or title and first person."""
    values = record.values
    works = Work.objects.all()
    if values.get("slug"):
        found = works.filter(slug=values["slug"]).first()
        if found:
            return found
    if values.get("doi"):
        found = works.filter(doi=values["doi"]).first()
        if found:
            return found
    family = _split(record.people[0][0])[0] if record.people else ""
    same = works.filter(
        title__iexact=values["title"],
        language=values.get("language", "en"),
        date__startswith=values.get("date", "")[:4],
    )
    if family:
        same = same.filter(creators__person__family__iexact=family)
    return same.first()


def _person(name: str, orcid: str) -> Person:
    family, given = _split(name)
    if orcid:
        found = Person.objects.filter(orcid=orcid).first()
        if found:
            return found
    person, _ = Person.objects.get_or_create(family=family, given=given)
    if orcid and not person.orcid:
        person.orcid = orcid
        person.full_clean()
        person.save()
    return person


def _split(name: str) -> tuple[str, str]:
    family, _, given = name.partition(",")
    return family.strip(), given.strip()


def slug_for(record: Record) -> str:
    """Return a free name: first person or publisher, year, words of the title."""
    values = record.values
    who = (
        _split(record.people[0][0])[0] if record.people else values.get("publisher", "")
    )
    words = [who or "anon", values.get("date", "")[:4] or "nd"]
    words += values["title"].split()[:5]
    plain = unicodedata.normalize("NFKD", "-".join(words)).encode("ascii", "ignore")
    base = re.sub(r"[^a-z0-9]+", "-", plain.decode().lower()).strip("-")[:100]
    name, number = base, 2
    while Work.objects.filter(slug=name).exists():
        name, number = f"{base}-{number}", number + 1
    return name


def _listed(text: str) -> list[str]:
    return [each.strip() for each in text.split("|") if each.strip()]


_PLAIN = (
    "title", "subtitle", "alternative_title", "date", "series", "number",
    "container", "licence", "version_of",
)  # fmt: skip


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


READERS: Mapping[str, Callable[[str], Iterator[Record]]] = {
    ".csv": from_csv,
    ".bib": from_bibtex,
    ".ris": from_ris,
    ".json": from_csl,
}
