"""Figures for programs: releases, estimates and vocabularies as JSON, with OpenAPI.

``/api/openapi.json`` describes it. Every answer may be kept for five minutes; every
error has one shape; a reader may ask 300 times a minute.
"""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from ninja import NinjaAPI, Query, Schema
from ninja.errors import Throttled, ValidationError
from ninja.throttling import AnonRateThrottle

from headload.apps.explorer.choose import release_of
from headload.apps.explorer.models import Estimate, Release
from headload.apps.explorer.store import figures_of, products_of
from headload.terms import codelist
from headload.trace import story_of
from headload.trace.data import as_data

_SECONDS = 300
_MOST = 500
_LISTS = ("worker_group", "sex", "urban", "age_band", "education", "informality")
_TEXTS = {
    404: "There is nothing of this name here",
    422: "A parameter has a value that it cannot have",
    429: "Too many questions; wait a minute",
}

_REFUSED = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["status", "message"],
            "properties": {
                "status": {"type": "integer"},
                "message": {"type": "string"},
            },
        }
    },
}


class Described(NinjaAPI):
    """An API whose description names what it refuses with, too."""

    def get_openapi_schema(self, *asked: Any, **named: Any) -> Any:
        """Return the description."""
        described = super().get_openapi_schema(*asked, **named)
        shape = {"content": {"application/json": {"schema": _REFUSED}}}
        for operations in described["paths"].values():
            for operation in operations.values():
                for status, text in _TEXTS.items():
                    answer = {"description": text, **shape}
                    operation["responses"].setdefault(status, answer)
        return described


api = Described(
    title="Headload",
    version="1",
    description="Protected estimates on informal workers, from sealed releases.",
    docs_url=None,
    urls_namespace="api",
    throttle=[AnonRateThrottle("300/m")],
)


class ReleaseOut(Schema):
    """A release; the newest of its series is the one that pages show."""

    release_id: str
    series: str
    number: int
    newest: bool
    place: str
    survey: str
    period: str
    standard: str
    policy: str


class EstimateOut(Schema):
    """A figure; value and limits are null where it is withheld (flag F or S)."""

    estimate_id: str
    release_id: str
    place: str
    indicator: str
    unit: str
    period: str
    dimensions: dict[str, str]
    value: float | None
    ci_low: float | None
    ci_high: float | None
    flag: str
    page: str


class EstimatesOut(Schema):
    """A page of figures, and the address of the next one."""

    count: int
    next: str | None
    estimates: list[EstimateOut]


class Wanted(Schema):
    """What figures are asked for; nothing asked is everything."""

    place: str = ""
    indicator: str = ""
    worker_group: str = ""
    sex: str = ""
    urban: str = ""
    city: str = ""
    period: str = ""
    release: str = ""
    limit: int = 100
    offset: int = 0


@api.get("/releases", response=list[ReleaseOut])
def releases(
    request: HttpRequest, response: HttpResponse, place: str = ""
) -> QuerySet[Any]:
    """List releases, the newest of each series first."""
    _may_be_kept(response)
    found = Release.objects.order_by("-newest", "place", "-period", "release_id")
    return found.filter(place=place) if place else found


@api.get("/releases/{release_id}")
def release(
    request: HttpRequest, response: HttpResponse, release_id: str
) -> dict[str, Any]:
    """Tell where a release comes from, what it counts, and what was made of it."""
    _may_be_kept(response)
    found = Release.objects.filter(release_id=release_id).first()
    if found is None:
        raise Http404
    manifest = figures_of(found).release.manifest
    address = reverse("release", args=["en", release_id])
    return {
        **ReleaseOut.from_orm(found).dict(),
        "title": dict(manifest.title),
        "receipt": dict(manifest.receipt()),
        "counts": dict(manifest.counts),
        "licence": manifest.licence,
        "citations": list(manifest.citations),
        "files": {
            name: {
                "bytes": path.stat().st_size,
                "url": request.build_absolute_uri(f"{address}files/{name}"),
            }
            for name, path in products_of(found).items()
        },
    }


