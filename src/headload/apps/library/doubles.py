"""Works that may be one and the same, with what speaks for it; and how two become one.

Two are shown when they have an identifier in common, or titles alike in one language
with a person in common, or without people to compare. Works in different languages are
translations, not doubles. Nothing is merged unless somebody has looked at both.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from rapidfuzz import fuzz
from wagtail.log_actions import log

from headload.apps.library.models import (
    CollectionWork,
    File,
    NotDouble,
    Related,
    Usage,
    Work,
)
from headload.apps.search.words import folded, pieces

ALIKE = 88.0
"""Likeness of two titles (Indel similarity of their sorted words, 0 to 100)."""
_COMMON = 60
"""A word that more works have in their titles says nothing about two of them."""
FIELDS = (
    "title", "subtitle", "alternative_title", "kind", "language", "date", "publisher",
    "series", "number", "container", "doi", "isbn", "handle", "url", "licence",
    "summary", "keywords", "source",
)  # fmt: skip
"""Fields between which somebody chooses when two works become one."""


@dataclass(frozen=True)
class Pair:
    """Two works that may be one, the older row first.

    Parameters
    ----------
    likeness
        Of the titles, 0 to 100.
    people
        Family names that both have.
    identifiers
        Identifiers that both have.
    """

    one: Work
    other: Work
    likeness: float
    people: tuple[str, ...]
    identifiers: tuple[str, ...]


def pairs() -> list[Pair]:
    """Return the pairs that nobody has looked at, the likeliest first."""
    works = {
        work.pk: work
        for work in Work.objects.filter(withdrawn=None).prefetch_related(
            "creators__person"
        )
    }
    looked_at = set(NotDouble.objects.values_list("one_id", "other_id"))
    found = [
        pair
        for one, other in _candidates(works)
        if (one, other) not in looked_at
        for pair in [_compared(works[one], works[other])]
        if pair is not None
    ]
    return sorted(found, key=lambda each: (-len(each.identifiers), -each.likeness))


def _candidates(works: Mapping[int, Work]) -> Iterator[tuple[int, int]]:
    """Yield the keys of works that share an identifier or a rare word of the title."""
    blocks: dict[tuple[str, str], list[int]] = {}
    for key, work in sorted(works.items()):
        words = {folded(word) for word, *_ in pieces(work.title)}
        for block in (
            *((work.language, word) for word in words),
            *(("id", each) for each in _identifiers(work)),
        ):
            blocks.setdefault(block, []).append(key)
    seen: set[tuple[int, int]] = set()
    for keys in blocks.values():
        if len(keys) <= _COMMON:
            seen.update(combinations(keys, 2))
    yield from sorted(seen)


def _compared(one: Work, other: Work) -> Pair | None:
    """Return a pair with its evidence; none where it is too little."""
    identifiers = tuple(sorted(_identifiers(one) & _identifiers(other)))
    likeness = _likeness(one, other)
    ours, theirs = _families(one), _families(other)
    people = tuple(sorted(ours & theirs))
    pair = Pair(one, other, likeness, people, identifiers)
    if identifiers:
        return pair
    if one.language != other.language or one.kind.endswith("review") != (
        other.kind.endswith("review")
    ):
        return None
    if one.year and other.year and abs(one.year - other.year) > 1:
        return None
    if one.series and one.series == other.series and one.number != other.number:
        return None
    return pair if likeness >= ALIKE and (people or not (ours and theirs)) else None


def _likeness(one: Work, other: Work) -> float:
    """Return the likeness of two titles, with subtitles where both have one."""
    whole = fuzz.token_sort_ratio(_words(str(one)), _words(str(other)))
    if one.subtitle and other.subtitle:
        return float(whole)
    return float(
        max(whole, fuzz.token_sort_ratio(_words(one.title), _words(other.title)))
    )


def _words(text: str) -> str:
    return " ".join(folded(word) for word, *_ in pieces(text))


def _identifiers(work: Work) -> set[str]:
    isbns = (each.replace("-", "").replace(" ", "") for each in work.isbns)
    named = [work.doi, work.handle, *isbns]
    return {each for each in named if each}


def _families(work: Work) -> set[str]:
    return {folded(part.person.family) for part in work.creators.all()}


def not_doubles(one: Work, other: Work) -> None:
    """Note that two works are not the same, so that they are not shown again."""
    first, second = sorted((one, other), key=lambda each: each.pk)
    NotDouble.objects.get_or_create(one=first, other=second)


@transaction.atomic
def merge(
    kept: Work, gone: Work, values: Mapping[str, str], user: AbstractBaseUser | None
) -> None:
    """Make two works one; what is chosen of the one that goes is in the one that stays.

    Files, languages, relations, collections and counts go over. The other keeps its
    address, which leads to this one; harvesters hear that it was deleted. Both note
    who did it.

    Parameters
    ----------
    values
        Fields of `FIELDS` as they should be.

    Raises
    ------
    ValueError
        For a work and itself, or one that is gone already.
    ValidationError
        By field, for values that cannot be.
    """
    if kept.pk == gone.pk or gone.withdrawn or kept.withdrawn:
        raise ValueError("these two cannot be merged")
    for name in FIELDS:
        setattr(kept, name, values.get(name, getattr(kept, name)))
    if not kept.creators.all():
        kept.creators = [_copied(part) for part in gone.creators.all()]
    for name in ("worker_groups", "places", "topics"):
        every = {each.pk: each for each in getattr(kept, name).all()}
        every |= {each.pk: each for each in getattr(gone, name).all()}
        setattr(kept, name, list(every.values()))
    used = [*kept.estimates.split(), *gone.estimates.split()]
    kept.estimates = "\n".join(dict.fromkeys(used))
    kept.full_clean(exclude=["version_of"])
    _hand_over(kept, gone)
    kept.save()
    revision = kept.save_revision(user=user)
    if kept.live:
        revision.publish(user=user)
    gone.withdrawn = timezone.localdate()
    gone.withdrawn_why = f"It is the same work as “{kept.title[:200]}”."
    gone.merged_into = kept
    gone.save()
    for work, what in ((kept, "took_in"), (gone, "became")):
        other = gone if work is kept else kept
        log(work, f"headload.{what}", user=user, data={"slug": other.slug})


def _copied(part: object) -> object:
    part.pk = None  # type: ignore[attr-defined]
    return part


def _hand_over(kept: Work, gone: Work) -> None:
    """Give the one that stays what hangs on the one that goes."""
    names = set(kept.files.values_list("name", flat=True))
    for file in File.objects.filter(work=gone).exclude(name__in=names):
        file.work = kept
        file.save()
    Work.objects.filter(version_of=gone).exclude(pk=kept.pk).update(version_of=kept)
    Work.objects.filter(merged_into=gone).update(merged_into=kept)
    _move(Related.objects.filter(to=gone).exclude(work=kept), "to", kept)
    lists = set(kept.in_lists.values_list("collection_id", flat=True))
    _move(
        CollectionWork.objects.filter(work=gone).exclude(collection__in=lists),
        "work",
        kept,
    )
    for count in Usage.objects.filter(work=gone):
        own, _ = Usage.objects.get_or_create(
            work=kept, month=count.month, kind=count.kind
        )
        Usage.objects.filter(pk=own.pk).update(count=F("count") + count.count)


def _move(rows: Iterable[object], field: str, kept: Work) -> None:
    for row in rows:
        setattr(row, field, kept)
        row.save()  # type: ignore[attr-defined]
