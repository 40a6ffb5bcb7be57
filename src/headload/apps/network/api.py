"""Organisations for programs, in the names of Popolo; nothing at high risk is there."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema

from headload.apps.network.constituencies import codes_of
from headload.apps.network.models import Organisation
from headload.apps.network.page import links_in
from headload.apps.network.rights import READER
from headload.apps.network.selectors import (
    exported,
    listing,
    stated_by,
)

router = Router(tags=["organisations"])
PAGE = 50
_LAST = 10_000


class Asked(Schema):
    """What organisations are asked for; everything that is given has to hold."""

    q: str = ""
    worker_group: str = ""
    place: str = ""
    type: str = ""
    member_of: str = ""
    constituency: str = ""
    page: int = 1


class IdentifierOut(Schema):
    """A number that a register gave; `org_id` is as org-id.guide writes it."""

    scheme: str
    identifier: str
    org_id: str


class CountOut(Schema):
    """A number as somebody stated it; null and empty are not known."""

    id: str
    value: int
    rounded: bool
    unit: str
    sector: str
    all_sectors: bool
    area: str
    part: str
    as_of: str
    occasion: str
    basis: str
    includes_affiliates: bool | None
    women_count: int | None
    women_share: float | None
    women_not_collected: bool
    declared_by: str
    verification: str
    is_stale: bool | None
    source: str


class OrganisationOut(Schema):
    """An organisation (Popolo) with its counts."""

    id: str
    page: str
    name: str
    acronym: str
    other_names: list[str]
    classification: str
    constituencies: list[str]
    is_mbo: bool | None
    does_research: bool | None
    level: str
    area: str
    country: str
    city: str
    sectors: list[str]
    founding_date: str
    dissolution_date: str
    identifiers: list[IdentifierOut]
    links: list[str]
    sources: list[str]
    counts: list[CountOut]


class OrganisationsOut(Schema):
    """A page of organisations, and how many there are of each kind."""

    count: int
    page: int
    pages: int
    facets: dict[str, dict[str, int]]
    organisations: list[OrganisationOut]


@router.get("/organisations", response=OrganisationsOut)
def organisations(
    request: HttpRequest, response: HttpResponse, wanted: Query[Asked]
) -> dict[str, Any]:
    """Return organisations as the directory finds them, fifty at a time."""
    asked = wanted.dict(exclude={"q", "page"})
    choices = {name: value for name, value in asked.items() if value}
    chosen = listing().chosen(wanted.q[:200], choices, in_bulk=True)
    page = min(max(wanted.page, 1), _LAST)
    numbers = chosen.numbers[(page - 1) * PAGE : page * PAGE]
    response["Access-Control-Allow-Origin"] = "*"
    return {
        "count": len(chosen.numbers),
        "page": page,
        "pages": -(-len(chosen.numbers) // PAGE),
        "facets": {name: dict(counted) for name, counted in chosen.facets.items()},
        "organisations": _told(numbers, request),
    }


@router.get("/organisations/{identifier}", response=OrganisationOut)
def organisation(
    request: HttpRequest, response: HttpResponse, identifier: str
) -> Mapping[str, Any]:
    """Return an organisation by its permanent id."""
    found = Organisation.objects.filter(permanent=identifier.upper())
    told = _told(list(found.values_list("pk", flat=True)), request)
    if not told:
        raise Http404
    response["Access-Control-Allow-Origin"] = "*"
    return told[0]


def _told(numbers: Sequence[int], request: HttpRequest) -> list[Mapping[str, Any]]:
    counts = stated_by(READER, numbers, timezone.localdate())
    shown = sorted(exported(numbers), key=lambda each: each["name"].casefold())
    return [
        {
            **each,
            "id": each["permanent"],
            "page": request.build_absolute_uri(f"/id/o/{each['permanent']}"),
            "constituencies": codes_of(each),
            "founding_date": each["founded"],
            "dissolution_date": each["dissolved"],
            "identifiers": [_identifier(one) for one in each["identifiers"]],
            "links": links_in(each),
            "counts": [
                {**count, "id": count["permanent"]}
                for count in counts.get(each["permanent"], ())
            ],
        }
        for each in shown
    ]


def _identifier(written: str) -> Mapping[str, str]:
    scheme, _, value = written.partition(" ")
    return {"scheme": scheme, "identifier": value, "org_id": f"{scheme}-{value}"}
