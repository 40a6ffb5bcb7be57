"""What Voice and the network have on a Programme or an Initiative.

People are shown by none of this: the pages of editors show stories with consent.
"""

from typing import Any

from django.db.models import Q
from django.utils import timezone

from headload.apps.common.models import Concept, Scheme
from headload.apps.common.sections import Section
from headload.apps.common.standing import Standing, standing_of
from headload.apps.voice.choose import cards as law_cards
from headload.apps.voice.demands.choose import cards as demand_cards
from headload.apps.voice.due import by_urgency
from headload.apps.voice.models import Demand as Demands
from headload.apps.voice.models import Law, Outcome, Process
from headload.apps.voice.outcomes.choose import cards as win_cards
from headload.apps.voice.outcomes.parties import known, parties_of
from headload.apps.voice.page import where
from headload.apps.voice.programmes.rules import RULES, Rule

_SHOWN = 6
_OURS = (Scheme.PROGRAMME, Scheme.INITIATIVE)


def programme_of(concept: Concept, language: str) -> Section | None:
    """Return everything under a Programme or an Initiative; says what is not there."""
    if concept.scheme not in _OURS:
        return None
    is_programme = concept.scheme == Scheme.PROGRAMME
    rule = RULES.get(concept.code, Rule()) if is_programme else Rule()
    filed = list(concept.filings.all())
    laws = law_cards(pk__in=_under(Law, concept, rule.laws))
    demands = demand_cards(language, pk__in=_under(Demands, concept, rule.demands))
    wins = win_cards(language, pk__in=_under(Outcome, concept, rule.wins))
    ids = [each.organisation_id for each in filed if each.organisation_id]
    running, over = _processes(concept, rule)
    content = {
        "rule": concept.code if is_programme and concept.code in RULES else "",
        "lists": rule.lists,
        "cities": _focal(language) if "places" in rule.lists else (),
        "laws": [(each, where(each.law, language)) for each in laws[:_SHOWN]],
        "laws_count": len(laws),
        "demands": demands[:_SHOWN],
        "demands_count": len(demands),
        "wins": wins[:_SHOWN],
        "running": running[:_SHOWN],
        "over": over,
        "parties": parties_of(ids, known(ids)),
        "figures": _figures(filed, language),
    }
    return Section("voice/section_programme.html", content)


def _under(model: Any, concept: Concept, rule: Q) -> list[int]:
    """Return the numbers of what readers may see by the rule, or filed by an editor."""
    found = model.objects.public().filter(rule | Q(filings__concept=concept))
    return list(found.values_list("pk", flat=True))


def _processes(concept: Concept, rule: Rule) -> tuple[list[Any], int]:
    ids = _under(Process, concept, rule.processes)
    found = Process.objects.public().filter(pk__in=ids).select_related("body")
    running, over = by_urgency(found.prefetch_related("deadlines"), timezone.now())
    return list(running), len(over)


def _figures(filed: list[Any], language: str) -> list[Standing]:
    found = [
        standing_of(each.estimate_id, "", language)
        for each in filed
        if each.estimate_id
    ]
    return [each for each in found if each is not None]


def _focal(language: str) -> list[tuple[str, str, Any]]:
    """Return codes of country and city, and the name, of each focal city."""
    found = Concept.objects.filter(scheme=Scheme.PLACE, focal=True)
    return [
        (each.within.code, each.code.split("-", 1)[1], each.name(language))
        for each in found.select_related("within").prefetch_related("names")
    ]
