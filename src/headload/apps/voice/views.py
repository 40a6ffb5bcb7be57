"""The pages of laws, ratifications, processes and bodies."""

from collections.abc import Mapping
from typing import TypeVar
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from headload.apps.common.kept import kept
from headload.apps.common.languages import spoken_by
from headload.apps.common.models import Concept, Scheme, named
from headload.apps.library.feeds import FEEDS
from headload.apps.voice.choose import FACETS, cards, choices_of, names_of, narrowed
from headload.apps.voice.compare import compared
from headload.apps.voice.demands.choose import cards as demand_cards
from headload.apps.voice.due import by_urgency, due_in
from headload.apps.voice.exports import (
    json_ld_in_page,
    laws_csv,
    laws_feed,
    laws_json_ld,
    parties_csv,
)
from headload.apps.voice.feeds.views import links
from headload.apps.voice.models import (
    Body,
    DataGap,
    Demand,
    Law,
    Outcome,
    Platform,
    Process,
    Record,
)
from headload.apps.voice.page import about, content_of, places, where
from headload.apps.voice.papers.choose import cards as paper_cards
from headload.apps.voice.papers.sent import sent_to
from headload.apps.voice.parties import as_of_span, parties_of
from headload.apps.voice.words import STILL_OPEN

_PAGE = 40
_MOST_COMPARED = 4
_DOOR = "voice"
_KINDS: Mapping[str, tuple[type[Record], str]] = {
    "l": (Law, "law"),
    "p": (Process, "process"),
    "b": (Body, "body"),
    "d": (Demand, "demand"),
    "g": (DataGap, "gap"),
    "v": (Outcome, "win"),
    "f": (Platform, "platform"),
}
Kind = TypeVar("Kind", bound=Record)


@kept
def laws(request: HttpRequest, language: str) -> HttpResponse:
    """Answer with laws: all of them, or those that choices leave."""
    asked = _asked(request)
    found, counts = narrowed(cards(), asked)
    number = request.GET.get("page", "1")
    page = int(number) if number.isdecimal() and 0 < int(number) < 10_000 else 1
    shown = found[(page - 1) * _PAGE : page * _PAGE]
    after = len(found) > page * _PAGE
    content = {
        "count": len(found),
        "cards": [(each, where(each.law, language)) for each in shown],
        "facets": choices_of(counts, asked, names_of(language)),
        "query": urlencode(asked),
        "wish": _wish(asked),
        "before": urlencode({**asked, "page": page - 1}) if page > 1 else "",
        "after": urlencode({**asked, "page": page + 1}) if after else "",
        "chosen": bool(asked),
        "conventions": Law.objects.public()
        .filter(ratifications__sources__isnull=False)
        .order_by("identifier"),
        "door": _DOOR,
    }
    return render(request, "voice/laws.html", content)


def _wish(asked: Mapping[str, str]) -> str:
    """Return a choice of laws as a wish for letters takes it: by group and place."""
    names = {"sector": "group", "country": "place"}
    return urlencode({names[name]: asked[name] for name in names if name in asked})


def _asked(request: HttpRequest) -> dict[str, str]:
    asked = {name: request.GET.get(name, "")[:80] for name in FACETS}
    return {name: value for name, value in asked.items() if value}


@kept
def laws_file(request: HttpRequest, language: str, form: str) -> HttpResponse:
    """Answer with every law that choices leave, as one file or a feed."""
    found, _ = narrowed(cards(), _asked(request))
    if form in FEEDS:
        content, kind = laws_feed(found, request, language, form)
        return HttpResponse(content, content_type=kind)
    if form == "csv":
        content = laws_csv(found, request.build_absolute_uri)
        return _file(content, "text/csv; charset=utf-8", "laws.csv")
    content = laws_json_ld(found, request.build_absolute_uri)
    return _file(content, "application/ld+json", "laws.jsonld")


