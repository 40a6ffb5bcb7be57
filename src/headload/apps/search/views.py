"""The page of search: results first, what narrows them after."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from headload.apps.common.kept import kept
from headload.apps.common.languages import LANGUAGES
from headload.apps.common.models import Scheme, named
from headload.apps.common.words import Text, say, words
from headload.apps.search.find import PAGE, Answer, find
from headload.apps.search.synonyms import texts_of

SHOWN = ("kind", "worker_group", "place", "language", "year")
"""Facets that a reader chooses from here; the library has further ones."""
_LONGEST = 200
_SHOWN = 12
_ALSO = 6


@dataclass(frozen=True)
class Choice:
    """A value of a facet: how many results, and the address with or without it."""

    text: Text
    count: int
    address: str
    chosen: bool


@kept
def search(request: HttpRequest, language: str) -> HttpResponse:
    """Answer with what a question found."""
    text = request.GET.get("q", "")[:_LONGEST].strip()
    chosen = {name: request.GET.get(name, "")[:80] for name in SHOWN}
    only_own = request.GET.get("only") == "own"
    page = _page(request.GET.get("page", ""))
    answer = find(text, language, chosen, page=page, only_own=only_own)
    asked = {"q": text, **{name: each for name, each in chosen.items() if each}}
    if only_own:
        asked["only"] = "own"
    content = {
        "q": text,
        "answer": answer,
        "also": _also(answer, text),
        "own_address": _address({**asked, "only": "own"}),
        "all_address": _address({k: v for k, v in asked.items() if k != "only"}),
        "only_own": only_own,
        "facets": _facets(answer, asked, language),
        "results": [
            (found, _text({}, "kind", found.document.kind, language))
            for found in answer.results
        ],
        "meant": _address({**asked, "q": answer.suggestion}),
        "before": _address({**asked, "page": page - 1}) if page > 1 else "",
        "after": _address({**asked, "page": page + 1})
        if answer.count > page * PAGE
        else "",
        "chosen": {k: v for k, v in asked.items() if k != "q"},
        "door": "search",
    }
    return render(request, "search/search.html", content)


def _page(text: str) -> int:
    return int(text) if text.isdecimal() and 0 < len(text) < 5 and int(text) else 1


def _address(asked: Mapping[str, object]) -> str:
    return f"?{urlencode(asked)}"


def _also(answer: Answer, text: str) -> Sequence[tuple[str, str]]:
    """Return some of the words that mean the same and were searched for too."""
    own = text.casefold()
    also = [
        each
        for concept in answer.query.concepts
        for each in texts_of(concept)
        if each[0].casefold() not in own
    ]
    by_language: dict[str, tuple[str, str]] = {}
    for each in also:
        by_language.setdefault(each[1], each)
    return list(by_language.values())[:_ALSO]


def _facets(
    answer: Answer, asked: Mapping[str, str], language: str
) -> Sequence[tuple[str, Sequence[Choice]]]:
    names = {
        "place": named(Scheme.PLACE, language),
        "worker_group": named(Scheme.WORKER_GROUP, language),
        "language": {code: Text(name) for code, (_, name) in LANGUAGES.items()},
    }
    return [
        (
            name,
            [
                _choice(name, value, count, asked, _text(names, name, value, language))
                for value, count in values[:_SHOWN]
            ],
        )
        for name, values in answer.facets.items()
        if name in SHOWN
    ]


def _choice(
    name: str, value: str, count: int, asked: Mapping[str, str], text: Text
) -> Choice:
    chosen = asked.get(name) == value
    others = {key: each for key, each in asked.items() if key != name}
    address = _address(others if chosen else {**others, name: value})
    return Choice(text, count, address, chosen)


def _text(
    names: Mapping[str, Mapping[str, Text]], name: str, value: str, language: str
) -> Text:
    if name == "kind" and f"kind_{value}" in words():
        return say(f"kind_{value}", language)
    return names.get(name, {}).get(value, Text(value))
