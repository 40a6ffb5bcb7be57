"""Demands and gaps for machines: CSV, and JSON-LD of schema.org.

schema.org has no word for a demand of workers (its own Demand is one of a market), so
a demand is a CreativeWork of the genre *demand*, with what it rests on as citations.
"""

import json
from collections.abc import Sequence
from typing import Any

from headload.apps.common.linked_data import in_page
from headload.apps.common.tables import table
from headload.apps.voice.demands.choose import Card
from headload.apps.voice.demands.page import Rests, claims_of
from headload.apps.voice.exports import Absolute
from headload.apps.voice.models import DataGap
from headload.apps.voice.states import ClaimState

_COLUMNS = (
    "permanent", "slug", "state", "language", "text", "owners", "owners_not_named",
    "targets", "processes", "sectors", "places", "place", "supersedes", "claims",
    "stale_claims", "sources", "address",
)  # fmt: skip
_OF_GAP = (
    "permanent", "slug", "state", "title", "language", "indicator", "sectors", "area",
    "place", "reason", "producer", "question", "since", "requests", "address",
)  # fmt: skip


def demands_csv(cards: Sequence[Card], absolute: Absolute) -> bytes:
    """Return demands as CSV, each as it was written first."""
    rows = (
        [
            card.demand.permanent,
            card.demand.slug,
            card.demand.state,
            card.demand.language,
            str(card.demand),
            "|".join(card.owners.all_names),
            str(card.owners.hidden),
            "|".join(each.slug for each in card.demand.targets.all()),
            "|".join(each.slug for each in card.demand.processes.all()),
            "|".join(sorted(card.values["sector"])),
            "|".join(sorted(card.values["place"])),
            card.demand.place,
            card.demand.supersedes.slug if card.demand.supersedes else "",
            str(card.claims),
            str(card.stale),
            "|".join(each.address for each in card.demand.sources.all()),
            absolute(f"/id/d/{card.demand.permanent}"),
        ]
        for card in cards
    )
    return table(_COLUMNS, rows)


def gaps_csv(gaps: Sequence[DataGap], absolute: Absolute) -> bytes:
    """Return gaps as CSV."""
    rows = (
        [
            gap.permanent,
            gap.slug,
            gap.state,
            gap.title,
            gap.language,
            gap.indicator,
            "|".join(each.code for each in gap.sectors.all()),
            gap.area.code if gap.area else "",
            gap.place,
            gap.reason,
            gap.producer,
            gap.question,
            gap.since,
            str(gap.requests.count()),
            absolute(f"/id/g/{gap.permanent}"),
        ]
        for gap in gaps
    )
    return table(_OF_GAP, rows)


def graph(nodes: Sequence[dict[str, Any]]) -> bytes:
    """Return nodes as one JSON-LD document."""
    content = {"@context": "https://schema.org", "@graph": nodes}
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def node_in_page(node: dict[str, Any]) -> str:
    """Return a node as JSON-LD that can stand in a page."""
    return in_page({"@context": "https://schema.org", **node})


def demand_node(card: Card, language: str, absolute: Absolute) -> dict[str, Any]:
    """Return a demand in the terms of schema.org; what is not known is left out."""
    demand = card.demand
    claims = claims_of(demand, language)
    content = {
        "@type": "CreativeWork",
        "@id": absolute(f"/id/d/{demand.permanent}"),
        "genre": "demand",
        "text": str(demand),
        "inLanguage": demand.language,
        "creativeWorkStatus": demand.state,
        "author": [
            {"@type": "Organization", "name": name} for name in card.owners.all_names
        ],
        "audience": [
            {"@type": "Audience", "name": each.name} for each in demand.targets.all()
        ],
        "about": [each.name("en").text for each in demand.sectors.all()],
        "spatialCoverage": demand.area.name("en").text if demand.area else "",
        "citation": [each.address for each in demand.sources.all()],
        "hasPart": [
            {
                "@type": "Claim",
                "text": each.claim.sentence,
                "inLanguage": each.claim.language,
                "creativeWorkStatus": each.claim.state,
                "isBasedOn": [_based(rests, absolute) for rests in each.rests],
            }
            for each in claims
            if each.claim.state != ClaimState.RETRACTED
        ],
        "dateModified": demand.changed.date().isoformat(),
    }
    return {name: value for name, value in content.items() if value}


def gap_node(gap: DataGap, absolute: Absolute) -> dict[str, Any]:
    """Return a gap in the terms of schema.org."""
    content = {
        "@type": "CreativeWork",
        "@id": absolute(f"/id/g/{gap.permanent}"),
        "genre": "data gap",
        "name": gap.title,
        "inLanguage": gap.language,
        "creativeWorkStatus": gap.state,
        "about": [gap.indicator, *(each.name("en").text for each in gap.sectors.all())],
        "spatialCoverage": gap.area.name("en").text if gap.area else gap.place,
        "abstract": gap.question,
        "dateCreated": gap.since,
        "dateModified": gap.changed.date().isoformat(),
    }
    return {name: value for name, value in content.items() if value}


def _based(rests: Rests, absolute: Absolute) -> dict[str, str]:
    found = {
        "@type": "CreativeWork",
        "name": f"{rests.title.text} {rests.amount}".strip(),
        "version": rests.release_id,
        "url": absolute(rests.address) if rests.address else "",
    }
    return {name: value for name, value in found.items() if value}
