"""Which laws a reader chose, and how many each further choice would leave."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar
from urllib.parse import urlencode

from django.db.models import Prefetch

from headload.apps.common.models import Concept, Scheme, named
from headload.apps.common.words import Text, say
from headload.apps.voice.ladder import Step, by_area
from headload.apps.voice.models import ImplementationCheck, Law, Provision
from headload.apps.voice.words import LawStatus, Tag

FACETS = ("country", "sector", "tag", "status")
ALL, OTHER = "all", "other"
_SHOWN = 60


@dataclass(frozen=True)
class Card:
    """A law as lists show it.

    Parameters
    ----------
    values
        What it has of each facet.
    ladders
        How far it is put into practice, by the code of the area; empty is all that it
        covers.
    at
        Code of the area that is asked about; empty for all that the law covers.
    """

    law: Law
    values: Mapping[str, frozenset[str]]
    ladders: Mapping[str, Sequence[Step]]
    at: str = ""

    @property
    def steps(self) -> Sequence[Step]:
        """Its ladder in the area, else in all that it covers; none if nobody looked."""
        return self.ladders.get(self.at) or self.ladders.get("") or ()

    @property
    def elsewhere(self) -> int:
        """In how many areas somebody looked that are not the one of `steps`."""
        return len(self.ladders) - bool(self.steps)


class HasValues(Protocol):
    """What can be chosen by facets."""

    @property
    def values(self) -> Mapping[str, frozenset[str]]:
        """What it has of each facet."""


Listed = TypeVar("Listed", bound=HasValues)


@dataclass(frozen=True)
class Choice:
    """A value of a facet: how many laws, and the address with or without it."""

    text: Text
    count: int
    address: str
    chosen: bool


def cards(at: Concept | None = None, **only: object) -> list[Card]:
    """Return laws that readers may see, by title.

    Parameters
    ----------
    at
        Area whose ladders are asked for.
    only
        What narrows them, as for a filter.
    """
    laws = (
        Law.objects.public()
        .filter(**only)
        .select_related("country", "locality")
        .prefetch_related(
            "country__names",
            "locality__names",
            "sectors__names",
            "sources",
            Prefetch("provisions", Provision.objects.prefetch_related("tags")),
            Prefetch(
                "checks", ImplementationCheck.objects.public().select_related("area")
            ),
        )
    )
    area = at.code if at else ""
    return [Card(law, _values(law), by_area(law.checks.all()), area) for law in laws]


def narrowed(
    found: Sequence[Listed], wanted: Mapping[str, str], facets: Sequence[str] = FACETS
) -> tuple[list[Listed], Mapping[str, Counter[str]]]:
    """Return cards that meet every choice, and counts that leave each choice open."""
    kept = [card for card in found if _meets(card, wanted)]
    counts = {}
    for name in facets:
        rest = {key: value for key, value in wanted.items() if key != name}
        left = (card for card in found if _meets(card, rest))
        counts[name] = Counter(value for card in left for value in card.values[name])
    return kept, counts


def choices_of(
    counts: Mapping[str, Counter[str]],
    asked: Mapping[str, str],
    names: Mapping[str, Mapping[str, Text]],
) -> list[tuple[str, list[Choice]]]:
    """Return what a reader can choose, by facet; the commonest first."""
    found = []
    for name in counts:
        choices = []
        for value, count in counts[name].most_common(_SHOWN):
            chosen = asked.get(name) == value
            rest = {key: each for key, each in asked.items() if key != name}
            address = urlencode(rest if chosen else {**rest, name: value})
            text = names[name].get(value, Text(value))
            choices.append(Choice(text, count, address, chosen))
        if choices:
            found.append((name, choices))
    return found


def names_of(language: str) -> Mapping[str, Mapping[str, Text]]:
    """Return how the values of each facet are named."""
    return {
        "country": named(Scheme.PLACE, language),
        "sector": {
            **named(Scheme.WORKER_GROUP, language),
            ALL: say("all_workers", language),
            OTHER: say("other_workers", language),
        },
        "tag": {tag.value: say(f"tag_{tag}", language) for tag in Tag},
        "status": {
            each.value: say(f"law_status_{each}", language) for each in LawStatus
        },
    }


def _meets(card: HasValues, wanted: Mapping[str, str]) -> bool:
    return all(value in card.values[name] for name, value in wanted.items())


def _values(law: Law) -> Mapping[str, frozenset[str]]:
    sectors = {each.code for each in law.sectors.all()}
    if law.everyone:
        sectors.add(ALL)
    if law.others:
        sectors.add(OTHER)
    tags = {tag.tag for each in law.provisions.all() for tag in each.tags.all()}
    return {
        "country": frozenset({law.country.code if law.country else law.issuer}),
        "sector": frozenset(sectors),
        "tag": frozenset(tags),
        "status": frozenset({law.status}),
    }
