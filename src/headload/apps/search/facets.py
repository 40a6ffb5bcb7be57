"""What documents are of, held in arrays: thousands of results are counted at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from headload.apps.search.models import Facet

SHOWN = (
    "kind", "type", "worker_group", "place", "topic", "language", "year", "series"
)  # fmt: skip
"""Facets that a reader may choose from, in the order in which they are shown."""

Numbers = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Column:
    """One facet: pairs of a document (its position) and a value (its position)."""

    values: Sequence[str]
    documents: Numbers
    codes: Numbers

    def having(self, value: str, size: int) -> Mask:
        """Return which of `size` documents have `value`."""
        mask = np.zeros(size, dtype=bool)
        if value in self.values:
            mask[self.documents[self.codes == self.values.index(value)]] = True
        return mask

    def counted(self, selected: Mask) -> Sequence[tuple[str, int]]:
        """Return how many of the selected documents have each value, most first."""
        counts = np.bincount(
            self.codes[selected[self.documents]], minlength=len(self.values)
        )
        found = zip(self.values, counts.tolist(), strict=True)
        return sorted((each for each in found if each[1]), key=lambda each: -each[1])


@dataclass(frozen=True)
class Facets:
    """Every facet of every document; `numbers` are documents in ascending order."""

    numbers: Numbers
    columns: Mapping[str, Column]

    def narrowed(
        self,
        ranked: Numbers,
        wanted: Mapping[str, str],
        shown: Sequence[str] = SHOWN,
    ) -> tuple[list[int], Mapping[str, Sequence[tuple[str, int]]]]:
        """Return what meets every choice, and counts that leave each choice open.

        Parameters
        ----------
        ranked
            Numbers of documents, the best first.
        shown
            Facets to count.
        """
        size = len(self.numbers)
        places = np.searchsorted(self.numbers, ranked)
        hit = np.zeros(size, dtype=bool)
        hit[places] = True
        empty = Column((), np.array([], dtype=int), np.array([], dtype=int))
        masks = {
            name: self.columns.get(name, empty).having(value, size)
            for name, value in wanted.items()
        }
        failed = np.zeros(size, dtype=int)
        for mask in masks.values():
            failed += ~mask
        whole = hit & (failed == 0)
        counts = {}
        for name in shown:
            selected = whole
            if name in masks:
                selected = whole | (hit & (failed == 1) & ~masks[name])
            if name in self.columns:
                counts[name] = self.columns[name].counted(selected)
        return ranked[whole[places]].tolist(), counts


@lru_cache(maxsize=2)
def facets_of(content: int) -> Facets:
    """Return the facets of all documents; read anew when the content changes."""
    rows = list(Facet.objects.values_list("name", "document_id", "value"))
    return facets_from(rows, np.unique(np.array([row[1] for row in rows], dtype=int)))


def facets_from(rows: Sequence[tuple[str, int, str]], numbers: Numbers) -> Facets:
    """Return the facets of things.

    Parameters
    ----------
    rows
        Name of the facet, number of the thing, value.
    numbers
        All things in ascending order, those without a facet too.
    """
    columns = {}
    for name in sorted({row[0] for row in rows}):
        own = [(number, value) for facet, number, value in rows if facet == name]
        values = sorted({value for _, value in own})
        code = {value: place for place, value in enumerate(values)}
        columns[name] = Column(
            values,
            np.searchsorted(numbers, np.array([number for number, _ in own])),
            np.array([code[value] for _, value in own]),
        )
    return Facets(numbers, columns)
