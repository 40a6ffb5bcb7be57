"""The page of a word of the field: in every language, and what the site has on it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from headload.apps.common.glossary import Concept, concepts
from headload.apps.common.groups import SLUGS
from headload.apps.common.kept import kept
from headload.apps.common.languages import LANGUAGES
from headload.apps.library.models import Work
from headload.apps.search.find import find

_WORKS = 6


@kept
def word(request: HttpRequest, language: str, concept: str) -> HttpResponse:
    """Answer with the words of a concept in every language, and works about it."""
    spoken = {code: _in(code, concept) for code in (language, *LANGUAGES)}
    known = [(code, each) for code, each in spoken.items() if each]
    if not known:
        raise Http404
    code, first = known[0]
    answer = find(first.name, language, {"kind": "work"})
    slugs = [each.document.key.partition(":")[2] for each in answer.results[:_WORKS]]
    works = {
        work.slug: work
        for work in Work.objects.filter(slug__in=slugs).prefetch_related(
            "creators__person"
        )
    }
    content = {
        "concept": first,
        "foreign": code if code != language else "",
        "languages_of_words": [
            (each_code, LANGUAGES[each_code][1], each) for each_code, each in known
        ],
        "works": [works[slug] for slug in slugs if slug in works],
        "count": answer.count,
        "group": next(
            (
                slug
                for slug, group in SLUGS.items()
                if group.replace("_", "-") == concept
            ),
            "",
        ),
    }
    return render(request, "site/word.html", content)


def _in(language: str, concept: str) -> Concept | None:
    return next((each for each in concepts(language) if each.id == concept), None)
