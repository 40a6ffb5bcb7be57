"""Demands as lists show them, and by what a reader chooses among them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from headload.apps.common.models import Scheme, named
from headload.apps.common.words import Text, say
from headload.apps.voice.choose import ALL, OTHER
from headload.apps.voice.demands.owners import Owners, owners_of
from headload.apps.voice.models import Claim, Demand, Process
from headload.apps.voice.states import ClaimState, DemandState

FACETS = ("sector", "place", "process", "state")


@dataclass(frozen=True)
class Card:
    """A demand as lists show it.

    Parameters
    ----------
    values
        What it has of each facet.
    claims, stale
        How many claims it makes, and how many of them are out of date.
    """

    demand: Demand
    text: Text
    owners: Owners
    values: Mapping[str, frozenset[str]]
    claims: int
    stale: int


def cards(language: str, *, in_bulk: bool = False, **only: object) -> list[Card]:
    """Return demands that readers may see; `only` narrows them (as a filter)."""
    shown = Claim.objects.filter(published_on__isnull=False, replaced_by=None)
    demands = list(
        Demand.objects.public()
        .filter(**only)
        .select_related("area__within")
        .prefetch_related(
            "texts",
            "owners",
            "sources",
            "sectors__names",
            "targets",
            Prefetch("processes", Process.objects.public().select_related("area")),
            Prefetch("claims", shown, to_attr="claims_shown"),
        )
    )
    owners = owners_of(demands, in_bulk=in_bulk)
    return [
        Card(
            demand=each,
            text=each.said(language),
            owners=owners[each.pk],
            values=_values(each),
            claims=len(each.claims_shown),
            stale=sum(c.state == ClaimState.STALE for c in each.claims_shown),
        )
        for each in demands
    ]


def names_of(cards: Sequence[Card], language: str) -> Mapping[str, Mapping[str, Text]]:
    """Return how the values of each facet are named."""
    processes = {p.slug: p for each in cards for p in each.demand.processes.all()}
    return {
        "sector": {
            **named(Scheme.WORKER_GROUP, language),
            ALL: say("all_workers", language),
            OTHER: say("other_workers", language),
        },
        "place": named(Scheme.PLACE, language),
        "process": {
            slug: Text(each.title, each.language if each.language != language else "")
            for slug, each in processes.items()
        },
        "state": {
            each.value: say(f"demand_state_{each}", language) for each in DemandState
        },
    }


def _values(demand: Demand) -> Mapping[str, frozenset[str]]:
    sectors = {each.code for each in demand.sectors.all()}
    sectors |= {ALL} if demand.everyone else set()
    sectors |= {OTHER} if demand.others else set()
    area = demand.area
    places = {each.code for each in (area, area.within if area else None) if each}
    return {
        "sector": frozenset(sectors),
        "place": frozenset(places),
        "process": frozenset(each.slug for each in demand.processes.all()),
        "state": frozenset({demand.state}),
    }
