"""Made demands, claims, requests and gaps for tests, in one line each."""

import datetime
import itertools
from typing import Any

from apps.conftest import VENDORS
from apps.index import settle
from apps.organisations import group, place

_NUMBERS = itertools.count(1)


def source() -> Any:
    from headload.apps.voice.models import Source

    return Source.objects.get_or_create(address="https://example.org/demand")[0]


def demand(**values: Any) -> Any:
    """Return a demand that everybody may see, of street vendors in Lima."""
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.voice.services import NewDemand, propose

    told = {
        "slug": f"made-{next(_NUMBERS)}",
        "texts": {"en": "A fixed place to sell", "es": "Un lugar fijo para vender"},
        "sources": [source()],
        "state": "submitted",
        "area": place("per-lima"),
        "sectors": [group()],
    }
    return propose(NewDemand(**{**told, **values}), COMMAND_LINE)


def numbered(asked: Any, release_id: str = "", published: bool = True) -> Any:
    """Return a claim in a demand that rests on the number of street vendors."""
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.voice.services import Evidence, cite, claim, publish

    said = claim(asked, "We are many who sell in the street.", "number", COMMAND_LINE)
    cite(said, Evidence(estimate_id=VENDORS, release_id=release_id), COMMAND_LINE)
    if published:
        publish(said, COMMAND_LINE)
    return said


def gap(**values: Any) -> Any:
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.voice.services import NewGap, open_gap

    told = {
        "slug": f"gap-{next(_NUMBERS)}",
        "title": "How many waste pickers work in Lima?",
        "indicator": "employment",
        "reason": "sample_too_small",
        "sectors": [group("waste-pickers")],
        "area": place("per-lima"),
        "producer": "National Institute of Statistics",
        "question": "Do you collect or sort waste for a living?",
    }
    return open_gap(NewGap(**{**told, **values}), COMMAND_LINE)


def claimed(slug: str, slug_of_gap: str) -> None:
    """Make a demand with a claim that is out of date, and one that rests on a gap."""
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.voice.services import Evidence, cite, claim, publish

    asked = demand(slug=slug, owners=["Made Union"])
    said = numbered(asked)
    today = datetime.date(2026, 1, 1)
    type(said).objects.filter(pk=said.pk).update(
        state="stale", stale_on=today, told_on=today
    )
    other = claim(asked, "Nobody has counted us.", "experience", COMMAND_LINE)
    cite(other, Evidence(gap=gap(slug=slug_of_gap)), COMMAND_LINE)
    publish(other, COMMAND_LINE)


def remove_all() -> None:
    """Take everything away but the history, which cannot be."""
    from headload.apps.voice.models import (
        Claim,
        DataGap,
        Demand,
        EvidenceLink,
        EvidenceRequest,
        Platform,
    )

    EvidenceLink.objects.all().delete()
    EvidenceRequest.objects.all().delete()
    Claim.objects.update(replaces=None)
    Platform.objects.all().delete()
    Demand.objects.update(supersedes=None)
    for model in (Claim, Demand, DataGap):
        model.objects.all().delete()
    settle("demand", "gap")
