"""Papers for programs; whoever did not choose to be named is only counted."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router, Schema

from headload.apps.voice.choose import narrowed
from headload.apps.voice.papers.choose import FACETS, Card, cards
from headload.apps.voice.papers.signatories import signatories_of

router = Router(tags=["papers"])
_PAGE = 50
_LAST = 10_000


class Asked(Schema):
    """What papers are asked for; everything that is given has to hold."""

    sector: str = ""
    place: str = ""
    process: str = ""
    kind: str = ""
    page: int = 1


class SignatoryOut(Schema):
    """An organisation that shows its name."""

    id: str
    name: str
    country: str


class PaperOut(Schema):
    """A paper, by its newest published version."""

    id: str
    slug: str
    kind: str
    version: int
    title: str
    languages: list[str]
    published_on: str
    submitted_on: str | None
    is_late: bool
    owners: list[str]
    owners_not_named: int
    signed: int
    signatories: list[SignatoryOut]
    signed_by_country: dict[str, int]
    others: int
    stale_claims: int
    content_hash: str


class PapersOut(Schema):
    """A page of papers, and how many there are."""

    count: int
    page: int
    papers: list[PaperOut]


@router.get("/papers", response=PapersOut)
def papers(
    request: HttpRequest, response: HttpResponse, wanted: Query[Asked]
) -> dict[str, Any]:
    """Return papers, fifty at a time."""
    asked = {
        name: value for name, value in wanted.dict(exclude={"page"}).items() if value
    }
    found, _ = narrowed(cards("en", in_bulk=True), asked, FACETS)
    page = min(max(wanted.page, 1), _LAST)
    response["Access-Control-Allow-Origin"] = "*"
    return {
        "count": len(found),
        "page": page,
        "papers": [_told(each) for each in found[(page - 1) * _PAGE : page * _PAGE]],
    }


@router.get("/papers/{identifier}", response=PaperOut)
def paper(
    request: HttpRequest, response: HttpResponse, identifier: str
) -> dict[str, Any]:
    """Return one paper by its permanent id.

    Raises
    ------
    Http404
        When readers may see none of that id.
    """
    found = cards("en", in_bulk=True, permanent=identifier.upper())
    if not found:
        raise Http404
    response["Access-Control-Allow-Origin"] = "*"
    return _told(found[0])


def _told(card: Card) -> dict[str, Any]:
    document, version = card.document, card.version
    signed = signatories_of(version, in_bulk=True)
    submitted = version.submitted_on
    return {
        "id": document.permanent,
        "slug": document.slug,
        "kind": document.kind,
        "version": version.number,
        "title": version.said(document.language).text,
        "languages": [each.language for each in version.texts.all()],
        "published_on": version.published_on.isoformat(),
        "submitted_on": submitted.isoformat() if submitted else None,
        "is_late": version.is_late,
        "owners": card.owners.all_names,
        "owners_not_named": card.owners.hidden,
        "signed": signed.total,
        "signatories": [
            {"id": each.permanent, "name": each.name, "country": each.country}
            for each in signed.named
        ],
        "signed_by_country": dict(signed.by_country),
        "others": signed.others,
        "stale_claims": card.stale,
        "content_hash": version.content_hash,
    }
