"""The pages of demands, of gaps in the data, and of one's own request."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache

from headload.apps.common.kept import kept
from headload.apps.common.standing import standing_of
from headload.apps.voice.choose import choices_of, narrowed
from headload.apps.voice.demands.came import came_of
from headload.apps.voice.demands.choose import FACETS, cards, names_of
from headload.apps.voice.demands.exports import (
    demand_node,
    demands_csv,
    gap_node,
    gaps_csv,
    graph,
    node_in_page,
)
from headload.apps.voice.demands.gaps import by_producer, gaps_by_state
from headload.apps.voice.demands.gaps import content_of as content_of_gap
from headload.apps.voice.demands.page import content_of
from headload.apps.voice.models import DataGap, Demand, EvidenceRequest

_PAGE = 40
_DOOR = "voice"


@kept
def demands(request: HttpRequest, language: str) -> HttpResponse:
    """Answer with demands: all of them, or those that choices leave."""
    asked = _asked(request)
    every = cards(language)
    found, counts = narrowed(every, asked, FACETS)
    number = request.GET.get("page", "1")
    page = int(number) if number.isdecimal() and 0 < int(number) < 10_000 else 1
    after = len(found) > page * _PAGE
    content = {
        "count": len(found),
        "cards": found[(page - 1) * _PAGE : page * _PAGE],
        "facets": choices_of(counts, asked, names_of(every, language)),
        "query": urlencode(asked),
        "before": urlencode({**asked, "page": page - 1}) if page > 1 else "",
        "after": urlencode({**asked, "page": page + 1}) if after else "",
        "chosen": bool(asked),
        "door": _DOOR,
    }
    return render(request, "voice/demands.html", content)


@kept
def demands_file(request: HttpRequest, language: str, form: str) -> HttpResponse:
    """Answer with every demand that choices leave, as one file."""
    found, _ = narrowed(cards(language, in_bulk=True), _asked(request), FACETS)
    whole = request.build_absolute_uri
    if form == "csv":
        return _file(demands_csv(found, whole), "demands.csv")
    nodes = [demand_node(each, language, whole) for each in found]
    return _file(graph(nodes), "demands.jsonld")


@kept
def demand(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """Answer with the page of a demand.

    Raises
    ------
    Http404
        When readers may see none of that name.
    """
    found = Demand.objects.public().filter(slug=slug).first()
    if found is None:
        raise Http404
    content = content_of(found, language)
    whole = request.build_absolute_uri
    content = {
        **content,
        "wins": came_of(found, language),
        "json_ld": node_in_page(demand_node(content["card"], language, whole)),
        "address": whole(f"/id/d/{found.permanent}"),
        "door": _DOOR,
    }
    return render(request, "voice/demand.html", content)


@kept
def gaps(request: HttpRequest, language: str) -> HttpResponse:
    """Answer with what nobody can say: open gaps, the oldest first, then closed."""
    open_, closed = gaps_by_state()
    content = {
        "open": open_,
        "producers": by_producer(open_),
        "closed": closed,
        "door": _DOOR,
    }
    return render(request, "voice/gaps.html", content)


@kept
def gaps_file(request: HttpRequest, language: str, form: str) -> HttpResponse:
    """Answer with every gap, as one file."""
    open_, closed = gaps_by_state()
    found, whole = [*open_, *closed], request.build_absolute_uri
    if form == "csv":
        return _file(gaps_csv(found, whole), "data-gaps.csv")
    return _file(graph([gap_node(each, whole) for each in found]), "data-gaps.jsonld")


@kept
def gap(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """Answer with the page of a gap.

    Raises
    ------
    Http404
        When readers may see none of that name.
    """
    found = DataGap.objects.public().filter(slug=slug).first()
    if found is None:
        raise Http404
    whole = request.build_absolute_uri
    content = {
        **content_of_gap(found, language),
        "json_ld": node_in_page(gap_node(found, whole)),
        "address": whole(f"/id/g/{found.permanent}"),
        "door": _DOOR,
    }
    return render(request, "voice/gap.html", content)


@never_cache
def request_status(request: HttpRequest, language: str, key: str) -> HttpResponse:
    """Answer whoever has the key how far a request is; it names no organisation.

    Raises
    ------
    Http404
        When no request has that key.
    """
    found = get_object_or_404(EvidenceRequest, key=key)
    estimate = found.estimate_id
    content = {
        "asked": found,
        "foreign": found.language if found.language != language else "",
        "standing": standing_of(estimate, found.release_id, language)
        if estimate
        else None,
        "work": found.work if found.work and found.work.live else None,
        "gap": found.gap if found.gap and found.gap.live else None,
        "door": _DOOR,
    }
    answer = render(request, "voice/request.html", content)
    answer["X-Robots-Tag"] = "noindex"
    answer["Referrer-Policy"] = "no-referrer"
    return answer


def _asked(request: HttpRequest) -> dict[str, str]:
    asked = {name: request.GET.get(name, "")[:120] for name in FACETS}
    return {name: value for name, value in asked.items() if value}


def _file(content: bytes, name: str) -> HttpResponse:
    csv = name.endswith(".csv")
    kind = "text/csv; charset=utf-8" if csv else "application/ld+json"
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
