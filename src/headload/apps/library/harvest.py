"""Harvest works from other repositories by OAI-PMH 2.0 (``oai_dc``).

A record is known by its identifier, so that asking twice doubles nothing; the day up
to which a repository is known moves only when all of it came, so that nothing is lost
when something breaks off. What a repository took back is taken back here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db import transaction
from django.utils import timezone
from lxml import etree

from headload.apps.common.dates import is_date
from headload.apps.library.bring_in import put_on, slug_for
from headload.apps.library.fetch import Fetcher
from headload.apps.library.formats import Record
from headload.apps.library.identifiers import doi_in
from headload.apps.library.kinds import OTHER, kinds
from headload.apps.library.models import Repository, Work
from headload.apps.library.oai import DC, OAI
from headload.errors import BadInput

_MOST_PAGES = 100_000


@dataclass
class Harvested:
    """What came of a harvest: how many works of each kind.

    Parameters
    ----------
    kept
        Works that were here by their DOI, or that an editor has changed: they stay as
        they are.
    left_out
        Records without identifier or title.
    """

    new: int = 0
    changed: int = 0
    taken_back: int = 0
    kept: int = 0
    left_out: int = 0


def harvest(repository: Repository, fetcher: Fetcher, *, publish: bool) -> Harvested:
    """Take what changed in a repository since it was asked last.

    Parameters
    ----------
    publish
        Show new works at once; otherwise they are drafts that somebody confirms.

    Raises
    ------
    BadInput
        HL-LIB-10 and -11 from fetching, -12 for an answer that is not OAI-PMH or an
        error of the protocol. What came before is kept; the next harvest begins where
        this one did.
    """
    result = Harvested()
    moment = ""
    for root in _answers(repository, fetcher):
        moment = moment or root.findtext(f"{{{OAI}}}responseDate", "")
        with transaction.atomic():
            for record in root.iter(f"{{{OAI}}}record"):
                _take(record, repository, result, publish=publish)
    if moment:
        repository.known_until = moment
        repository.asked = timezone.now()
        repository.save()
    return result


def _answers(repository: Repository, fetcher: Fetcher) -> Iterator[etree._Element]:
    """Yield the answers of ListRecords, token by token."""
    asked = {"verb": "ListRecords", "metadataPrefix": "oai_dc"}
    if repository.known_until:
        asked["from"] = repository.known_until
    if repository.only_set:
        asked["set"] = repository.only_set
    tokens: set[str] = set()
    for _ in range(_MOST_PAGES):
        address = f"{repository.address}?{urlencode(asked)}"
        root = _read(fetcher.get(address), address)
        if root is None:
            return
        yield root
        token = (root.findtext(f".//{{{OAI}}}resumptionToken") or "").strip()
        if not token:
            return
        if token in tokens:
            raise _refused("it gives the same page for ever", address)
        tokens.add(token)
        asked = {"verb": "ListRecords", "resumptionToken": token}


def _read(content: bytes, address: str) -> etree._Element | None:
    """Return an answer as XML; none where the repository has nothing new."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise _refused(f"its answer is not XML: {error.msg}", address) from None
    if root is None or root.tag != f"{{{OAI}}}OAI-PMH":
        raise _refused("its answer is not OAI-PMH", address)
    said = root.find(f"{{{OAI}}}error")
    if said is None:
        return root
    if said.get("code") == "noRecordsMatch":
        return None
    raise _refused(f"{said.get('code')}: {said.text or ''}", address)


def _refused(problem: str, address: str) -> BadInput:
    return BadInput(
        f"The repository cannot be harvested: {problem}",
        where=address,
        to_do="try again later, or tell those who run it; what came is kept",
        code="HL-LIB-12",
    )


def _take(
    record: etree._Element, repository: Repository, result: Harvested, *, publish: bool
) -> None:
    header = record.find(f"{{{OAI}}}header")
    identifier = "" if header is None else header.findtext(f"{{{OAI}}}identifier", "")
    if header is None or not identifier:
        result.left_out += 1
        return
    known = Work.objects.filter(harvested=identifier).first()
    if header.get("status") == "deleted":
        if known and not known.withdrawn:
            known.withdrawn = timezone.localdate()
            known.withdrawn_why = f"Taken back by {repository}."
            known.save()
            result.taken_back += 1
        return
    told = _told(record, identifier)
    if told is None:
        result.left_out += 1
        return
    if _stays(known, told, identifier):
        result.kept += 1
        return
    work = known or Work(
        harvested=identifier,
        slug=slug_for(told),
        live=publish,
        first_published_at=timezone.now() if publish else None,
    )
    if known:
        work.creators.clear()
    for name, value in told.values.items():
        setattr(work, name, value)
    work.withdrawn, work.withdrawn_why = None, ""
    put_on(work, told)
    work.save()
    if known:
        result.changed += 1
    else:
        result.new += 1


def _stays(known: Work | None, told: Record, identifier: str) -> bool:
    """Tell whether a work is here that a harvest must not change.

    One that is here by its DOI is known by this identifier from now on.
    """
    if known:
        return known.latest_revision_id is not None
    doi = told.values["doi"]
    same = Work.objects.filter(doi=doi, harvested=None).first() if doi else None
    if same is None:
        return False
    Work.objects.filter(pk=same.pk).update(harvested=identifier)
    same.save_revision()
    return True


def _told(record: etree._Element, identifier: str) -> Record | None:
    """Return a record of Dublin Core in our words; none without a title."""

    def values(name: str) -> list[str]:
        found = (each.text or "" for each in record.iter(f"{{{DC}}}{name}"))
        return [" ".join(each.split()) for each in found if each.strip()]

    titles = values("title")
    if not titles:
        return None
    addresses = values("identifier")
    dates = [each[:10] for each in values("date") if is_date(each[:10])]
    fields: Mapping[str, str] = {
        "title": titles[0][:500],
        "alternative_title": "".join(titles[1:2])[:500],
        "summary": "\n".join(values("description")),
        "publisher": ", ".join(values("publisher"))[:300],
        "date": min(dates, default=""),
        "kind": _kind(values("type")),
        "language": "".join(values("language")[:1])[:2].lower() or "en",
        "doi": next((doi_in(each) for each in addresses if doi_in(each)), ""),
        "url": next((each for each in addresses if each.startswith("http")), "")[:500],
        "licence": "".join(values("rights")[:1])[:200],
        "source": identifier[:500],
        "keywords": "",
    }
    people = [(name[:240], "author", "") for name in values("creator")]
    subjects = values("subject")
    return Record(identifier, fields, people, subjects, subjects, subjects)


def _kind(types: list[str]) -> str:
    """Return the kind that COAR's address or an English name says."""
    for each in types:
        for code, kind in kinds().items():
            if each.rstrip("/") == kind.address or each.casefold() in {
                code,
                kind.names["en"].casefold(),
            }:
                return code
    return OTHER
