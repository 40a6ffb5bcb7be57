"""What matches a question, and in which order.

What has all words comes first. Where that fills no page, what has most of them follows:
who asks in her own words seldom knows which of them a text has. A rare word says more
than a common one, so "most" is more than half of what the words say together.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

import numpy as np

from headload.apps.search.facets import Mask
from headload.apps.search.lookup import Lookup, Scores, first
from headload.apps.search.query import Part, Query
from headload.apps.search.spelling import Spelling

FEW = 20
"""Documents with all words that are enough: a page of them."""
_LITTLE = 3
_ROUNDING = 1e-9
_HALF = 0.5
"""Documents that a word of none is taken to have, so that it is the rarest."""


@dataclass(frozen=True)
class Asked:
    """A question.

    Parameters
    ----------
    loosely
        Gives the question of which most is looked for: one with fewer misspelt words
        than others is taken as it was likely meant.
    """

    query: Query
    spelling: Spelling
    loosely: Callable[[], Query]


@dataclass(frozen=True)
class Hits:
    """Documents that match a question.

    Parameters
    ----------
    query, loose
        What was asked, and what most is looked for of.
    whole
        Those with all words.
    partly
        Those with most words, where few have all.
    said
        How much of the question each of `partly` has; the unit is arbitrary.
    """

    query: Query
    loose: Query
    whole: Mask
    partly: Mask
    said: Scores


def hits_of(asked: Asked, lookup: Lookup, kind: str) -> Hits:
    """Return what matches.

    Parameters
    ----------
    kind
        Kind that was chosen, or empty. Of other kinds come those with all words.
    """
    query = asked.query
    whole = lookup.matching(query)
    of_kind = lookup.facets.having("kind", kind) if kind else np.ones_like(whole)
    if len(query.parts) < 2 or np.count_nonzero(whole & of_kind) >= FEW:
        none = np.zeros_like(whole)
        return Hits(query, query, whole, none, none.astype(float))
    loose = asked.loosely()
    found = {
        part: lookup.matching(Query((part,), ())) & of_kind for part in loose.parts
    }
    doubtful = asked.spelling.doubtful if loose == query else ()
    says = _says(found, len(whole), doubtful)
    partly, said = _most_of(found, says)
    return Hits(query, loose, whole, partly & ~whole, said)


def ordered(lookup: Lookup, hits: Hits, kept: Mask, most: int) -> list[int]:
    """Return the places of the first of the hits that were kept, the best first.

    The reader's own words come first, by rank; then what has a word in its title that
    means the same, then all others that have every word; then what says most of it.
    """
    found = _whole(lookup, hits.query, hits.whole & kept, most)
    if len(found) < most:
        found += _partly(lookup, hits, hits.partly & kept, most - len(found))
    return found


def _says(found: Mapping[Part, Mask], count: int, doubtful: Collection[str]) -> Scores:
    """Return how much each part says: the logarithm of how rare it is among `count`.

    A word of no document says nothing, unless it looks misspelt: then it says more
    than any, and what has the others is not most. One of two letters says nothing
    either: *de*, *of*, *का*.
    """
    lengths = np.array([np.count_nonzero(each) for each in found.values()])
    says = np.log1p(count / np.maximum(lengths, _HALF))
    alone = {(word,) for word in doubtful}
    says *= [
        not _is_little(part) and (own.any() or not alone.isdisjoint(part.own))
        for part, own in found.items()
    ]
    return says


def _is_little(part: Part) -> bool:
    stems = [stem for phrase in part.own for stem in phrase]
    return max(map(len, stems)) < _LITTLE and not stems[0].isdigit()


def _most_of(found: Mapping[Part, Mask], says: Scores) -> tuple[Mask, Scores]:
    """Return what has more than half of what all parts say, and how much each has.

    Where nothing has, what has the most there is: an empty page helps nobody.
    """
    masks = list(found.values())
    said = sum(say * mask for say, mask in zip(says, masks, strict=True))
    most = said > says.sum() / 2
    if not most.any() and said.any():
        most = said >= said.max() - _ROUNDING
    return most, said


def _whole(lookup: Lookup, query: Query, kept: Mask, most: int) -> list[int]:
    own = Query(tuple(Part(part.own) for part in query.parts), ())
    among = lookup.matching(own) & kept
    places = np.flatnonzero(among)
    ranked = places[first(lookup.scores(own)[places], most)].tolist()
    if len(ranked) < most and own != query:
        others = kept & ~among
        titled = others & lookup.matching(query, titles=True)
        for rest in (titled, others & ~titled):
            latest = np.flatnonzero(rest)[::-1]
            ranked += latest[: most - len(ranked)].tolist()
    return ranked


def _partly(lookup: Lookup, hits: Hits, kept: Mask, most: int) -> list[int]:
    """Return documents by how much they say, and those that say the same by rank."""
    places = np.flatnonzero(kept)
    said = hits.said[places].round(6)
    phrases = tuple(
        dict.fromkeys(each for part in hits.loose.parts for each in part.all)
    )
    scores = lookup.scores(Query((Part(phrases),), ()))[places]
    return places[np.lexsort((-scores, -said))][:most].tolist()
