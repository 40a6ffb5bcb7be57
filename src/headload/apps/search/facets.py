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

    @property
    def kinds(self) -> Sequence[str]:
        """Return the kinds that documents are of."""
        return self.columns.get("kind", _EMPTY).values

    def having(self, name: str, value: str) -> Mask:
        """Return what has a value of a facet."""
        column = self.columns.get(name, _EMPTY)
        mask = np.zeros(len(self.numbers), dtype=bool)
        mask[column.of(value)] = True
        if name == "serves":
            mask[column.of(EVERY)] = True
        return mask

    def narrowed(
        self,
        hit: Mask,
        wanted: Mapping[str, str],
        counted: Collection[str] = SHOWN,
    ) -> tuple[Mask, Counts]:
        """Return what meets every choice, and counts that leave each choice open.

        Parameters
        ----------
        hit
            What to choose from.
        counted
            Names of the facets whose values are counted.
        """
        masks = {name: self.having(name, value) for name, value in wanted.items()}
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
        return whole, counts

    def only(self, mask: Mask) -> "Facets":
        """Return the facets of some of the documents."""
        place = np.cumsum(mask) - 1
        columns = {}
        for name, column in self.columns.items():
            kept = mask[column.documents]
            lengths = np.add.reduceat(kept, column.starts, dtype=np.int64)
            columns[name] = Column(
                [
                    value
                    for value, length in zip(column.values, lengths, strict=True)
                    if length
                ],
                place[column.documents[kept]],
                (np.cumsum(lengths) - lengths)[lengths > 0],
            )
        own = {name: column for name, column in columns.items() if column.values}
        return Facets(self.numbers[mask], own)


def facets_of(content: int, kind: str = "") -> Facets:
    """Return the facets of all documents, or of those of a kind.

    They are read anew when the content changes.
    """
    return _of_kind(content, kind) if kind else _of_all(content)


@lru_cache(maxsize=4)
def _of_kind(content: int, kind: str) -> Facets:
    whole = _of_all(content)
    return whole.only(whole.having("kind", kind))


@lru_cache(maxsize=2)
def _of_all(content: int) -> Facets:
    joined = (
        "string_agg(document_id::text, ',')"
        if connection.vendor == "postgresql"
        else "group_concat(document_id)"
    )
    own: dict[str, dict[str, Numbers]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT name, value, {joined} FROM {Facet._meta.db_table} "  # noqa: S608
            "GROUP BY name, value"
        )
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
