"""Reading the history: why a field, or a number, says what it says.

Readers are shown what, when, in which role and from which source; never who. Texts that
could hold anything are marks in the history and are not told.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from headload.apps.network.models import Event, MembershipCount, Organisation
from headload.apps.network.rights import Actor, Role
from headload.apps.network.selectors.counts import OPEN as OF_COUNT
from headload.apps.network.selectors.sight import OPEN as OF_ORGANISATION
from headload.apps.network.selectors.sight import Sight


@dataclass(frozen=True)
class Told:
    """One event as a reader sees it; `old` and `new` are empty where not told."""

    day: str
    role: str
    action: str
    field: str
    old: str
    new: str
    reason: str
    source: str


def history_of(reader: Actor, organisation: Organisation, field: str) -> list[Told]:
    """Return what happened to a public field of an organisation, oldest first."""
    sight = Sight.of(reader)
    kept = sight.records().filter(pk=organisation.pk).first()
    if kept is None or sight.is_coarse(kept) or field not in OF_ORGANISATION:
        return []
    if field in sight.kept_from(kept):
        return []
    return _told(Event.objects.filter(permanent=kept.permanent, field=field))


def why(reader: Actor, count: MembershipCount) -> list[Told]:
    """Return what happened to a count, oldest first: who stated it, who checked it."""
    sight = Sight.of(reader)
    kept = sight.records().filter(pk=count.organisation_id).first()
    if kept is None or sight.is_coarse(kept) or not sight.sees(count.visibility, kept):
        return []
    events = Event.objects.filter(permanent=count.permanent, field__in=OF_COUNT)
    return _told(events)


@dataclass(frozen=True)
class Own:
    """What an organisation changed of its record itself, on a day."""

    organisation: Organisation
    day: str
    fields: Sequence[str]


def own_changes(reader: Actor, since: datetime.date) -> list[Own]:
    """Return what organisations changed themselves, newest first, to look at after."""
    seen = {each.permanent: each for each in Sight.of(reader).records()}
    events = Event.objects.filter(
        role=Role.EDITOR, kind="organisation", day__gte=since
    ).exclude(field="")
    found: dict[tuple[str, str], list[str]] = {}
    for event in events.order_by("-day", "-number"):
        if event.permanent in seen:
            key = (event.permanent, event.day.isoformat())
            found.setdefault(key, []).append(event.field)
    return [
        Own(seen[permanent], day, sorted(set(fields)))
        for (permanent, day), fields in found.items()
    ]


def _told(events: Iterable[Event]) -> list[Told]:
    return [
        Told(
            day=event.day.isoformat(),
            role=event.role,
            action=event.action,
            field=event.field,
            old="" if event.is_marked else event.old,
            new="" if event.is_marked else event.new,
            reason=event.reason,
            source=event.source,
        )
        for event in events
    ]
