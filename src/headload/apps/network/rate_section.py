"""What the network knows of a group or a place: how many are organised, of how many."""

from headload.apps.common.groups import SLUGS
from headload.apps.common.models import Concept, Scheme
from headload.apps.common.sections import Section
from headload.apps.common.words import Text
from headload.apps.network.rate_words import rows_of


def representation(concept: Concept, language: str) -> Section | None:
    """Return the rates of a group or a place; what is not known is named."""
    if concept.scheme == Scheme.WORKER_GROUP and concept.code in SLUGS:
        rows = rows_of(language, sector=concept.code)
        without: list[Text] = []
    elif concept.scheme == Scheme.PLACE:
        rows = rows_of(language, area=concept.code)
        without = _without({each.shown.rate.sector_id for each in rows}, language)
    else:
        return None
    content = {
        "rows": rows,
        "without": ", ".join(map(str, without)) if rows else "",
        "by_place": concept.scheme == Scheme.WORKER_GROUP,
    }
    return Section("network/section_rates.html", content)


def _without(told: set[int], language: str) -> list[Text]:
    """Return the groups of which no survey of this site counts the workers there."""
    groups = Concept.objects.filter(scheme=Scheme.WORKER_GROUP, code__in=list(SLUGS))
    return [
        each.name(language)
        for each in groups.prefetch_related("names")
        if each.pk not in told
    ]
