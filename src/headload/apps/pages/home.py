"""The home page: what is known first, then the groups, places, and what is new."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from headload.apps.common.groups import GROUPS, SLUGS
from headload.apps.explorer.choose import latest_by_place
from headload.apps.explorer.places import entry_of
from headload.apps.explorer.table import MARKS
from headload.apps.pages.models import Consent, NewsPage, StoryPage
from headload.apps.pages.translation import Words, elsewhere

_LEAD = "street_vendor"
_NEW = 4


def draw_home(request: HttpRequest, language: str, words: Words) -> HttpResponse:
    """Answer with the home page of a language."""
    request.language = language
    if words.page:
        request.elsewhere = elsewhere(words.page)
    latest = latest_by_place()
    leads = [
        statement
        for each in latest
        for statement in entry_of(each, language, groups=(_LEAD,)).statements[:1]
        if statement.cell.value is not None
    ]
    slugs = {code: slug for slug, code in SLUGS.items()}
    content = {
        "words": words,
        "lead": leads[0] if leads else None,
        "entries": [entry_of(each, language, groups=()) for each in latest],
        "groups": [(code, slugs[code], MARKS[code]) for code in GROUPS],
        "news": _newest(NewsPage.objects.order_by("-date"), language),
        "told": {
            "stories": _newest(StoryPage.objects.filter(Consent.in_force()), language)
        },
    }
    return render(request, "pages/home.html", content)


def _newest(pages: Any, language: str) -> list[object]:
    return list(pages.live().filter(locale__language_code=language)[:_NEW])
