"""What matches a question, and in which order.

What has all words comes first. Where that fills no page, what has most of them follows:
who asks in her own words seldom knows which of them a text has. A rare word says more
than a common one, so "most" is more than half of what the words say together.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from headload.apps.search.engines import Engine
from headload.apps.search.engines import engine as engine_of_site
from headload.apps.search.facets import Facets, Numbers, both
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
    """Documents that match a question, by ascending number.

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
    whole: Numbers
    partly: Numbers
    said: npt.NDArray[np.float64]

    @property
    def every(self) -> Numbers:
        """Return all of them."""
        if not len(self.partly):
            return self.whole
        return np.sort(np.concatenate([self.whole, self.partly]))


def only_whole(query: Query, numbers: Numbers) -> Hits:
    """Return hits that are all there is."""
    return Hits(query, query, numbers, numbers[:0], np.array([]))


def hits_of(asked: Asked, facets: Facets, kind: str, *, alone: bool) -> Hits:
    """Return what matches.

    Parameters
    ----------
    kind
        Kind that was chosen, or empty. Of other kinds come those with all words.
    alone
        Look at nothing of other kinds.
    """
    engine = engine_of_site()
    query = asked.query
    own = facets.ranges(kind) if kind else ()
    whole = engine.matching(query, own if alone else ())
    of_kind = facets.narrowed(whole, {"kind": kind}, ())[0] if kind else whole
    if len(query.parts) < 2 or len(of_kind) >= FEW:
        return only_whole(query, whole)
    loose = asked.loosely()
    found = {part: engine.matching(Query((part,), ()), own) for part in loose.parts}
    doubtful = asked.spelling.doubtful if loose == query else ()
    says = _says(found, len(facets.numbers), doubtful)
    partly, said = _most_of(found, says)
    if kind:
        kept = np.isin(partly, facets.narrowed(partly, {"kind": kind}, ())[0])
        partly, said = partly[kept], said[kept]
    others = ~np.isin(partly, whole)
    return Hits(query, loose, whole, partly[others], said[others])


def ordered(hits: Hits, kept: Numbers, most: int) -> list[int]:
    """Return the first of the hits that were kept, the best first.

    The reader's own words come first, by rank; then what has a word in its title that
    means the same, then all others that have every word; then what says most of it.
    """
    whole = both(hits.whole, kept)
    found = _whole(hits.query, whole, most) if len(whole) else []
    here = np.isin(hits.partly, kept)
    if len(found) < most and here.any():
        rest = most - len(found)
        found += _partly(hits.loose, hits.partly[here], hits.said[here], rest)
    return found


def _says(
    found: Mapping[Part, Numbers], count: int, doubtful: Collection[str]
) -> npt.NDArray[np.float64]:
    """Return how much each part says: the logarithm of how rare it is among `count`.

    A word of no document says nothing, unless it looks misspelt: then it says more
    than any, and what has the others is not most. One of two letters says nothing
    either: *de*, *of*, *का*.
    """
    lengths = np.array([len(each) for each in found.values()])
    says = np.log1p(count / np.maximum(lengths, _HALF))
    alone = {(word,) for word in doubtful}
    says *= [
        not _is_little(part) and (len(own) > 0 or not alone.isdisjoint(part.own))
        for part, own in found.items()
    ]
    return says


def _is_little(part: Part) -> bool:
    stems = [stem for phrase in part.own for stem in phrase]
    return max(map(len, stems)) < _LITTLE and not stems[0].isdigit()


def _most_of(
    found: Mapping[Part, Numbers], says: npt.NDArray[np.float64]
) -> tuple[Numbers, npt.NDArray[np.float64]]:
    """Return what has more than half of what all parts say, and how much it has.

    Where nothing has, what has the most there is, unless a word looks misspelt.
    """
    numbers = np.concatenate(list(found.values()))
    every, place = np.unique(numbers, return_inverse=True)
    lengths = [len(each) for each in found.values()]
    said = np.bincount(place, np.repeat(says, lengths), len(every))
    most = said > says.sum() / 2
    misspelt = any(
        say and not length for say, length in zip(says, lengths, strict=True)
    )
    if not most.any() and not misspelt and says.any():
        most = said >= said.max(initial=0) - _ROUNDING
    return every[most], said[most]


def _whole(query: Query, kept: Numbers, most: int) -> list[int]:
    engine = engine_of_site()
    within = [(int(kept[0]), int(kept[-1]))]
    own = Query(tuple(Part(part.own) for part in query.parts), ())
    among = kept
    if own != query:
        among = both(engine.matching(own, within), kept)
    ranked = _best(engine, own, among, most)
    if len(ranked) < most and own != query:
        others = kept[~np.isin(kept, among)][::-1]
        titled = np.isin(others, engine.matching(query, within, titles=True))
        for rest in (others[titled], others[~titled]):
            ranked += rest[: most - len(ranked)].tolist()
    return ranked


def _best(engine: Engine, own: Query, among: Numbers, most: int) -> list[int]:
    """Return the first of many by rank.

    Where a word is in so many texts that ranking takes long, the latest of those that
    have it in their title or keywords are ranked, then the latest of the others.
    """
    if not len(among):
        return []
    if len(among) <= engine.many:
        return list(engine.best(own, among, most))
    within = [(int(among[0]), int(among[-1]))]
    titled = both(engine.matching(own, within, titles=True), among)[-engine.many :]
    ranked = list(engine.best(own, titled, most)) if len(titled) else []
    if len(ranked) < most:
        others = among[~np.isin(among, titled)]
        latest, before = others[-engine.many :], others[: -engine.many][::-1]
        ranked += engine.best(own, latest, most - len(ranked))
        ranked += before[: most - len(ranked)].tolist()
    return ranked


def _partly(
    query: Query, among: Numbers, said: npt.NDArray[np.float64], most: int
) -> list[int]:
    """Return documents by how much they say, and those that say the same by rank."""
    said = said.round(6)
    if len(among) > most:  # what says less than all that are shown is not ranked
        enough = said >= np.partition(said, -most)[-most]
        among, said = among[enough], said[enough]
    engine = engine_of_site()
    if len(among) > engine.many:
        return among[np.lexsort((-among, -said))][:most].tolist()
    phrases = tuple(dict.fromkeys(each for part in query.parts for each in part.all))
    any_of_them = Query((Part(phrases),), ())
    ranked = engine.best(any_of_them, among, len(among))
    much = dict(zip(among.tolist(), said.tolist(), strict=True))
    return sorted(ranked, key=lambda number: -much[number])[:most]
