"""What an organisation writes in the forms of wins, read or refused."""

import secrets
from collections.abc import Mapping
from typing import Any

from django.http import QueryDict
from django.utils.text import slugify

from headload.apps.common.models import Concept, Scheme
from headload.apps.network.models import Organisation
from headload.apps.voice.models import Demand, Law, Source
from headload.apps.voice.outcome_states import OutcomeKind
from headload.apps.voice.services.outcomes import NewOutcome, Telling
from headload.apps.voice.services.steps import checked
from headload.errors import BadInput

_MOST_PERSONS = 2_000_000_000


def read(values: QueryDict, organisation: Organisation, language: str) -> NewOutcome:
    """Return the win that a form tells of.

    Raises
    ------
    BadInput
        HL-VOI-35 for a field that cannot be read, -05 for an address that is none.
    """
    text = values.get("text", "").strip()[:300]
    kind = values.get("kind", "")
    _need(bool(text), "text", "say in one sentence what changed")
    _need(
        kind in {each.value for each in OutcomeKind}, "kind", "choose one of the list"
    )
    source = source_at(values.get("source", ""))
    demands = [_found(Demand, name, "demand") for name in _asked(values, "demand")]
    laws = [_found(Law, name, "law") for name in _asked(values, "law")]
    place = values.get("place", "")
    return NewOutcome(
        slug=f"{slugify(text)[:90].strip('-') or 'win'}-{secrets.token_hex(3)}",
        kind=kind,
        texts={
            language: Telling(
                text,
                values.get("more", "").strip()[:5000],
                values.get("unmet", "").strip()[:5000],
            )
        },
        demands=demands,
        sources=[source] if source else [],
        sectors=list(
            Concept.objects.filter(
                scheme=Scheme.WORKER_GROUP, code__in=values.getlist("groups")
            )
        ),
        law=laws[0] if laws else None,
        date=values.get("date", "").strip()[:10],
        area=Concept.objects.filter(scheme=Scheme.PLACE, code=place).first(),
        persons=_persons(values.get("persons", "")),
        estimate_id=_last(values.get("estimate", "")),
        logged_for=organisation,
    )


def source_at(address: str) -> Source | None:
    """Return the source at an address; none where it is empty.

    Raises
    ------
    BadInput
        HL-VOI-05 for an address that is none.
    """
    address = address.strip()[:600]
    if not address:
        return None
    found = Source.objects.filter(address=address).first()
    if found is None:
        found = checked(Source(address=address))
        found.save()
    return found


def _asked(values: Mapping[str, Any], name: str) -> list[str]:
    """Return what names one, by its name in addresses or by its whole address."""
    found = [_last(values.get(name, "")), _last(values.get(f"{name}_else", ""))]
    return list(dict.fromkeys(each for each in found if each))


def _last(text: str) -> str:
    return text.strip().partition("?")[0].rstrip("/").rpartition("/")[2][:255]


def _found(model: Any, slug: str, name: str) -> Any:
    found = model.objects.public().filter(slug=slug).first()
    _need(found is not None, name, "copy the address from its page on this site")
    return found


def _persons(text: str) -> int | None:
    """Return a number written with or without marks between its digits."""
    digits = "".join(text.split()).replace(",", "").replace(".", "")
    right = not digits or (digits.isdecimal() and int(digits) < _MOST_PERSONS)
    _need(right, "persons", "write a number, or nothing")
    return int(digits) if digits else None


def _need(right: bool, name: str, to_do: str) -> None:
    if not right:
        raise BadInput(
            f'The field "{name}" cannot be read',
            where="the form of a win",
            to_do=to_do,
            code="HL-VOI-35",
        )
