"""What is asked for a worker group or in a place, and what nobody can say of it."""

from headload.apps.common.models import Concept, Scheme
from headload.apps.common.sections import Section
from headload.apps.voice.demands.choose import cards
from headload.apps.voice.demands.gaps import gaps_about

_SHOWN = 6
_OURS = (Scheme.WORKER_GROUP, Scheme.PLACE)


def demands_of(concept: Concept, language: str) -> Section | None:
    """Return demands and open gaps; says so where none is known."""
    if concept.scheme not in _OURS:
        return None
    if concept.scheme == Scheme.WORKER_GROUP:
        found, facet = cards(language, sectors=concept), "sector"
    else:
        found, facet = cards(language), "place"
        found = [each for each in found if concept.code in each.values["place"]]
    gaps = gaps_about(concept)
    content = {
        "cards": found[:_SHOWN],
        "count": len(found),
        "address": f"{facet}={concept.code}",
        "gaps": gaps[:_SHOWN],
    }
    return Section("voice/section_demands.html", content)
