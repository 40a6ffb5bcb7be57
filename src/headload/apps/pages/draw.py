"""Draw a page: its words, or those of its source, and what all apps know."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail.models import Page

from headload.apps.common.groups import SLUGS
from headload.apps.common.languages import LANGUAGES
from headload.apps.common.models import Concept, Scheme
from headload.apps.common.sections import sections_of
from headload.apps.common.words import Text
from headload.apps.explorer.table import MARKS
from headload.apps.pages.addresses import FOLDERS, address_of
from headload.apps.pages.home import draw_home
from headload.apps.pages.models import (
    ConceptPage,
    Consent,
    HomePage,
    ListPage,
    NewsPage,
    StoryPage,
    Written,
)
from headload.apps.pages.translation import (
    Words,
    elsewhere,
    words_about,
    words_of,
)


def draw(request: HttpRequest, page: Written, language: str) -> HttpResponse:
    """Answer with a page in the language of its words, or of the reader."""
    if isinstance(page, ConceptPage):
        return draw_concept(request, page.concept, language, words=words_of(page))
    if isinstance(page, HomePage):
        return draw_home(request, language, words_of(page, language))
    request.language = language
    request.elsewhere = elsewhere(page)
    words = words_of(page, language)
    content = {
        "words": words,
        "heading": Text(page.title, words.foreign),
        "trail": _trail(page, language),
        "items": _items(page),
        "story": page if isinstance(page, StoryPage) else None,
        "date": page.date if isinstance(page, NewsPage) else None,
    }
    return render(request, "pages/written.html", content)


def draw_concept(
    request: HttpRequest,
    concept: Concept,
    language: str,
    *,
    words: Words | None = None,
) -> HttpResponse:
    """Answer with the page of a concept: words where written, then what is known."""
    request.language = language
    request.elsewhere = {code: address_of(concept, code) for code in LANGUAGES}
    words = words or words_about(concept, language)
    page = words.page
    content = {
        "words": words,
        "concept": concept,
        "heading": Text(page.title, words.foreign) if page else concept.name(language),
        "folder": FOLDERS[concept.scheme],
        "country": concept.within,
        "country_name": concept.within.name(language) if concept.within else "",
        "country_address": address_of(concept.within, language)
        if concept.within
        else "",
        "parts": _named(concept.parts.all(), language),
        "sections": sections_of(concept, language),
        "mark": MARKS.get(SLUGS.get(concept.code, ""), "")
        if concept.scheme == Scheme.WORKER_GROUP
        else "",
    }
    return render(request, "pages/concept.html", content)


def _items(page: Written) -> Sequence[Mapping[str, Any]]:
    """Return what a list shows: pages below it that may be seen, the newest first."""
    if not isinstance(page, ListPage):
        return ()
    below = Page.objects.child_of(page).live().order_by("-first_published_at")
    hidden = StoryPage.objects.exclude(Consent.in_force()).values("pk")
    return [
        {
            "title": each.title,
            "address": each.address(),
            "lead": each.lead,
            "date": getattr(each, "date", None),
            "by": getattr(each, "said_by", ""),
        }
        for each in below.exclude(pk__in=hidden).specific()
    ]


def _trail(page: Written, language: str) -> Sequence[tuple[str, str]]:
    above = page.get_ancestors().filter(depth__gt=2).specific()
    return [(each.address(), each.title) for each in above]


def _named(concepts: Any, language: str) -> Sequence[tuple[Text, str]]:
    found = concepts.prefetch_related("names")
    return [(each.name(language), address_of(each, language)) for each in found]
