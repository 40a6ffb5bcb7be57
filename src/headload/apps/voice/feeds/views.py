"""The calendar of deadlines: a page, and files that calendars ask for again and again.

Calendars ask by ETag. Their If-Modified-Since is not heard: a row that goes takes its
day with it, and the newest day that is left would hide that.
"""

import datetime
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import http_date

from headload.apps.common.kept import kept
from headload.apps.voice.calendar import MEDIA_TYPE, ics
from headload.apps.voice.feeds.entries import changed, entries
from headload.apps.voice.feeds.page import coming, selects, title_of
from headload.apps.voice.feeds.wanted import (
    NothingSuch,
    Wanted,
    processes_of,
    wanted,
)
from headload.apps.voice.models import Process

_NEVER = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
_SHOWN = 100


@kept
def calendar(request: HttpRequest, language: str) -> HttpResponse:
    """Answer with the next deadlines and the addresses of their calendar."""
    asked = _asked(request)
    found, without = coming(processes_of(asked), timezone.now())
    feed = reverse("calendar-file", args=[language])
    content = {
        "heading": title_of(asked, language),
        "names": asked.names(language),
        "found": found[:_SHOWN],
        "without": without,
        "selects": selects(asked, language),
        **links(request, f"{feed}?{asked.query}" if asked.query else feed),
        "query": asked.query,
        "door": "voice",
    }
    return render(request, "voice/calendar.html", content)


def calendar_file(request: HttpRequest, language: str) -> HttpResponse:
    """Answer with the deadlines of a choice as iCalendar."""
    request.META.pop("HTTP_IF_MODIFIED_SINCE", None)
    return _calendar_file(request, language)


def process_file(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """Answer with the deadlines of one process as iCalendar."""
    request.META.pop("HTTP_IF_MODIFIED_SINCE", None)
    return _process_file(request, language, slug)


def links(request: HttpRequest, feed: str) -> dict[str, str]:
    """Return the addresses of a calendar: to download, and to subscribe with."""
    whole = request.build_absolute_uri(feed)
    return {"ics": feed, "webcal": urlsplit(whole)._replace(scheme="webcal").geturl()}


@kept
def _calendar_file(request: HttpRequest, language: str) -> HttpResponse:
    asked = _asked(request)
    name = title_of(asked, language)
    return _file(request, processes_of(asked), language, name)


@kept
def _process_file(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    found = processes_of(Wanted()).filter(slug=slug)
    if not found:
        raise Http404
    return _file(request, found, language, found[0].title)


def _file(
    request: HttpRequest, processes: Iterable[Process], language: str, name: str
) -> HttpResponse:
    found = list(processes)
    newest = max((changed(each) for each in found), default=_NEVER)

    def address(process: Process) -> str:
        return request.build_absolute_uri(f"/id/p/{process.permanent}")

    content = ics(
        entries(found, language, address), stamp=newest, name=name, language=language
    )
    answer = HttpResponse(content, content_type=MEDIA_TYPE)
    answer["Last-Modified"] = http_date(newest.timestamp())
    answer["Content-Disposition"] = 'inline; filename="deadlines.ics"'
    return answer


def _asked(request: HttpRequest) -> Wanted:
    try:
        return wanted(request.GET.dict())
    except NothingSuch:
        raise Http404 from None
