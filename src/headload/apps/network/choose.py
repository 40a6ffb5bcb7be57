"""What a reader can choose in the directory, and what each choice is called."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest

from headload.apps.common.models import Scheme, named
from headload.apps.common.words import Text, say
from headload.apps.network.constituencies import Constituency
from headload.apps.network.kinds import Classification
from headload.apps.network.selectors import FACETS, UNKNOWN, Listing

_LONGEST, _SHOWN = 200, 20


@dataclass(frozen=True)
class Choice:
    """A value of a facet: how many organisations, the address with or without it."""

    text: Text
    count: int
    address: str
    chosen: bool


def asked_in(request: HttpRequest) -> tuple[str, dict[str, str]]:
    """Return the words and the choices of an address."""
    words = request.GET.get("q", "")[:_LONGEST].strip()
    chosen = {name: request.GET.get(name, "")[:120] for name in FACETS}
    return words, {name: value for name, value in chosen.items() if value}


def choices_of(
    counts: Mapping[str, Sequence[tuple[str, int]]],
    asked: Mapping[str, str],
    found: Listing,
    language: str,
) -> list[tuple[str, list[Choice]]]:
    """Return what a reader can choose, by facet; the commonest first."""
    names = _names(language)
    shown = []
    for name in FACETS:
        rest = {key: value for key, value in asked.items() if key != name}
        chosen = asked.get(name)
        counted = list(counts.get(name, ()))
        kept = [*counted[:_SHOWN], *(e for e in counted[_SHOWN:] if e[0] == chosen)]
        choices = [
            Choice(
                names[name].get(value) or Text(found.names.get(value, value)),
                count,
                urlencode(rest if value == chosen else {**rest, name: value}),
                value == chosen,
            )
            for value, count in kept
        ]
        if choices:
            shown.append((name, choices))
    return shown


def _names(language: str) -> Mapping[str, Mapping[str, Text]]:
    types = (*(each.value for each in Classification), UNKNOWN)
    return {
        "worker_group": {
            **named(Scheme.WORKER_GROUP, language),
            UNKNOWN: say("org_group_unknown", language),
        },
        "place": named(Scheme.PLACE, language),
        "type": {each: say(f"org_type_{each}", language) for each in types},
        "constituency": {
            each.value: say(f"constituency_{each.value}", language)
            for each in Constituency
        },
        "member_of": {},
    }
