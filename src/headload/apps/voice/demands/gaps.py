"""What the pages of gaps show: what nobody can say, why, and who could change that."""

from collections.abc import Mapping, Sequence
from typing import Any

from headload.apps.common.models import Concept, Scheme
from headload.apps.common.surveys import surveys_in
from headload.apps.network.rights import READER
from headload.apps.network.selectors.sight import Sight
from headload.apps.voice.models import DataGap
from headload.apps.voice.page import places
from headload.apps.voice.states import UNDECIDED, GapState


def gaps_by_state() -> tuple[Sequence[DataGap], Sequence[DataGap]]:
    """Return gaps that are open, the oldest first, and those that are closed."""
    found = (
        DataGap.objects.public()
        .select_related("area__within")
        .prefetch_related("sectors__names")
        .order_by("since", "title")
    )
    open_ = [each for each in found if each.state != GapState.CLOSED]
    return open_, [each for each in found if each.state == GapState.CLOSED]


def by_producer(gaps: Sequence[DataGap]) -> list[tuple[str, list[DataGap]]]:
    """Return gaps by who should produce the number; those of nobody stand last."""
    found: dict[str, list[DataGap]] = {}
    for each in gaps:
        found.setdefault(each.producer.strip(), []).append(each)
    return sorted(found.items(), key=lambda each: (not each[0], -len(each[1]), each[0]))


def gaps_about(concept: Concept) -> Sequence[DataGap]:
    """Return the open gaps of a worker group or a place."""
    found = DataGap.objects.public().exclude(state=GapState.CLOSED.value)
    if concept.scheme == Scheme.WORKER_GROUP:
        return list(found.filter(sectors=concept))
    return list(found.filter(area=concept) | found.filter(area__within=concept))


def content_of(gap: DataGap, language: str) -> Mapping[str, Any]:
    """Return what the template knows of a gap."""
    names, hidden = _asked_by(gap)
    country = (gap.area.within or gap.area) if gap.area else None
    demands = {
        claim.demand.pk: claim.demand
        for link in gap.claims.select_related("claim__demand")
        for claim in [link.claim]
        if claim.published_on and claim.demand.live
        if claim.demand.state not in UNDECIDED
    }
    return {
        "gap": gap,
        "foreign": gap.language if gap.language != language else "",
        "groups": [each.name(language) for each in gap.sectors.all()],
        "places": places(gap, language),
        "surveys": surveys_in(country.code, language) if country else [],
        "names": names,
        "hidden": hidden,
        "demands": [
            (each, each.said(language))
            for each in demands.values()
            if each.sources.exists()
        ],
        "sources": gap.sources.all(),
    }


def _asked_by(gap: DataGap) -> tuple[list[str], int]:
    """Return the organisations that asked and may be named, and how many may not."""
    ids = set(gap.requests.values_list("organisation", flat=True))
    sight = Sight.of(READER)
    shown = [sight.shows(each) for each in sight.records().filter(pk__in=ids)]
    return sorted(str(each["name"]) for each in shown), len(ids) - len(shown)
