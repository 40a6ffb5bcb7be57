"""Works for programs: found as on the pages, told as CSL-JSON and in our own words."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Query, Router, Schema

from headload.apps.common.languages import LANGUAGES
from headload.apps.library.csl import csl_of
from headload.apps.library.models import Work
from headload.apps.search.find import PAGE, find

router = Router(tags=["works"])


class Asked(Schema):
    """What works are asked for; everything that is given has to hold."""

    q: str = ""
    lang: str = "en"
    type: str = ""
    worker_group: str = ""
    place: str = ""
    topic: str = ""
    language: str = ""
    year: str = ""
    series: str = ""
    page: int = 1


class WorkOut(Schema):
    """A work; `csl` is the item that reference managers read."""

    id: str
    page: str
    title: str
    language: str
    date: str
    kind: str
    worker_groups: list[str]
    places: list[str]
    topics: list[str]
    files: list[str]
    csl: dict[str, Any]


class WorksOut(Schema):
    """A page of works, and how many there are of each kind."""

    count: int
    page: int
    pages: int
    facets: dict[str, dict[str, int]]
    works: list[WorkOut]


@router.get("/works", response=WorksOut)
def works(
    request: HttpRequest, response: HttpResponse, wanted: Query[Asked]
) -> dict[str, Any]:
    """Return works as the library finds them, twenty at a time."""
    language = wanted.lang if wanted.lang in LANGUAGES else "en"
    chosen = wanted.dict(exclude={"q", "lang", "page"})
    page = min(max(wanted.page, 1), 10_000)
    answer = find(wanted.q[:200], language, {"kind": "work", **chosen}, page=page)
    slugs = [found.document.key.partition(":")[2] for found in answer.results]
    by_slug = {work.slug: work for work in _shown().filter(slug__in=slugs)}
    response["Access-Control-Allow-Origin"] = "*"
    return {
        "count": answer.count,
        "page": page,
        "pages": -(-answer.count // PAGE),
        "facets": {name: dict(counted) for name, counted in answer.facets.items()},
        "works": [_told(by_slug[slug], request) for slug in slugs],
    }


@router.get("/works/{identifier}", response=WorkOut)
def work(
    request: HttpRequest, response: HttpResponse, identifier: str
) -> dict[str, Any]:
    """Return a work by its permanent id."""
    found = _shown().filter(permanent=identifier.upper()).first()
    if found is None:
        raise Http404
    response["Access-Control-Allow-Origin"] = "*"
    return _told(found, request)


def _shown() -> Any:
    works = Work.objects.filter(live=True, withdrawn=None)
    return works.prefetch_related(
        "creators__person", "worker_groups", "places", "topics", "files"
    )


def _told(work: Work, request: HttpRequest) -> dict[str, Any]:
    language = work.language_of_page
    files = [
        request.build_absolute_uri(
            reverse("work-document", args=[language, work.slug, file.name])
        )
        for file in work.files_shown
    ]
    return {
        "id": work.permanent,
        "page": request.build_absolute_uri(f"/id/w/{work.permanent}"),
        "title": str(work),
        "language": work.language,
        "date": work.date,
        "kind": work.kind,
        "worker_groups": [each.code for each in work.worker_groups.all()],
        "places": [each.code for each in work.places.all()],
        "topics": [each.code for each in work.topics.all()],
        "files": files,
        "csl": csl_of(work),
    }