@api.get("/estimates", response=EstimatesOut)
def estimates(
    request: HttpRequest, response: HttpResponse, wanted: Query[Wanted]
) -> dict[str, Any]:
    """Find figures; of the newest releases where none is named."""
    _may_be_kept(response)
    rows = _rows(wanted)
    limit = min(max(wanted.limit, 1), _MOST)
    start = max(wanted.offset, 0)
    count = rows.count()
    page = list(rows.select_related("release")[start : start + limit])
    following = None
    if start + limit < count:
        asked = request.GET.copy()
        asked["offset"] = str(start + limit)
        following = request.build_absolute_uri(f"{request.path}?{asked.urlencode()}")
    return {
        "count": count,
        "next": following,
        "estimates": [_out(request, row) for row in page],
    }


@api.get("/estimates/{estimate_id}")
def estimate(
    request: HttpRequest, response: HttpResponse, estimate_id: str, release: str = ""
) -> dict[str, Any]:
    """Tell everything of one figure: value, precision, and how it was made."""
    _may_be_kept(response)
    found = release_of(estimate_id, release)
    return as_data(story_of(figures_of(found).release, estimate_id))


@api.get("/vocabularies")
def vocabularies(request: HttpRequest, response: HttpResponse) -> dict[str, Any]:
    """List the codes that figures are broken down by, with their names."""
    _may_be_kept(response)
    return {name: _labels(name) for name in _LISTS}


@api.exception_handler(Http404)
def missing(request: HttpRequest, error: Http404) -> HttpResponse:
    """Say in the one shape of errors that there is nothing."""
    return _error(request, 404)


@api.exception_handler(Throttled)
def too_many(request: HttpRequest, error: Throttled) -> HttpResponse:
    """Say that a reader has asked too often."""
    return _error(request, 429)


@api.exception_handler(ValidationError)
def wrong(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Say which parameter is wrong."""
    names = ", ".join(str(each["loc"][-1]) for each in error.errors)
    return _error(request, 422, names)


def _rows(wanted: Wanted) -> QuerySet[Any]:
    rows = Estimate.objects.order_by("estimate_id", "release_id")
    kept: dict[str, str | bool] = {"release__newest": True}
    if wanted.release:
        kept = {"release__release_id": wanted.release}
    named = {
        "release__place": wanted.place,
        "indicator": wanted.indicator,
        "worker_group": wanted.worker_group,
        "sex": wanted.sex,
        "urban": wanted.urban,
        "city": wanted.city,
        "period": wanted.period,
    }
    kept |= {name: value for name, value in named.items() if value}
    return rows.filter(**kept)


def _out(request: HttpRequest, row: Estimate) -> dict[str, Any]:
    cell = figures_of(row.release).by_id[row.estimate_id]
    page = reverse("estimate", args=["en", row.estimate_id])
    return {
        "estimate_id": row.estimate_id,
        "release_id": row.release.release_id,
        "place": row.release.place,
        "indicator": row.indicator,
        "unit": row.unit,
        "period": row.period,
        "dimensions": dict(cell.dimensions),
        "value": row.value,
        "ci_low": row.ci_low,
        "ci_high": row.ci_high,
        "flag": row.flag,
        "page": request.build_absolute_uri(page),
    }


def _labels(name: str) -> Mapping[str, Mapping[str, str]]:
    return {code: dict(each.labels) for code, each in codelist(name).codes.items()}


def _may_be_kept(response: HttpResponse) -> None:
    response["Cache-Control"] = f"public, max-age={_SECONDS}"
    response["Access-Control-Allow-Origin"] = "*"


def _error(request: HttpRequest, status: int, detail: str = "") -> HttpResponse:
    text = f"{_TEXTS[status]}: {detail}" if detail else _TEXTS[status]
    content = {"error": {"status": status, "message": text}}
    return api.create_response(request, content, status=status)
