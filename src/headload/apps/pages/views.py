"""What answers to an address: lists of concepts, a concept, a written page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail.models import Locale

from headload.apps.common.groups import SLUGS
from headload.apps.common.kept import kept
from headload.apps.common.models import Concept, Scheme
from headload.apps.common.words import FALLBACK
from headload.apps.common.world import world
from headload.apps.explorer.models import Release
from headload.apps.explorer.table import MARKS
from headload.apps.pages.addresses import FOLDERS, address_of
from headload.apps.pages.draw import draw, draw_concept
from headload.apps.pages.home import draw_home
from headload.apps.pages.models import HomePage, StoryPage, Written
from headload.apps.pages.translation import Words, words_of

_OF_USERS = "x"
"""Codes that ISO 3166 leaves to users: a country that is not there."""


@kept
def home(request: HttpRequest, language: str) -> HttpResponse:
    """Answer with the home page in a language."""
    page = _home_page(language)
    return draw_home(request, language, words_of(page, language) if page else Words())


@kept
def workers(request: HttpRequest, language: str) -> HttpResponse:
    """Answer with the worker groups."""
    groups = [(code, slug, MARKS[code]) for slug, code in SLUGS.items()]
    return render(request, "pages/workers.html", {"groups": groups, "door": "workers"})


@kept
def places(request: HttpRequest, language: str) -> HttpResponse:
    """Answer with every place: those with numbers, focal cities, all others."""
    with_numbers = set(
        Release.objects.filter(newest=True).values_list("place", flat=True)
    )
    found = list(Concept.objects.filter(scheme=Scheme.PLACE).prefetch_related("names"))
    named = sorted(
        ((each.name(language), address_of(each, language), each) for each in found),
        key=lambda each: each[0].text.casefold(),
    )
    content = {
        "numbers": [each for each in named if each[2].code in with_numbers],
        "focal": [each for each in named if each[2].focal],
        "others": [
            each
            for each in named
            if each[2].code not in with_numbers
            and not each[2].within_id
            and not each[2].code.startswith(_OF_USERS)
        ],
        "world": world(with_numbers, {each[2].code: each[:2] for each in named}),
        "door": "places",
    }
    return render(request, "pages/places.html", content)


@kept
def concepts(request: HttpRequest, language: str, scheme: str) -> HttpResponse:
    """Answer with the Programmes, Initiatives or topics."""
    found = Concept.objects.filter(scheme=scheme).prefetch_related("names")
    named = [(each.name(language), address_of(each, language)) for each in found]
    content = {
        "named": sorted(named, key=lambda each: str(each[0])),
        "heading": FOLDERS[scheme],
    }
    return render(request, "pages/concepts.html", content)


@kept
def concept(
    request: HttpRequest, language: str, scheme: str, code: str, city: str = ""
) -> HttpResponse:
    """Answer with the page of a concept.

    Raises
    ------
    Http404
        When the vocabulary has none of that name.
    """
    wanted = f"{code}-{city}" if city else code
    found = Concept.objects.filter(scheme=scheme, code=wanted).first()
    if found is None or (found.within_id and not city and scheme == Scheme.PLACE):
        raise Http404
    return draw_concept(request, found, language)


@kept
def written(request: HttpRequest, language: str, path: str) -> HttpResponse:
    """Answer with a page of the tree; in another language where there is none.

    Raises
    ------
    Http404
        When there is none in any language, or it may not be seen.
    """
    for code in dict.fromkeys((language, FALLBACK, *_languages())):
        page = _at(code, path)
        if page is not None:
            translated = page.get_translation_or_none(_locale(language))
            if translated is not None and translated.live:
                page = translated.specific
            return draw(request, page, language)
    raise Http404


def _at(language: str, path: str) -> Written | None:
    """Return the live page at a path below the home page of a language."""
    start = _home_page(language)
    if start is None:
        return None
    below = start.get_descendants().live()
    page = below.filter(url_path=f"{start.url_path}{path.strip('/')}/").first()
    found = page.specific if page else None
    if isinstance(found, StoryPage) and not found.may_be_seen:
        return None
    return found if isinstance(found, Written) else None


def _home_page(language: str) -> HomePage | None:
    return HomePage.objects.live().filter(locale__language_code=language).first()


def _locale(language: str) -> Locale:
    return Locale.objects.get(language_code=language)


def _languages() -> list[str]:
    return list(Locale.objects.values_list("language_code", flat=True))
