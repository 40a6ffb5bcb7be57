"""What documents are of, held in arrays: thousands of results are counted at once."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from django.db import connection
from django.db.models import F

from headload.apps.search.models import Document, Facet

SHOWN = (
    "kind", "type", "worker_group", "place", "topic", "language", "year", "series"
)  # fmt: skip
"""Facets that a reader may choose from, in the order in which they are shown."""
EVERY = "*"
"""As a language that a document serves: all of them."""

Numbers = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Counts = Mapping[str, Sequence[tuple[str, int]]]
Range = tuple[int, int]
"""Numbers from the first to the second, both included."""
_MOST_RANGES = 8


@dataclass(frozen=True)
class Column:
    """One facet: the documents (their positions) of each value, value by value.

    Parameters
    ----------
    starts
        Where in `documents` those of each value begin.
    """

    values: Sequence[str]
    documents: Numbers
    starts: Numbers

    def of(self, value: str) -> Numbers:
        """Return the documents that have `value`."""
        if value not in self.values:
            return self.documents[:0]
        place = self.values.index(value)
        end = self.starts[place + 1] if place + 1 < len(self.starts) else None
        return self.documents[self.starts[place] : end]

    def counted(self, selected: Mask) -> Sequence[tuple[str, int]]:
        """Return how many of the selected documents have each value, most first."""
        counts = np.add.reduceat(selected[self.documents], self.starts, dtype=np.int64)
        found = zip(self.values, counts.tolist(), strict=True)
        return sorted((each for each in found if each[1]), key=lambda each: -each[1])


_EMPTY = Column((), np.array([], dtype=np.int64), np.array([], dtype=np.int64))


@dataclass(frozen=True)
class Facets:
    """Every facet of every document; `numbers` are documents in ascending order."""

    numbers: Numbers
    columns: Mapping[str, Column]

    def narrowed(
        self,
        found: Numbers,
        wanted: Mapping[str, str],
        counted: Collection[str] = SHOWN,
    ) -> tuple[Numbers, Counts]:
        """Return what meets every choice, and counts that leave each choice open.

        Parameters
        ----------
        found
            Numbers of documents, ascending; so are those that are returned.
        counted
            Names of the facets whose values are counted.
        """
        hit = np.isin(self.numbers, found)
        masks = {name: self._having(name, value) for name, value in wanted.items()}
        failed = np.zeros(len(self.numbers), dtype=np.uint8)
        for mask in masks.values():
            failed += ~mask
        whole = hit & (failed == 0)
        counts = {}
        for name in counted:
            if name not in self.columns:
                continue
            selected = whole
            if name in masks:
                selected = whole | (hit & (failed == 1) & ~masks[name])
            counts[name] = self.columns[name].counted(selected)
        return self.numbers[whole], counts

    def ranges(self, kind: str) -> Sequence[Range]:
        """Return a few ranges of numbers in which every document of a kind is."""
        own = self.numbers[self.columns.get("kind", _EMPTY).of(kind)]
        if not len(own):
            return ()
        gaps = np.diff(own)
        widest = np.argsort(gaps)[::-1][: _MOST_RANGES - 1]
        widest = np.sort(widest[gaps[widest] > 1])
        firsts = [own[0], *own[widest + 1]]
        lasts = [*own[widest], own[-1]]
        return [(int(a), int(b)) for a, b in zip(firsts, lasts, strict=True)]

    def _having(self, name: str, value: str) -> Mask:
        column = self.columns.get(name, _EMPTY)
        mask = np.zeros(len(self.numbers), dtype=bool)
        mask[column.of(value)] = True
        if name == "serves":
            mask[column.of(EVERY)] = True
        return mask


@lru_cache(maxsize=2)
def facets_of(content: int) -> Facets:
    """Return the facets of all documents; read anew when the content changes."""
    joined = (
        "string_agg(document_id::text, ',')"
        if connection.vendor == "postgresql"
        else "group_concat(document_id)"
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT name, value, {joined} FROM {Facet._meta.db_table} "  # noqa: S608
            "GROUP BY name, value"
        )
        own: dict[str, dict[str, Numbers]] = {}
        for name, value, listed in cursor:
            own.setdefault(name, {})[value] = numbers_in(listed)
    every = [each for found in own.values() for each in found.values()]
    numbers = np.unique(np.concatenate(every)) if every else _EMPTY.documents
    return Facets(numbers, {name: _column(own[name], numbers) for name in sorted(own)})


def facets_from(rows: Iterable[tuple[str, int, str]], numbers: Numbers) -> Facets:
    """Return the facets of things that are no documents.

    Parameters
    ----------
    rows
        Name of the facet, number of the thing, value.
    numbers
        All things in ascending order, those without a facet too.
    """
    own: dict[str, dict[str, list[int]]] = {}
    for name, number, value in rows:
        own.setdefault(name, {}).setdefault(value, []).append(number)
    columns = {
        name: _column({value: np.array(each) for value, each in found.items()}, numbers)
        for name, found in sorted(own.items())
    }
    return Facets(numbers, columns)


def _column(own: Mapping[str, Numbers], numbers: Numbers) -> Column:
    values = sorted(own)
    lengths = np.array([len(own[value]) for value in values])
    documents = np.concatenate([np.sort(own[value]) for value in values])
    return Column(
        values, np.searchsorted(numbers, documents), np.cumsum(lengths) - lengths
    )


@lru_cache(maxsize=4)
def newest(content: int, kind: str) -> Numbers:
    """Return the documents of a kind, the newest first."""
    found = Document.objects.filter(kind=kind).order_by(
        F("date").desc(nulls_last=True), "title", "pk"
    )
    return np.array(found.values_list("pk", flat=True), dtype=np.int64)


def both(numbers: Numbers, others: Numbers) -> Numbers:
    """Return the numbers that are among others too, in their order."""
    return numbers[np.isin(numbers, others)]


def numbers_in(listed: str | None) -> Numbers:
    """Return numbers that a database gave as one text, which costs less than rows."""
    return np.fromstring(listed or "", dtype=np.int64, sep=",")
