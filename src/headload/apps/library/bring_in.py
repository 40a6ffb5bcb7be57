"""Bring works in: CSV with our columns, BibTeX, RIS and CSL-JSON (also from Zotero).

A file is read whole before anything is kept; what cannot be is named by row and column
and nothing changes. A work that is here already (by its name, DOI, or title and people)
is left as it is and counted.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from headload.apps.common.models import Concept, ConceptName, Scheme
from headload.apps.library.formats import BROKEN, READERS, Record
from headload.apps.library.models import Creator, Person, Work
from headload.errors import BadInput

GROUPS = {"garment_workers": "home-based-workers"}
_MOST_BYTES = 50_000_000


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
        records = list(reader(path.read_bytes()))
    except BROKEN as error:
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
        if any("\0" in value for value in record.values.values()):
            raise _cannot_be_kept("a text has a sign that is no letter", record, where)
        known = _known(record)
        if known:
            result.known.append(known.slug)
            continue
        values = dict(record.values)
        version_of = values.pop("version_of", "")
        values["slug"] = values.get("slug") or slug_for(record)
        work = Work(**values, live=not record.draft)
        work.first_published_at = timezone.now() if work.live else None
        try:
            work.full_clean(exclude=["version_of"])
            _put_people_on(work, record)
        except ValidationError as error:
            said = error.message_dict.items()
            problem = "; ".join(f"{name}: {' '.join(texts)}" for name, texts in said)
            raise _cannot_be_kept(problem, record, where) from None
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


def _cannot_be_kept(problem: str, record: Record, where: str) -> BadInput:
    return BadInput(
        problem,
        where=f"{where}, {record.where}",
        to_do="correct the file; nothing was brought in",
        code="HL-LIB-03",
    )


def _put_people_on(work: Work, record: Record) -> None:
    for order, (name, role, orcid) in enumerate(record.people):
        part = Creator(person=person_named(name, orcid), role=role, sort_order=order)
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


def person_named(name: str, orcid: str) -> Person:
    """Return the person or organisation of a name (family first), made where new.

    Raises
    ------
    ValidationError
        For an ORCID iD that does not check out.
    """
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
