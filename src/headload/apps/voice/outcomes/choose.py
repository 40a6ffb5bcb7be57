"""Wins as lists show them, and by what a reader chooses among them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from headload.apps.common.models import Scheme, named
from headload.apps.common.words import Text, say
from headload.apps.voice.choose import ALL, OTHER
from headload.apps.voice.models import Contribution, Demand, Dispute, Outcome
from headload.apps.voice.outcome_states import OutcomeKind, OutcomeState
from headload.apps.voice.outcomes.parties import Parties, known, parties_of

FACETS = ("sector", "place", "year", "kind", "state")


@dataclass(frozen=True)
class Card:
    """A win as lists show it.

    Parameters
    ----------
    values
        What it has of each facet.
    disputes
        How many disputes of it are open.
    """

    outcome: Outcome
    text: Text
    parties: Parties
    values: Mapping[str, frozenset[str]]
    disputes: int


def cards(language: str, *, in_bulk: bool = False, **only: object) -> list[Card]:
    """Return wins that readers may see; `only` narrows them (as a filter)."""
    outcomes = list(
        Outcome.objects.public()
        .filter(**only)
        .select_related("area__within", "law", "agreement", "independent")
        .prefetch_related(
            "texts",
            "sources",
            "sectors__names",
            Prefetch("demands", Demand.objects.public().prefetch_related("texts")),
            Prefetch("contributions", Contribution.objects.exclude(shown_on=None)),
            Prefetch("disputes", Dispute.objects.exclude(shown_on=None)),
        )
    )
    ids = [
        part.organisation_id for each in outcomes for part in each.contributions.all()
    ]
    shown = known(ids, in_bulk=in_bulk)
    return [
        Card(
            outcome=each,
            text=each.said(language),
            parties=parties_of(
                [part.organisation_id for part in each.contributions.all()], shown
            ),
            values=_values(each),
            disputes=sum(said.settled_on is None for said in each.disputes.all()),
        )
        for each in outcomes
    ]


def names_of(cards: Sequence[Card], language: str) -> Mapping[str, Mapping[str, Text]]:
    """Return how the values of each facet are named."""
    years = {year for each in cards for year in each.values["year"]}
    return {
        "sector": {
            **named(Scheme.WORKER_GROUP, language),
            ALL: say("all_workers", language),
            OTHER: say("other_workers", language),
        },
        "place": named(Scheme.PLACE, language),
        "year": {year: Text(year) for year in years},
        "kind": {
            each.value: say(f"outcome_kind_{each}", language) for each in OutcomeKind
        },
        "state": {
            each.value: say(f"outcome_state_{each}", language) for each in OutcomeState
        },
    }


def _values(outcome: Outcome) -> Mapping[str, frozenset[str]]:
    sectors = {each.code for each in outcome.sectors.all()}
    sectors |= {ALL} if outcome.everyone else set()
    sectors |= {OTHER} if outcome.others else set()
    area = outcome.area
    places = {each.code for each in (area, area.within if area else None) if each}
    return {
        "sector": frozenset(sectors),
        "place": frozenset(places),
        "year": frozenset({outcome.date[:4]} if outcome.date else ()),
        "kind": frozenset({outcome.kind}),
        "state": frozenset({outcome.state}),
    }
