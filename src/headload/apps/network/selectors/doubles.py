"""Records that may be of one organisation, with what speaks for it.

A number of a register in common; or names alike, in any language that a record has, or
the short name of one the name of the other, where their countries are not known to
differ. Nothing is united unless somebody looked at both.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from rapidfuzz import fuzz

from headload.apps.network.models import NotDouble, Organisation
from headload.apps.search.words import folded, pieces

ALIKE = 88.0
"""Likeness of two names (Indel similarity of their sorted words, 0 to 100)."""
_COMMON = 60
"""A word that more records have in their names says nothing about two of them."""
_SHORTEST = 2


@dataclass(frozen=True)
class Named:
    """A record as far as it is compared.

    Parameters
    ----------
    names
        Every name in every language, without accents, words in order.
    short
        Its short name without accents; empty where it has none.
    """

    pk: int
    permanent: str
    slug: str
    name: str
    names: tuple[str, ...]
    short: str
    country: str
    identifiers: frozenset[str]

    @classmethod
    def of(cls, each: Organisation) -> "Named":
        """Return a record as it is compared."""
        texts = (each.name, *(other.text for other in each.other_names.all()))
        return cls(
            pk=each.pk,
            permanent=each.permanent,
            slug=each.slug,
            name=each.name,
            names=tuple(dict.fromkeys(filter(None, map(_plain, texts)))),
            short=_plain(each.acronym),
            country=each.country.code if each.country else "",
            identifiers=frozenset(str(number) for number in each.identifiers.all()),
        )

    def blocks(self) -> set[tuple[str, str]]:
        """Return what another must share to be compared at all."""
        words = {word for name in (*self.names, self.short) for word in name.split()}
        return {
            *(("word", word) for word in words if len(word) >= _SHORTEST),
            *(("number", each) for each in self.identifiers),
        }


@dataclass(frozen=True)
class Pair:
    """Two records that may be of one organisation, the older first.

    Parameters
    ----------
    likeness
        Of the names that are most alike, 0 to 100.
    evidence
        In words, as the desk and the command line say it.
    """

    one: Named
    other: Named
    likeness: float
    evidence: tuple[str, ...]


@dataclass
class Index:
    """Records by what they could be found to be alike by."""

    _blocks: dict[tuple[str, str], list[Named]] = field(default_factory=dict)

    @classmethod
    def of_all(cls) -> "Index":
        """Return the index of all records that are there today."""
        index = cls()
        for each in named_today():
            index.add(each)
        return index

    def add(self, named: Named) -> None:
        """Add a record."""
        for block in named.blocks():
            self._blocks.setdefault(block, []).append(named)

    def like(self, named: Named) -> list[Pair]:
        """Return a record beside each that it may be, the likeliest first."""
        near = {
            each.pk: each
            for block in named.blocks()
            for of_block in [self._blocks.get(block, [])]
            if len(of_block) <= _COMMON
            for each in of_block
            if each.pk != named.pk
        }
        return _in_order(_compared(each, named) for each in near.values())

    def pairs(self) -> Iterator[tuple[Named, Named]]:
        """Yield every two that share a block, once."""
        seen = set()
        for found in self._blocks.values():
            if len(found) <= _COMMON:
                for one, other in combinations(found, 2):
                    if one.pk != other.pk and (one.pk, other.pk) not in seen:
                        seen.add((one.pk, other.pk))
                        yield one, other


def named_today() -> list[Named]:
    """Return every record that has not gone on in another, in the order they came."""
    found = Organisation.objects.filter(merged_into=None).order_by("pk")
    related = found.select_related("area__within")
    return [Named.of(e) for e in related.prefetch_related("other_names", "identifiers")]


def doubles() -> list[Pair]:
    """Return the pairs that nobody has looked at, the likeliest first."""
    looked_at = set(NotDouble.objects.values_list("one", "other"))
    return _in_order(
        _compared(one, other)
        for one, other in Index.of_all().pairs()
        if (one.pk, other.pk) not in looked_at
    )


def pair_of(one: Organisation, other: Organisation) -> Pair:
    """Return two records with whatever speaks for their being one."""
    first, second = sorted(map(Named.of, (one, other)), key=lambda each: each.pk)
    return Pair(first, second, _likeness(first, second), _evidence(first, second))


def _in_order(found: "Iterator[Pair | None]") -> list[Pair]:
    kept = [each for each in found if each is not None]
    return sorted(kept, key=lambda each: (-len(each.evidence), -each.likeness))


def _compared(one: Named, other: Named) -> Pair | None:
    """Return a pair with its evidence; none where it is too little."""
    likeness = _likeness(one, other)
    differ = one.country and other.country and one.country != other.country
    by_name = likeness >= ALIKE or _shared_short(one, other)
    if one.identifiers & other.identifiers or (by_name and not differ):
        return Pair(one, other, likeness, _evidence(one, other))
    return None


def _evidence(one: Named, other: Named) -> tuple[str, ...]:
    numbers = sorted(one.identifiers & other.identifiers)
    likeness = _likeness(one, other)
    told: Mapping[str, object] = {
        f"the same number: {', '.join(numbers)}": numbers,
        f"names alike: {likeness:.0f} of 100": likeness >= ALIKE,
        "the same short name": _shared_short(one, other),
        f"the same country: {one.country}": one.country
        and one.country == other.country,
    }
    return tuple(text for text, holds in told.items() if holds)


def _shared_short(one: Named, other: Named) -> bool:
    """Tell whether the short name of one is a name of the other."""
    return any(
        each.short and each.short in _all_names(twin)
        for each, twin in ((one, other), (other, one))
    )


def _all_names(named: Named) -> Collection[str]:
    return {*named.names, named.short}


def _likeness(one: Named, other: Named) -> float:
    return max(
        (_alike(mine, yours) for mine in one.names for yours in other.names),
        default=0.0,
    )


def _alike(one: str, other: str) -> float:
    """Return the likeness of two names, in whatever order and however hyphenated."""
    joined = fuzz.ratio(one.replace(" ", ""), other.replace(" ", ""))
    return max(float(fuzz.token_sort_ratio(one, other)), float(joined))


def _plain(text: str) -> str:
    return " ".join(folded(word) for word, *_ in pieces(text))
