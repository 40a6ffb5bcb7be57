"""The pages of texts: to read, to take away, and two beside one another."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from headload.apps.common.kept import kept
from headload.apps.common.words import Text
from headload.apps.voice.models import Law, Platform, Provision, TextVersion
from headload.apps.voice.texts.compare import (
    first_of,
    platforms_compared,
    provisions_of,
    shared,
    texts_compared,
)
from headload.apps.voice.texts.exports import provisions_csv, provisions_json_ld
from headload.apps.voice.texts.versions import languages_of, texts_of

_DOOR = "voice"
_PAGE = 40
_ENOUGH = 2


@kept
def text(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """Answer with a text of a law, provision by provision; the newest if none is named.

    Raises
    ------
    Http404
        When readers may see no law of that name.
    """
    law = _law(slug)
    texts = texts_of(law)
    version = _named(texts, request.GET.get("version", "")) or _last(texts)
    provisions = provisions_of(version or law)
    languages = languages_of(provisions)
    spoken = _spoken(request, languages, language, law)
    page = _number(request.GET.get("page", "1")) or 1
    shown = provisions[(page - 1) * _PAGE : page * _PAGE]
    content = {
        "law": law,
        "foreign": _foreign(law.language, language),
        "version": version,
        "texts": texts,
        "said_in": sorted(languages),
        "spoken": spoken,
        "foreign_text": _foreign(spoken, language),
        "provisions": [(each, _words(each, spoken)) for each in shown],
        "before": page - 1,
        "after": page + 1 if len(provisions) > page * _PAGE else 0,
        "door": _DOOR,
    }
    return render(request, "voice/texts/text.html", content)


@kept
def provisions_file(
    request: HttpRequest, language: str, slug: str, form: str
) -> HttpResponse:
    """Answer with the provisions of all texts of a law, as one file.

    Raises
    ------
    Http404
        When readers may see no law of that name.
    """
    law = _law(slug)
    if form == "csv":
        content = provisions_csv(law, request.build_absolute_uri)
        answer = HttpResponse(content, content_type="text/csv; charset=utf-8")
    else:
        content = provisions_json_ld(law, request.build_absolute_uri)
        answer = HttpResponse(content, content_type="application/ld+json")
    name = f"{slug}-provisions.{form}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@kept
def compare(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """Answer with two texts of a law beside one another; the last two if none is named.

    Raises
    ------
    Http404
        When readers may see no law of that name.
    """
    law = _law(slug)
    texts = texts_of(law)
    new = _named(texts, request.GET.get("to", "")) or _last(texts)
    others = [each for each in texts if each != new]
    old = _named(others, request.GET.get("from", "")) or _last(others)
    content = {
        "law": law,
        "foreign": _foreign(law.language, language),
        "texts": texts,
        "enough": len(texts) >= _ENOUGH,
        "old": old,
        "new": new,
        "door": _DOOR,
    }
    if old and new:
        languages = shared(provisions_of(old), provisions_of(new))
        spoken = _spoken(request, languages, language, law)
        content |= {
            "said_in": sorted(languages),
            "spoken": spoken,
            "foreign_text": _foreign(spoken or law.language, language),
            "compared": texts_compared(old, new, spoken),
        }
    return render(request, "voice/texts/compare.html", content)


@kept
def compare_platforms(request: HttpRequest, language: str) -> HttpResponse:
    """Answer with two platforms of demands beside one another."""
    found = list(Platform.objects.public())
    by_slug = {each.slug: each for each in found}
    old = by_slug.get(request.GET.get("from", ""))
    new = by_slug.get(request.GET.get("to", ""))
    content = {
        "platforms": [(each, _own(each, language)) for each in found],
        "enough": len(found) >= _ENOUGH,
        "old": old,
        "new": new,
        "door": _DOOR,
    }
    if old and new and old != new:
        content["compared"] = platforms_compared(old, new, language)
    return render(request, "voice/texts/compare_platforms.html", content)


def _own(platform: Platform, language: str) -> Text:
    return Text(platform.title, _foreign(platform.language, language))


def _law(slug: str) -> Law:
    found = Law.objects.public().filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def _named(texts: Sequence[TextVersion], number: str) -> TextVersion | None:
    return next((each for each in texts if str(each.pk) == number), None)


def _last(texts: Sequence[TextVersion]) -> TextVersion | None:
    return texts[-1] if texts else None


def _number(written: str) -> int:
    return int(written) if written.isdecimal() and len(written) < 5 else 0


def _spoken(request: HttpRequest, languages: set[str], language: str, law: Law) -> str:
    return first_of(languages, request.GET.get("in", ""), language, law.language)


def _words(provision: Provision, spoken: str) -> object:
    texts = provision.texts.all()
    return next((each for each in texts if each.language == spoken), None)


def _foreign(spoken: str, language: str) -> str:
    return spoken if spoken != language else ""
