"""Find pages: ranked, counted by what they are of, with the passage that matched."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from itertools import islice

import numpy as np
from django.db.models import Q

from headload.apps.common.models import Content
from headload.apps.search.engines import Engine
from headload.apps.search.engines import engine as engine_of_site
from headload.apps.search.facets import SHOWN, Counts, Numbers, facets_of, newest
from headload.apps.search.models import Document, Term
from headload.apps.search.query import Part, Query, query_of, words_in
from headload.apps.search.synonyms import Phrase
from headload.apps.search.words import folded, pieces, stem

PAGE = 20
"""Results on a page."""
_BEFORE, _AFTER = 8, 22
"""Words of a snippet before and after the first that matched."""
_READ = 6000
"""Characters of a text in which a snippet is looked for."""
_MANY = 20_000
"""Documents above which only those with the words in their title are ranked."""
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
    counted: Collection[str] = SHOWN,
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
    counted
        Facets to count. Where a kind is chosen and kinds are not counted, only what is
        of that kind is looked at.
    """
    query = query_of(text, _known(text), only_own=only_own)
    kept, counts = _narrowed(query, language, chosen or {}, counted)
    shown = _ordered(query, kept, chosen or {}, page * PAGE)[(page - 1) * PAGE :]
    documents = Document.objects.in_bulk(shown)
    results = [_found(documents[number], query) for number in shown]
    shown_counts = {name: counted for name, counted in counts.items() if counted}
    suggestion = "" if len(kept) else _meant(text)
    return Answer(query, len(kept), results, shown_counts, suggestion)


def how_many(text: str, language: str, chosen: Mapping[str, str]) -> int:
    """Return how many documents `find` would find."""
    kept, _ = _narrowed(query_of(text, _known(text)), language, chosen, ())
    return len(kept)


def every_key(text: str, language: str, chosen: Mapping[str, str]) -> list[str]:
    """Return the key of every document that `find` would find, in its order."""
    query = query_of(text, _known(text))
    kept, _ = _narrowed(query, language, chosen, ())
    keys = dict(Document.objects.filter(pk__in=kept.tolist()).values_list("pk", "key"))
    return [keys[number] for number in _ordered(query, kept, chosen, len(kept))]


def _narrowed(
    query: Query, language: str, chosen: Mapping[str, str], counted: Collection[str]
) -> tuple[Numbers, Counts]:
    """Return documents that meet every choice, ascending, and counts by facet."""
    wanted = {name: value for name, value in chosen.items() if value}
    kind = wanted.get("kind", "")
    if not query and not kind:
        return np.array([], dtype=np.int64), {}
    content = Content.now()
    facets = facets_of(content)
    if query:
        within = facets.ranges(kind) if kind and "kind" not in counted else ()
        found = engine_of_site().matching(query, within)
    else:
        found = np.sort(newest(content, kind))
    kept, counts = facets.narrowed(found, {"serves": language, **wanted}, counted)
    if not len(kept) or "language" in wanted:
        kept, counts = facets.narrowed(found, wanted, counted)
    return kept, counts


def _known(text: str) -> Mapping[str, Sequence[str]]:
    """Return the stems that documents have for each word, whatever its accents."""
    wanted = [folded(word) for word in words_in(text)]
    terms = Term.objects.filter(word__in=wanted).values_list("word", "stems")
    return {word: stems.split() for word, stems in terms}


def _ordered(
    query: Query, kept: Numbers, chosen: Mapping[str, str], most: int
) -> list[int]:
    """Return the first of what was kept: the reader's own words first, by rank.

    Then those whose title has a word that means the same, then all others. With no
    question the newest are first.
    """
    if not len(kept):
        return []
    if not query:
        every = newest(Content.now(), chosen["kind"])
        return every[np.isin(every, kept, assume_unique=True)][:most].tolist()
    engine = engine_of_site()
    within = [(int(kept[0]), int(kept[-1]))]
    own = Query(tuple(Part(part.own) for part in query.parts), ())
    having = engine.matching(own, within)
    among = np.intersect1d(having, kept, assume_unique=True)
    ranked = _best(engine, own, among, most)
    if len(ranked) < most and own != query:
        titled = engine.matching(query, within, titles=True)
        titled = np.intersect1d(titled, kept, assume_unique=True)
        rest = np.setdiff1d(titled, among, assume_unique=True)[::-1]
        last = np.setdiff1d(np.setdiff1d(kept, among), titled)[::-1]
        ranked += [*rest.tolist(), *last.tolist()][: most - len(ranked)]
    return ranked


def _best(engine: Engine, own: Query, among: Numbers, most: int) -> list[int]:
    """Return the first of many by rank.

    Where a word is in so many texts that ranking takes long, those that have it in
    their title or keywords are ranked, provided that they are enough.
    """
    if not len(among):
        return []
    if len(among) > _MANY:
        within = [(int(among[0]), int(among[-1]))]
        titled = engine.matching(own, within, titles=True)
        titled = np.intersect1d(titled, among, assume_unique=True)
        among = titled if len(titled) >= most else among
    return list(engine.best(own, among, most))


def _found(document: Document, query: Query) -> Found:
    wanted = _by_first(query)
    title = _marked(document.title, _matches(document.title, document, wanted))
    return Found(document, title, _snippet(document, wanted))


def _by_first(query: Query) -> Mapping[str, Sequence[Phrase]]:
    """Return every phrase of a question by its first stem, the longest first."""
    found: dict[str, list[Phrase]] = {}
    for phrase in {phrase for part in query.parts for phrase in part.all}:
        found.setdefault(phrase[0], []).append(phrase)
    return {first: sorted(each, key=len, reverse=True) for first, each in found.items()}


def _matches(
    text: str, document: Document, wanted: Mapping[str, Sequence[Phrase]]
) -> list[tuple[int, int]]:
    """Return where phrases of a question stand in a text: from, up to."""
    words = [
        (stem(word, document.language), start, end) for word, start, end in pieces(text)
    ]
    found = []
    for place, (first, start, _) in enumerate(words):
        for phrase in wanted.get(first, ()):
            stretch = words[place : place + len(phrase)]
            if tuple(each[0] for each in stretch) == phrase:
                found.append((start, stretch[-1][2]))
                break
    return found


def _snippet(
    document: Document, wanted: Mapping[str, Sequence[Phrase]]
) -> Sequence[Segment]:
    """Return the words around the first match of the text, matches marked."""
    text = document.text[:_READ]
    if not text:
        return ()
    matches = _matches(text, document, wanted)
    first = matches[0][0] if matches else 0
    before = [start for _, start, _ in pieces(text[:first])][-_BEFORE:]
    start = before[0] if before else first
    after = [end for _, _, end in islice(pieces(text[first:]), _AFTER)]
    end = first + after[-1] if after else len(text)
    inside = [
        (one - start, other - start)
        for one, other in matches
        if start <= one and other <= end
    ]
    cut = ("… " if start else "", " …" if end < len(document.text) - 2 else "")
    return [(cut[0], False), *_marked(text[start:end], inside), (cut[1], False)]


def _marked(text: str, matches: Sequence[tuple[int, int]]) -> Sequence[Segment]:
    """Return a text in stretches, of which those at `matches` are marked."""
    found: list[Segment] = []
    done = 0
    for start, end in matches:
        if start >= done:
            found += [(text[done:start], False), (text[start:end], True)]
            done = end
    return [*found, (text[done:], False)]


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
