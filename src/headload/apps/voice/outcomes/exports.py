"""Wins for machines: CSV, JSON-LD of schema.org, Atom and RSS.

schema.org has no word for a win of workers, so a win is a CreativeWork of the genre
*outcome*, with what doubts it as comments of its own.
"""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from headload.apps.common.tables import table
from headload.apps.common.words import say
from headload.apps.voice.exports import Absolute
from headload.apps.voice.followed import Channel, Followed, feed
from headload.apps.voice.outcomes.choose import Card

_COLUMNS = (
    "permanent", "slug", "state", "kind", "date", "language", "text", "unmet",
    "contributors", "contributors_not_named", "open_disputes", "demands", "law",
    "agreement", "sectors", "places", "place", "persons", "estimate", "release",
    "value", "low", "high", "stale_on", "independent_source", "sources", "address",
)  # fmt: skip


def wins_csv(cards: Sequence[Card], absolute: Absolute) -> bytes:
    """Return wins as CSV, each as it was told first."""
    return table(_COLUMNS, (_row(card, absolute) for card in cards))


def _row(card: Card, absolute: Absolute) -> list[str]:
    outcome = card.outcome
    told = outcome.told(outcome.language)
    plain = ("persons", "estimate_id", "release_id", "value", "low", "high", "stale_on")
    return [
        outcome.permanent,
        outcome.slug,
        outcome.state,
        outcome.kind,
        outcome.date,
        outcome.language,
        told.text if told else "",
        told.unmet if told else "",
        "|".join(card.parties.names),
        str(card.parties.hidden),
        str(card.disputes),
        "|".join(each.slug for each in outcome.demands.all()),
        outcome.law.slug if outcome.law else "",
        outcome.agreement.slug if outcome.agreement else "",
        "|".join(sorted(card.values["sector"])),
        "|".join(sorted(card.values["place"])),
        outcome.place,
        *(_written(getattr(outcome, name)) for name in plain),
        outcome.independent.address if outcome.independent else "",
        "|".join(each.address for each in outcome.sources.all()),
        absolute(f"/id/v/{outcome.permanent}"),
    ]


def _written(value: object) -> str:
    return "" if value is None else str(value)


def win_node(card: Card, absolute: Absolute) -> dict[str, Any]:
    """Return a win in the terms of schema.org; what is not known is left out."""
    outcome = card.outcome
    told = outcome.told(outcome.language)
    content = {
        "@type": "CreativeWork",
        "@id": absolute(f"/id/v/{outcome.permanent}"),
        "genre": "outcome",
        "name": told.text if told else "",
        "inLanguage": outcome.language,
        "creativeWorkStatus": outcome.state,
        "additionalType": outcome.kind,
        "temporalCoverage": outcome.date,
        "contributor": [
            {"@type": "Organization", "name": name} for name in card.parties.names
        ],
        "about": [each.name("en").text for each in outcome.sectors.all()],
        "spatialCoverage": outcome.area.name("en").text if outcome.area else "",
        "isBasedOn": [
            absolute(f"/id/d/{each.permanent}") for each in outcome.demands.all()
        ],
        "commentCount": card.disputes,
        "citation": [each.address for each in outcome.sources.all()],
        "dateModified": outcome.changed.date().isoformat(),
    }
    return {name: value for name, value in content.items() if value}


def wins_feed(
    cards: Sequence[Card], request: HttpRequest, language: str, form: str
) -> tuple[bytes, str]:
    """Return the wins that changed last as a feed, and its type of content."""
    channel = Channel(
        title=str(say("wins", language)),
        lead=str(say("wins_lead", language)),
        page=reverse("wins", args=[language]),
    )
    pages = (
        Followed(
            title=card.text.text,
            address=f"/id/v/{card.outcome.permanent}",
            said=str(say(f"outcome_state_{card.outcome.state}", language)),
            changed=card.outcome.changed,
            since=card.outcome.first_published_at or card.outcome.changed,
        )
        for card in cards
    )
    return feed(channel, pages, request, language, form)
