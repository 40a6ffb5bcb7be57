"""Wins for programs: chosen as on the pages, told as in the files."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema

from headload.apps.common.languages import LANGUAGES
from headload.apps.voice.choose import narrowed
from headload.apps.voice.outcomes.choose import FACETS, Card, cards

router = Router(tags=["wins"])


class Asked(Schema):
    """What wins are asked for; everything that is given has to hold."""

    lang: str = "en"
    sector: str = ""
    place: str = ""
    year: str = ""
    kind: str = ""
    state: str = ""


class WinOut(Schema):
    """A win; organisations that are in no file are counted."""

    id: str
    slug: str
    page: str
    text: str
    language: str
    kind: str
    state: str
    date: str
    sectors: list[str]
    places: list[str]
    contributors: list[str]
    contributors_not_named: int
    open_disputes: int
    persons: int | None
    sources: list[str]


class WinsOut(Schema):
    """Wins, and how many they are."""

    count: int
    wins: list[WinOut]


@router.get("/wins", response=WinsOut)
def wins(request: HttpRequest, wanted: Query[Asked]) -> dict[str, Any]:
    """Return wins that readers may see, the latest first."""
    language = wanted.lang if wanted.lang in LANGUAGES else "en"
    asked = {name: getattr(wanted, name) for name in FACETS}
    chosen = {name: value for name, value in asked.items() if value}
    found, _ = narrowed(cards(language, in_bulk=True), chosen, FACETS)
    told = [_told(each, language, request) for each in found]
    return {"count": len(found), "wins": told}


def _told(card: Card, language: str, request: HttpRequest) -> dict[str, Any]:
    outcome = card.outcome
    return {
        "id": request.build_absolute_uri(f"/id/v/{outcome.permanent}"),
        "slug": outcome.slug,
        "page": request.build_absolute_uri(f"/{language}/wins/{outcome.slug}/"),
        "text": card.text.text,
        "language": card.text.language or language,
        "kind": outcome.kind,
        "state": outcome.state,
        "date": outcome.date,
        "sectors": sorted(card.values["sector"]),
        "places": sorted(card.values["place"]),
        "contributors": card.parties.names,
        "contributors_not_named": card.parties.hidden,
        "open_disputes": card.disputes,
        "persons": outcome.persons,
        "sources": [each.address for each in outcome.sources.all()],
    }
