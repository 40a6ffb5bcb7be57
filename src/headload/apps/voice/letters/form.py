"""The form on which somebody says what she wants to be told of; read as it is sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict

from headload.apps.common.languages import LANGUAGES
from headload.apps.common.models import Concept, Scheme
from headload.apps.common.words import Text
from headload.apps.voice.feeds.page import Select, selects
from headload.apps.voice.feeds.wanted import Wanted
from headload.apps.voice.letters.clock import is_zone, zones
from headload.apps.voice.letters.wishes import Choice
from headload.apps.voice.models import Body
from headload.apps.voice.words_of_letters import Every

_MOST = 50


@dataclass(frozen=True)
class Boxes:
    """Things of one kind, each with a box to tick, and which are ticked."""

    name: str
    options: Sequence[tuple[str, Text]]
    ticked: frozenset[str]


def read(values: QueryDict, language: str) -> Choice:
    """Return what a form says; what is no choice is taken as not said."""
    spoken, zone = values.get("language", ""), values.get("zone", "")
    every = values.get("every", "")
    return Choice(
        language=spoken if spoken in LANGUAGES else language,
        zone=zone if is_zone(zone) else "UTC",
        every=every if every in set(Every) else Every.WEEK.value,
        groups=_concepts(Scheme.WORKER_GROUP, values.getlist("group")),
        places=_concepts(Scheme.PLACE, values.getlist("place")),
        bodies=list(
            Body.objects.public().filter(slug__in=values.getlist("body")[:_MOST])
        ),
    )


def form_of(choice: Choice, language: str) -> Mapping[str, object]:
    """Return what the form shows for a choice."""
    ticked = {
        "group": {each.code: each.name(language) for each in choice.groups},
        "place": {each.code: each.name(language) for each in choice.places},
        "body": {each.slug: Text(each.name, each.language) for each in choice.bodies},
    }
    kinds = selects(Wanted(), language)
    return {
        "kinds": [_boxes(each, ticked[each.name]) for each in kinds],
        "spoken": [(code, name) for code, (_, name) in LANGUAGES.items()],
        "zones": zones(),
        "rhythms": list(Every),
        "choice": choice,
    }


def _boxes(offered: Select, ticked: Mapping[str, Text]) -> Boxes:
    """Return what is offered, and what is ticked though nothing is due there now."""
    found = {**ticked, **dict(offered.options)}
    options = sorted(found.items(), key=lambda each: each[1].text.casefold())
    return Boxes(offered.name, options, frozenset(ticked))


def _concepts(scheme: Scheme, codes: Sequence[str]) -> list[Concept]:
    found = Concept.objects.filter(scheme=scheme, code__in=codes[:_MOST])
    return list(found)
