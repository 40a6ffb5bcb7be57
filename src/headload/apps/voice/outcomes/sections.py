"""What was won for a worker group or in a place; says so where nothing is known."""

from headload.apps.common.models import Concept, Scheme
from headload.apps.common.sections import Section
from headload.apps.voice.models import Agreement
from headload.apps.voice.outcomes.choose import cards

_SHOWN = 6
_OURS = (Scheme.WORKER_GROUP, Scheme.PLACE)


def wins_of(concept: Concept, language: str) -> Section | None:
    """Return the wins and agreements of a group or a place."""
    if concept.scheme not in _OURS:
        return None
    agreements = Agreement.objects.public()
    if concept.scheme == Scheme.WORKER_GROUP:
        found, facet = cards(language, sectors=concept), "sector"
        agreements = agreements.filter(sectors=concept)
    else:
        found, facet = cards(language), "place"
        found = [each for each in found if concept.code in each.values["place"]]
        in_it = agreements.filter(area=concept) | agreements.filter(
            area__within=concept
        )
        agreements = in_it.distinct()
    content = {
        "cards": found[:_SHOWN],
        "count": len(found),
        "address": f"{facet}={concept.code}",
        "agreements": list(agreements[:_SHOWN]),
    }
    return Section("voice/section_wins.html", content)
