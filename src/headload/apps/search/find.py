"""Find pages: ranked, counted by what they are of, with the passage that matched."""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from itertools import islice

import numpy as np
from django.db import connection
from django.db.models import F, Q

from headload.apps.common.models import Content
from headload.apps.search.engines import engine as engine_of_site
from headload.apps.search.facets import Numbers, facets_of
from headload.apps.search.models import Document, Term
from headload.apps.search.query import Part, Query, query_of, words_in
from headload.apps.search.words import folded, pieces, stem

PAGE = 20
"""Results on a page."""
_BEFORE, _AFTER = 8, 22
"""Words of a snippet before and after the first that matched."""
_READ = 6000
"""Characters of a text in which a snippet is looked for."""
_ALIKE = 0.75
_SHORTEST = 4

Segment = tuple[str, bool]
"""A stretch of text, and whether it matched."""


@dataclass(frozen=True)
class Found:
    """A page that was found, and why."""

    document: Document
    title: Sequence[Segment]
    snippet: Sequence[Segment]


@dataclass(frozen=True)
class Answer:
    """What a question found.

    Parameters
    ----------
    facets
        How many results each value has, by the name of the facet; under a chosen
        facet its other values stay countable.
    suggestion
        The question with a word that documents have, where one has none.
    """

    query: Query
    count: int
    results: Sequence[Found]
    facets: Mapping[str, Sequence[tuple[str, int]]]
    suggestion: str = ""


def find(
    text: str,
    language: str,
    chosen: Mapping[str, str] | None = None,
    *,
    page: int = 1,
    only_own: bool = False,
) -> Answer:
    """Return what `text` finds for a reader in `language`.

    Parameters
    ----------
    text
        Empty for everything of a chosen kind, the newest first.
    chosen
        Values by facet; all of them have to hold. Without a language the reader gets
        pages in her own, or those of any language where hers has none.
    page
        From 1.
    only_own
        Look for the reader's words alone, not for those that mean the same.
    """
    query = query_of(text, _known(text), only_own=only_own)
    kept, counts = _narrowed(query, language, chosen or {})
    shown = kept[(page - 1) * PAGE : page * PAGE]
    documents = Document.objects.in_bulk(shown)
    results = [_found(documents[number], query) for number in shown]
    shown_counts = {name: counted for name, counted in counts.items() if counted}
    suggestion = "" if kept else _meant(text)
    return Answer(query, len(kept), results, shown_counts, suggestion)


def every_key(text: str, language: str, chosen: Mapping[str, str]) -> list[str]:
    """Return the key of every document that `find` would find, in its order."""
    query = query_of(text, _known(text))
    kept, _ = _narrowed(query, language, chosen)
    keys = dict(Document.objects.filter(pk__in=kept).values_list("pk", "key"))
    return [keys[number] for number in kept]


def _narrowed(
    query: Query, language: str, chosen: Mapping[str, str]
) -> tuple[list[int], Mapping[str, Sequence[tuple[str, int]]]]:
    """Return documents that meet every choice, and counts by facet."""
    wanted = {name: value for name, value in chosen.items() if value}
    if query:
        ranked = _ranked(query)
    elif "kind" in wanted:
        newest = Document.objects.filter(kind=wanted["kind"]).order_by(
            F("date").desc(nulls_last=True), "title", "pk"
        )
        ranked = np.array(newest.values_list("pk", flat=True), dtype=int)
    else:
        return [], {}
    facets = facets_of(Content.now())
    kept, counts = facets.narrowed(ranked, {"serves": language, **wanted})
    if not kept or "language" in wanted:
        kept, counts = facets.narrowed(ranked, wanted)
    return kept, counts


def _known(text: str) -> Mapping[str, Sequence[str]]:
    """Return the stems that documents have for each word, whatever its accents."""
    wanted = [folded(word) for word in words_in(text)]
    terms = Term.objects.filter(word__in=wanted).values_list("word", "stems")
    return {word: stems.split() for word, stems in terms}


def _ranked(query: Query) -> Numbers:
    """Return numbers of documents: the reader's own words first, by rank.

    Then those whose title has a word that means the same, then all others.
    """
    engine = engine_of_site()
    own = Query(tuple(Part(part.own) for part in query.parts), ())
    asked = [engine.best(own)]
    if own != query:
        asked += [engine.all(query, titles=True), engine.all(query, titles=False)]
    ranked: dict[int, None] = {}
    with connection.cursor() as cursor:
        for sql, values in asked:
            cursor.execute(sql, values)
            ranked.update((row[0], None) for row in cursor.fetchall())
    return np.fromiter(ranked, dtype=int, count=len(ranked))


def _found(document: Document, query: Query) -> Found:
    wanted = _worth_marking(query)
    title = list(_marked(document.title, document.language, wanted))
    return Found(document, title, _snippet(document, wanted))


def _worth_marking(query: Query) -> set[str]:
    """Return stems to mark; of words that mean the same, no *de* and *of*."""
    own = {stem for part in query.parts for phrase in part.own for stem in phrase}
    others = {stem for part in query.parts for phrase in part.others for stem in phrase}
    return own | {stem for stem in others if len(stem) >= _SHORTEST}


def _snippet(document: Document, wanted: set[str]) -> Sequence[Segment]:
    """Return the words around the first match of the text, matches marked."""
    text = document.text[:_READ]
    before: deque[int] = deque(maxlen=_BEFORE + 1)
    words = pieces(text)
    for word, start, _ in words:
        before.append(start)
        if stem(word, document.language) in wanted:
            break
    else:
        before = deque([0])
        words = pieces(text)
    end = max((end for _, _, end in islice(words, _AFTER)), default=len(text))
    inside = list(_marked(text[before[0] : end], document.language, wanted))
    cut = ("… " if before[0] else "", " …" if end < len(document.text) - 2 else "")
    return [(cut[0], False), *inside, (cut[1], False)] if text else ()


def _marked(text: str, language: str, wanted: set[str]) -> Iterator[Segment]:
    done = 0
    for word, start, end in pieces(text):
        if stem(word, language) in wanted:
            yield text[done:start], False
            yield text[start:end], True
            done = end
    yield text[done:], False


def _meant(text: str) -> str:
    """Return the question with the likeliest word for each that no document has."""
    said, changed = text, False
    for word, *_ in pieces(text):
        plain = folded(word)
        if len(plain) < _SHORTEST or Term.objects.filter(word=plain).exists():
            continue
        near = _near(plain)
        if near:
            said, changed = said.replace(word, near), True
    return said if changed else ""


def _near(word: str) -> str:
    alike = Q(word__startswith=word[0]) | Q(word__endswith=word[-3:])
    terms = dict(Term.objects.filter(alike).values_list("word", "documents"))
    long = [each for each in terms if len(each) >= _SHORTEST and not each.isdigit()]
    close = get_close_matches(word, long, n=5, cutoff=_ALIKE)
    return max(close, key=lambda each: (_same(each, word), terms[each]), default="")


def _same(one: str, other: str) -> int:
    """Return how alike two words are, in tenths, so that the commoner of two wins."""
    return round(SequenceMatcher(None, one, other).ratio() * 10)