@kept
def law(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """Answer with the page of a law.

    Raises
    ------
    Http404
        When readers may see none of that name.
    """
    found = _seen(Law, slug)
    content = {
        **content_of(found, language),
        "json_ld": json_ld_in_page(found, request.build_absolute_uri),
        "address": request.build_absolute_uri(f"/id/l/{found.permanent}"),
        "door": _DOOR,
    }
    return render(request, "voice/law.html", content)


@kept
def laws_compared(request: HttpRequest, language: str) -> HttpResponse:
    """Answer with the laws of a few places side by side."""
    codes = list(dict.fromkeys(request.GET.getlist("country")))
    chosen = [each for each in codes if each][:_MOST_COMPARED]
    found = Concept.objects.filter(
        scheme=Scheme.PLACE, within=None, code__in=chosen
    ).prefetch_related("names")
    by_code = {each.code: each for each in found}
    countries = [by_code[code] for code in chosen if code in by_code]
    names = named(Scheme.PLACE, language)
    with_laws = Law.objects.public().filter(country__isnull=False)
    options = sorted(
        {
            (names[code].text, code)
            for code in with_laws.values_list("country__code", flat=True)
        }
    )
    content = {
        "compared": compared(countries, language) if countries else None,
        "width": len(countries) + 1,
        "listed": [code for _, code in options],
        "options": options,
        "boxes": _boxes([each.code for each in countries]),
        "unknown": [code for code in chosen if code not in by_code],
        "door": _DOOR,
    }
    return render(request, "voice/compare.html", content)


def _boxes(codes: list[str]) -> list[tuple[int, str]]:
    """Return number and value of each box of the form; two at least, one is free."""
    count = min(max(2, len(codes) + 1), _MOST_COMPARED)
    return list(enumerate([*codes, *[""] * count][:count], start=1))


@kept
def ratifications(
    request: HttpRequest, language: str, slug: str, form: str = ""
) -> HttpResponse:
    """Answer with the countries bound by a convention, as a page or a table.

    Raises
    ------
    Http404
        When readers may see no convention of that name.
    """
    found = _seen(Law, slug)
    if not found.is_convention:
        raise Http404
    parties = parties_of(found, language)
    if form:
        return _file(parties_csv(parties), "text/csv; charset=utf-8", f"{slug}.csv")
    oldest, newest, silent = as_of_span(parties)
    content = {
        "law": found,
        "foreign": found.language if found.language != language else "",
        "parties": parties,
        "doubted": sum(bool(each.judged.doubts) for each in parties),
        "oldest": oldest,
        "newest": newest,
        "silent": silent,
        "door": _DOOR,
    }
    return render(request, "voice/ratifications.html", content)


@kept
def processes(request: HttpRequest, language: str) -> HttpResponse:
    """Answer with processes: those that are open first, by the next deadline."""
    found = Process.objects.public().select_related("body")
    running, over = by_urgency(found.prefetch_related("deadlines"), timezone.now())
    content = {"running": running, "over": over, "door": _DOOR}
    return render(request, "voice/processes.html", content)


@kept
def process(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """Answer with the page of a process.

    Raises
    ------
    Http404
        When readers may see none of that name.
    """
    found = _seen(Process, slug)
    body = found.body
    sent, sent_others = sent_to(found, language)
    content = {
        "process": found,
        "foreign": found.language if found.language != language else "",
        "body": body if body and Body.objects.public().filter(pk=body.pk) else None,
        "places": places(found, language),
        "about": about(found, language),
        "dues": due_in(found, timezone.now()),
        "phases": found.phases.all(),
        "over": found.state not in STILL_OPEN,
        "laws": Law.objects.public().filter(processes=found),
        "parts": Process.objects.public().filter(parent=found),
        "demands": demand_cards(language, processes=found),
        "papers": paper_cards(language, process=found),
        "sent": sent,
        "sent_others": sent_others,
        "address": request.build_absolute_uri(f"/id/p/{found.permanent}"),
        "door": _DOOR,
    }
    if any(each.rule for each in found.deadlines.all()):
        feed = reverse("process-calendar", args=[language, slug])
        content |= links(request, feed)
    return render(request, "voice/process.html", content)


@kept
def body(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """Answer with the page of a body and its processes.

    Raises
    ------
    Http404
        When readers may see none of that name.
    """
    found = _seen(Body, slug)
    own = Process.objects.public().filter(body=found).select_related("body")
    running, over = by_urgency(own.prefetch_related("deadlines"), timezone.now())
    content = {
        "body": found,
        "foreign": found.language if found.language != language else "",
        "places": places(found, language),
        "running": running,
        "over": over,
        "address": request.build_absolute_uri(f"/id/b/{found.permanent}"),
        "door": _DOOR,
    }
    return render(request, "voice/body.html", content)


def permanent(request: HttpRequest, kind: str, identifier: str) -> HttpResponse:
    """Lead from a permanent id to the page in the reader's language.

    Raises
    ------
    Http404
        When readers may see nothing of that id.
    """
    model, page = _KINDS[kind]
    found = model.objects.public().filter(permanent=identifier.upper()).first()
    if found is None:
        raise Http404
    return redirect(page, language=spoken_by(request), slug=found.slug)


def _seen(model: type[Kind], slug: str) -> Kind:
    found = model.objects.public().filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
