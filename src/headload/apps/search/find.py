"""Find pages: ranked, counted by what they are of, with the passage that matched."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from headload.apps.common.models import Content
from headload.apps.search.facets import SHOWN, Counts, both, newest
from headload.apps.search.hits import FEW, Asked, hits_of, ordered
from headload.apps.search.lookup import Lookup
from headload.apps.search.models import Document
from headload.apps.search.query import Query, query_of
from headload.apps.search.spelling import Spelling, known_in
from headload.apps.search.synonyms import Phrase
from headload.apps.search.words import pieces, stem

PAGE = FEW
"""Results on a page."""
_BEFORE, _AFTER = 8, 22
"""Words of a snippet before and after the first that matched."""
_READ = 6000
"""Characters of a text in which a snippet is looked for."""

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
    whole
        How many of the results have all words; the others have most of them.
    facets
        How many results each value has, by the name of the facet; under a chosen
        facet its other values stay countable.
    suggestion
        The question with a word that documents have, where one has none.
    """

    query: Query
    count: int
    whole: int
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
    asked = _asked(text, only_own=only_own)
    query = asked.query
    kept = _narrowed(asked, language, chosen or {}, counted)
    shown = kept.first(page * PAGE)[(page - 1) * PAGE :]
    documents = Document.objects.in_bulk(shown)
    results = [_found(documents[number], query) for number in shown]
    shown_counts = {name: each for name, each in kept.counts.items() if each}
    suggestion = "" if kept.whole else asked.spelling.suggestion
    return Answer(query, kept.count, kept.whole, results, shown_counts, suggestion)


def how_many(text: str, language: str, chosen: Mapping[str, str]) -> int:
    """Return how many documents `find` would find."""
    return _narrowed(_asked(text), language, chosen, ()).count


def every_key(text: str, language: str, chosen: Mapping[str, str]) -> list[str]:
    """Return the key of every document that `find` would find, in its order."""
    kept = _narrowed(_asked(text), language, chosen, ())
    numbers = kept.first(kept.count)
    keys = dict(Document.objects.filter(pk__in=numbers).values_list("pk", "key"))
    return [keys[number] for number in numbers]


@dataclass(frozen=True)
class _Kept:
    """What meets every choice; `first` gives the numbers of the best of it."""

    count: int
    counts: Counts
    whole: int
    first: Callable[[int], list[int]]


def _asked(text: str, *, only_own: bool = False) -> Asked:
    known = known_in(text)
    spelling = Spelling(text, known)

    def loosely() -> Query:
        if not spelling.sure or not spelling.suggestion:
            return query
        said = spelling.suggestion
        return query_of(said, known_in(said), only_own=only_own)

    query = query_of(text, known, only_own=only_own)
    return Asked(query, spelling, loosely)


def _narrowed(
    asked: Asked,
    language: str,
    chosen: Mapping[str, str],
    counted: Collection[str],
) -> _Kept:
    """Return documents that meet every choice, and counts by facet."""
    query = asked.query
    wanted = {name: value for name, value in chosen.items() if value}
    kind = wanted.get("kind", "")
    if not query and not kind:
        return _Kept(0, {}, 0, lambda most: [])
    lookup = Lookup("" if "kind" in counted else kind)
    facets = lookup.facets
    if query:
        hits = hits_of(asked, lookup, kind)
        every = hits.whole | hits.partly
    else:
        every = facets.having("kind", kind)
    kept, counts = facets.narrowed(every, {"serves": language, **wanted}, counted)
    if "language" in wanted or not kept.any():
        kept, counts = facets.narrowed(every, wanted, counted)
    count = int(np.count_nonzero(kept))
    whole = int(np.count_nonzero(kept & hits.whole)) if query else count

    def first(most: int) -> list[int]:
        if query:
            return facets.numbers[ordered(lookup, hits, kept, most)].tolist()
        latest = newest(Content.now(), kind)
        return both(latest, facets.numbers[kept])[:most].tolist()

    return _Kept(count, counts, whole, first)


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
