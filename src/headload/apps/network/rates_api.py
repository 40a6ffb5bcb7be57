"""Rates for programs, as JSON; what is refused has a reason and no number."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router, Schema

from headload.apps.network.rates_data import as_data
from headload.apps.network.selectors.representation import (
    current_rates,
    rate_at,
    versions_of,
)

router = Router(tags=["rates"])


class Asked(Schema):
    """What rates are asked for; everything that is given has to hold."""

    place: str = ""
    group: str = ""
    sex: str | None = None
    year: int | None = None


class RateOut(Schema):
    """A rate; numbers are null where it is refused, and `refused_why` says why."""

    id: str
    version: int
    computed: str
    place: str
    group: str
    sex: str
    year: int
    period: str
    basis: str
    rate: float | None
    low: float | None
    high: float | None
    members_low: int | None
    members: int | None
    members_high: int | None
    workers: float | None
    cv: float | None
    estimate: str
    release: str
    counts: list[str]
    unlisted_organisations: int
    cautions: list[str]
    refused: list[str]
    refused_why: list[str]


class RateWithVersions(RateOut):
    """A version of a rate, and the ids of all its versions, the newest first."""

    versions: list[str]


@router.get("/rates", response=list[RateOut])
def rates(
    request: HttpRequest, response: HttpResponse, asked: Query[Asked]
) -> list[Any]:
    """Find rates: members of organisations per worker that a survey finds."""
    _may_be_read(response)
    sex = None if asked.sex is None else asked.sex.removeprefix("_T")
    found = current_rates(
        area=asked.place, sector=asked.group, sex=sex, year=asked.year
    )
    return [as_data(each) for each in found]


@router.get("/rates/{permanent}", response=RateWithVersions)
def rate(request: HttpRequest, response: HttpResponse, permanent: str) -> Any:
    """Tell what a version of a rate was made of."""
    _may_be_read(response)
    found = rate_at(permanent)
    if found is None:
        raise Http404
    versions = [each.permanent for each in versions_of(found.rate)]
    return {**as_data(found), "versions": versions}


def _may_be_read(response: HttpResponse) -> None:
    """Let any page read it, and nobody keep it: a number can be taken back."""
    response["Cache-Control"] = "no-cache"
    response["Access-Control-Allow-Origin"] = "*"
