"""The index of words: for each stem of a kind, which documents have it and how often.

It is the same on every database, which only keeps the arrays and gives them back. They
lie in batches, so that a document that is indexed anew adds a small one and no large
one is written again. What was taken out stays in its batch until batches are merged or
the kind is indexed anew; nothing finds it, since its document is gone.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import numpy as np
import numpy.typing as npt
from django.db.models import QuerySet
from django.db.models.functions import Length

from headload.apps.search.models import Document, Posting

HAVING = np.dtype([("step", "<u2"), ("heads", "u1"), ("texts", "u1")])
"""A document that has a stem: its number less that of the batch, how much its title
and keywords have of the stem, and how often its text has it."""
TITLE, KEYWORD = 10, 4
"""Occurrences in a text for which one in a title or among keywords counts."""
LENGTHS = ""
"""In place of a stem: every document, and how many stems it has."""
_MOST = 30_000
"""Documents of a batch, whose numbers lie closer together than `_SPAN`."""
_SPAN = 2**15
_SPARE = 64
"""Batches that merging has to save to be worth its while."""
_AT_ONCE = 5_000
_BYTE, _WORD = 0xFF, 0xFFFF

Having = npt.NDArray[np.void]


class Batches:
    """Takes in the documents of a kind, by ascending number."""

    def __init__(self, kind: str) -> None:
        self._kind = kind
        self._base = self._count = 0
        self._having: defaultdict[str, bytearray] = defaultdict(bytearray)

    def add(
        self,
        number: int,
        title: Sequence[str],
        keywords: Sequence[str],
        text: Sequence[str],
    ) -> None:
        """Take in a document by the stems of its fields."""
        if self._count == _MOST or number - self._base >= _SPAN:
            self.write()
        if not self._count:
            self._base = number
        self._count += 1
        step = (number - self._base).to_bytes(2, "little")
        heads = Counter(dict.fromkeys((*title, *keywords), 0))
        for each in title:
            heads[each] += TITLE
        for each in keywords:
            heads[each] += KEYWORD
        texts = Counter(text)
        for stem in heads.keys() | texts.keys():
            amount = (min(heads[stem], _BYTE), min(texts[stem], _BYTE))
            self._having[stem] += step + bytes(amount)
        length = min(len(title) + len(keywords) + len(text), _WORD)
        self._having[LENGTHS] += step + length.to_bytes(2, "little")

    def write(self) -> None:
        """Write what was taken in."""
        _write(self._kind, self._base, self._having.items())
        self._having.clear()
        self._count = 0


def lengths_in(having: Having) -> npt.NDArray[np.int64]:
    """Return how many stems the documents of a row `LENGTHS` have."""
    return having["heads"] + having["texts"].astype(np.int64) * (_BYTE + 1)


def numbers_held() -> frozenset[int]:
    """Return the numbers of all documents of the index, also of those that are gone."""
    rows = Posting.objects.filter(stem=LENGTHS).values_list("base", "having")
    return frozenset(
        base + step
        for base, having in rows
        for step in np.frombuffer(having, HAVING)["step"].tolist()
    )


def forget(kind: str) -> None:
    """Forget every document of a kind."""
    Posting.objects.filter(kind=kind).delete()


def merge(kind: str) -> None:
    """Merge batches that follow one another, where that saves many."""
    found = Posting.objects.filter(kind=kind, stem=LENGTHS).order_by("base")
    if sum(len(run) - 1 for run in _runs(found)) < _SPARE:
        return
    for run in _runs(found.select_for_update()):  # another may have merged some
        if len(run) > 1:
            _merge(kind, run)


def _runs(found: QuerySet[Posting]) -> Sequence[Sequence[int]]:
    """Return the batches, by what would be one."""
    runs: list[list[int]] = []
    room = 0
    for base, size in found.values_list("base", Length("having")):
        room -= size // HAVING.itemsize
        if room < 0 or base - runs[-1][0] >= _SPAN:
            runs.append([])
            room = _MOST - size // HAVING.itemsize
        runs[-1].append(base)
    return runs


def _merge(kind: str, run: Sequence[int]) -> None:
    """Make one batch of several, without documents that are gone."""
    base = run[0]
    own = Posting.objects.filter(kind=kind, base__in=run)
    rows = list(own.order_by("stem", "base").values_list("stem", "base", "having"))
    alive = np.zeros(2 * _SPAN, dtype=bool)
    numbers = Document.objects.filter(
        kind=kind, pk__gte=base, pk__lt=base + len(alive)
    ).values_list("pk", flat=True)
    alive[np.fromiter(numbers, dtype=np.int64) - base] = True
    own.delete()
    _write(kind, base, _merged(rows, base, alive))


def _merged(
    rows: Iterable[tuple[str, int, bytes]], base: int, alive: npt.NDArray[np.bool_]
) -> Iterator[tuple[str, bytes]]:
    for stem, parts in groupby(rows, key=lambda row: row[0]):
        several = []
        for _, first, having in parts:
            part = np.frombuffer(having, HAVING).copy()
            part["step"] += first - base
            several.append(part[alive[part["step"]]])
        yield stem, np.concatenate(several).tobytes()


def _write(
    kind: str, base: int, having: Iterable[tuple[str, bytes | bytearray]]
) -> None:
    Posting.objects.bulk_create(
        (
            Posting(kind=kind, stem=stem, base=base, having=bytes(each))
            for stem, each in having
            if each
        ),
        batch_size=_AT_ONCE,
    )
