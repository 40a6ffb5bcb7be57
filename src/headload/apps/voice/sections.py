"""What Voice knows of a worker group or a place: laws, and processes that are open."""

from collections.abc import Sequence

from django.db.models import Q
from django.utils import timezone

from headload.apps.common.models import Concept, Scheme
from headload.apps.common.sections import Section
from headload.apps.voice.choose import Card, cards
from headload.apps.voice.due import by_urgency
from headload.apps.voice.models import Process
from headload.apps.voice.page import where
from headload.apps.voice.parties import Party, ratified_by

_SHOWN = 8
_OURS = (Scheme.WORKER_GROUP, Scheme.PLACE)


def laws_of(concept: Concept, language: str) -> Section | None:
    """Return the laws of a place or about a group; says so where none is known."""
    if concept.scheme not in _OURS:
        return None
    found = _laws(concept)
    above = _national(concept)
    content = {
        "cards": [(each, where(each.law, language)) for each in found[:_SHOWN]],
        "count": len(found),
        "address": _chosen(concept),
        "national": [(each, where(each.law, language)) for each in above[:_SHOWN]],
        "country": concept.within.name(language) if concept.within else "",
        "country_address": _chosen(concept.within) if concept.within else "",
        "ratified": _ratified(concept, language),
    }
    return Section("voice/section_laws.html", content)


def _laws(concept: Concept) -> list[Card]:
    """Return laws, those that anybody checked first, then the newest."""
    if concept.scheme == Scheme.WORKER_GROUP:
        return _in_order(cards(sectors=concept))
    if concept.within_id:
        return _in_order(cards(concept, locality=concept))
    return _in_order(cards(concept, country=concept))


def _national(concept: Concept) -> list[Card]:
    """Return the laws of a whole country, of a city in it; their ladders are there."""
    if concept.scheme != Scheme.PLACE or concept.within is None:
        return []
    whole = {"country": concept.within, "locality": None, "locality_name": ""}
    return _in_order(cards(concept, **whole))


def _in_order(found: list[Card]) -> list[Card]:
    found.sort(key=lambda each: each.law.in_force or each.law.adopted, reverse=True)
    return sorted(found, key=lambda each: not each.ladders)


def _chosen(concept: Concept) -> str:
    """Return the choices under which the list has the same laws; a city has none."""
    if concept.scheme == Scheme.WORKER_GROUP:
        return f"sector={concept.code}"
    return "" if concept.within_id else f"country={concept.code}"


def _ratified(concept: Concept, language: str) -> Sequence[Party]:
    if concept.scheme != Scheme.PLACE:
        return ()
    return ratified_by(concept.within or concept, language)


def processes_of(concept: Concept, language: str) -> Section | None:
    """Return open processes of a place or about a group, the next deadline first."""
    if concept.scheme not in _OURS:
        return None
    if concept.scheme == Scheme.WORKER_GROUP:
        about = Q(sectors=concept) | Q(everyone=True)
    else:
        about = Q(area=concept) | Q(area__within=concept)
    found = Process.objects.public().filter(about).select_related("body")
    running, over = by_urgency(found.prefetch_related("deadlines"), timezone.now())
    content = {"running": running[:_SHOWN], "over": len(over)}
    return Section("voice/section_processes.html", content)
