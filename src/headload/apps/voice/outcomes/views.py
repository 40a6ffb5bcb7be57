"""The pages of wins."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from headload.apps.common.kept import kept
from headload.apps.voice.choose import choices_of, narrowed
from headload.apps.voice.demands.exports import graph, node_in_page
from headload.apps.voice.models import Outcome
from headload.apps.voice.outcomes.choose import FACETS, Card, cards, names_of
from headload.apps.voice.outcomes.exports import win_node, wins_csv, wins_feed
from headload.apps.voice.outcomes.page import content_of

_PAGE = 40
_DOOR = "voice"
_FORMS = (("csv", "CSV"), ("jsonld", "JSON-LD"), ("atom", "Atom"), ("rss", "RSS"))
_TYPES = {"csv": "text/csv; charset=utf-8", "jsonld": "application/ld+json"}


@kept
def wins(request: HttpRequest, language: str) -> HttpResponse:
    """Answer with wins: all of them, or those that choices leave."""
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
        "forms": _FORMS,
        "door": _DOOR,
    }
    return render(request, "voice/wins.html", content)


@kept
def wins_file(request: HttpRequest, language: str, form: str) -> HttpResponse:
    """Answer with every win that choices leave, as one file or a feed."""
    found, whole = _found(request, language), request.build_absolute_uri
    if form in _TYPES:
        nodes = [win_node(each, whole) for each in found]
        content = wins_csv(found, whole) if form == "csv" else graph(nodes)
        answer = HttpResponse(content, content_type=_TYPES[form])
        answer["Content-Disposition"] = f'attachment; filename="wins.{form}"'
        return answer
    content, kind = wins_feed(found, request, language, form)
    return HttpResponse(content, content_type=kind)


@kept
def win(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """Answer with the page of a win.

    Raises
    ------
    Http404
        When readers may see none of that name.
    """
    found = Outcome.objects.public().filter(slug=slug).first()
    if found is None:
        raise Http404
    content = content_of(found, language)
    whole = request.build_absolute_uri
    content = {
        **content,
        "json_ld": node_in_page(win_node(content["card"], whole)),
        "address": whole(f"/id/v/{found.permanent}"),
        "door": _DOOR,
    }
    return render(request, "voice/win.html", content)


def _found(request: HttpRequest, language: str) -> list[Card]:
    return narrowed(cards(language, in_bulk=True), _asked(request), FACETS)[0]


def _asked(request: HttpRequest) -> dict[str, str]:
    asked = {name: request.GET.get(name, "")[:120] for name in FACETS}
    return {name: value for name, value in asked.items() if value}
