"""Find pages: ranked, counted by what they are of, with the passage that matched."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from functools import lru_cache

from django.db import connection
from django.db.models import Q

from headload.apps.common.models import Content
from headload.apps.search.engines import engine
from headload.apps.search.models import Document, Facet, Term
from headload.apps.search.query import Part, Query, query_of, words_in
from headload.apps.search.words import folded, pieces, stem

PAGE = 20
"""Results on a page."""
SHOWN_FACETS = ("kind", "worker_group", "place", "language", "year")
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
    chosen
        Values by facet; all of them have to hold. Without a language the reader gets
        pages in her own, or those of any language where hers has none.
    page
        From 1.
    only_own
        Look for the reader's words alone, not for those that mean the same.
    """
    query = query_of(text, _known(text), only_own=only_own)
    if not query:
        return Answer(query, 0, (), {})
    wanted = {name: value for name, value in (chosen or {}).items() if value}
    ranked = _ranked(query)
    kept, counts = _narrowed(ranked, {"serves": language, **wanted})
    if not kept or "language" in wanted:
        kept, counts = _narrowed(ranked, wanted)
    shown = kept[(page - 1) * PAGE : page * PAGE]
    documents = Document.objects.in_bulk(shown)
    results = [_found(documents[number], query) for number in shown]
    facets = {name: counts[name].most_common() for name in SHOWN_FACETS if counts[name]}
    return Answer(query, len(kept), results, facets, "" if kept else _meant(text))


def _known(text: str) -> Mapping[str, Sequence[str]]:
    """Return the stems that documents have for each word, whatever its accents."""
    wanted = [folded(word) for word in words_in(text)]
    terms = Term.objects.filter(word__in=wanted).values_list("word", "stems")
    return {word: stems.split() for word, stems in terms}


def _ranked(query: Query) -> Sequence[int]:
    """Return numbers of documents: those with the reader's own words first."""
    own = Query(tuple(Part(part.own) for part in query.parts), ())
    ranked: dict[int, None] = {}
    for each in dict.fromkeys((own, query)):
        sql, values = engine().hits(each)
        with connection.cursor() as cursor:
            cursor.execute(f"{sql} ORDER BY rank, document", values)
            ranked.update((row[0], None) for row in cursor.fetchall())
    return list(ranked)


def _narrowed(
    ranked: Sequence[int], wanted: Mapping[str, str]
) -> tuple[list[int], Mapping[str, Counter[str]]]:
    """Return what meets every choice, and counts that leave each choice open."""
    facets = facets_by_document(Content.now())
    counts: dict[str, Counter[str]] = {name: Counter() for name in SHOWN_FACETS}
    kept = []
    for number in ranked:
        has = facets.get(number, {})
        failed = [
            name for name, value in wanted.items() if value not in has.get(name, ())
        ]
        if not failed:
            kept.append(number)
        if len(failed) > 1:
            continue
        for name in failed or counts:
            if name in counts:
                counts[name].update(has.get(name, ()))
    return kept, counts


@lru_cache(maxsize=2)
def facets_by_document(content: int) -> Mapping[int, Mapping[str, tuple[str, ...]]]:
    """Return what every document is of; kept until the site's content changes."""
    found: dict[int, dict[str, tuple[str, ...]]] = {}
    rows = Facet.objects.order_by("pk").values_list("document_id", "name", "value")
    for number, name, value in rows.iterator(chunk_size=5000):
        own = found.setdefault(number, {})
        own[name] = (*own.get(name, ()), value)
    return found


def _found(document: Document, query: Query) -> Found:
    wanted = {stem for part in query.parts for phrase in part.all for stem in phrase}
    title = list(_marked(document.title, document.language, wanted))
    return Found(document, title, _snippet(document, wanted))


def _snippet(document: Document, wanted: set[str]) -> Sequence[Segment]:
    """Return the words around the first match of the text, matches marked."""
    text = document.text[:_READ]
    words = list(pieces(text))
    matches = (
        place
        for place, (word, *_) in enumerate(words)
        if stem(word, document.language) in wanted
    )
    first = next(matches, 0)
    if not words:
        return ()
    start = words[max(0, first - _BEFORE)][1]
    end = words[min(len(words) - 1, first + _AFTER)][2]
    cut = ("… " if start else "", " …" if end < len(document.text.rstrip(" .")) else "")
    inside = list(_marked(text[start:end], document.language, wanted))
    return [(cut[0], False), *inside, (cut[1], False)]


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
