"""Which documents match a question, and which of them best: the same on any database.

The measure is BM25 as it is commonly set (k1 1.2, b 0.75; Robertson and Zaragoza, 2009,
*The Probabilistic Relevance Framework*), over the fields of a document together: a word
in the title counts for ten in the text, a keyword for four.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from headload.apps.common.models import Content
from headload.apps.search.facets import Facets, Mask, facets_of
from headload.apps.search.models import Posting
from headload.apps.search.postings import HAVING, LENGTHS, Having, lengths_in
from headload.apps.search.query import Query, shortest

_K1, _B = 1.2, 0.75
_COMMON = 1e-6
"""What a word is worth that more than half of the documents have."""

Places = npt.NDArray[np.int64]
Scores = npt.NDArray[np.float64]


class Lookup:
    """Looks words up among all documents, or among those of one kind.

    Every document has a place: that of its number in `facets`.
    """

    def __init__(self, kind: str = "") -> None:
        content = Content.now()
        self.facets = facets_of(content, kind)
        self._lengths = _lengths(content, kind)
        self._read: dict[str, tuple[Places, Having]] = {}

    def matching(self, query: Query, *, titles: bool = False) -> Mask:
        """Return what has every part of a question.

        Parameters
        ----------
        titles
            Only what has them in title or keywords.
        """
        parts = _stems(query)
        self._look_up(stem for part in parts for stem in part)
        found = np.ones(len(self.facets.numbers), dtype=bool)
        for part in parts:
            mask = np.zeros_like(found)
            for stem in part:
                places, having = self._read[stem]
                mask[places[having["heads"] > 0] if titles else places] = True
            found &= mask
        return found

    def scores(self, query: Query) -> Scores:
        """Return how well each document matches a question; 0 where it does not."""
        stems = dict.fromkeys(stem for part in _stems(query) for stem in part)
        self._look_up(stems)
        count, found = len(self._lengths), np.zeros(len(self._lengths))
        for stem in stems:
            places, having = self._read[stem]
            rare = np.log((count - len(places) + 0.5) / (len(places) + 0.5))
            much = having["heads"] + having["texts"].astype(np.float64)
            less = self._lengths[places]
            found[places] += max(rare, _COMMON) * much * (_K1 + 1) / (much + less)
        return found

    def _look_up(self, stems: Iterable[str]) -> None:
        """Read what documents have of the stems that were not read before."""
        wanted = set(stems) - self._read.keys()
        if not wanted:
            return
        found: defaultdict[str, list[tuple[int, Having]]] = defaultdict(list)
        for stem, base, having in _rows(self.facets, wanted):
            found[stem].append((base, having))
        for stem in wanted:
            self._read[stem] = _placed(self.facets, found[stem])


def first(scores: Scores, most: int) -> Places:
    """Return where the highest scores are, the highest first."""
    kept = np.arange(len(scores))
    if len(scores) > most:
        kept = np.flatnonzero(scores >= np.partition(scores, -most)[-most])
    return kept[np.argsort(-scores[kept], kind="stable")][:most]


def _stems(query: Query) -> Sequence[Sequence[str]]:
    """Return the stems of a question, part by part."""
    return [[stem for (stem,) in part.all] for part in shortest(query).parts]


@lru_cache(maxsize=4)
def _lengths(content: int, kind: str) -> Scores:
    """Return by how much the length of each document makes its words count less."""
    facets = facets_of(content, kind)
    places, having = _placed(
        facets, [(base, each) for _, base, each in _rows(facets, (LENGTHS,))]
    )
    lengths = np.zeros(len(facets.numbers))
    lengths[places] = lengths_in(having)
    mean = lengths.sum() / max(len(lengths), 1)
    return _K1 * (1 - _B + _B * lengths / max(mean, 1))


def _rows(facets: Facets, stems: Collection[str]) -> Iterable[tuple[str, int, Having]]:
    found = Posting.objects.filter(kind__in=facets.kinds, stem__in=stems)
    for stem, base, having in found.values_list("stem", "base", "having"):
        yield stem, base, np.frombuffer(having, HAVING)


def _placed(
    facets: Facets, batches: Sequence[tuple[int, Having]]
) -> tuple[Places, Having]:
    """Return where documents are and what they have, without those that are gone."""
    if not batches or not len(facets.numbers):
        return np.zeros(0, dtype=np.int64), np.zeros(0, HAVING)
    numbers = np.concatenate(
        [base + each["step"].astype(np.int64) for base, each in batches]
    )
    having = np.concatenate([each for _, each in batches])
    places = np.searchsorted(facets.numbers, numbers)
    here = facets.numbers[np.minimum(places, len(facets.numbers) - 1)] == numbers
    return (places, having) if here.all() else (places[here], having[here])
