"""Writing to the history, and finding out whether somebody changed it.

All that is written to the network is written inside `writing`, one writer at a time, so
that events have an order and no two writers make a circle of affiliations together.
"""

import datetime
import hashlib
import json
import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from headload.apps.common.models import Concept, Content
from headload.apps.network.models import Event
from headload.apps.network.rights import Actor
from headload.apps.network.sealing import mark
from headload.errors import BadInput

START = "0" * 64
"""What stands for the hash before the first event."""
Follower = Callable[[Collection[str]], None]
"""Is given the permanent ids of what was written."""

_FOLLOWERS: list[Follower] = []
_TOUCHED: ContextVar[set[str] | None] = ContextVar("touched", default=None)
_SAID = (
    *("number", "who", "role", "action", "kind", "permanent", "field", "old", "new"),
    *("is_marked", "reason", "source", "previous"),
)
_MOVES = {"organisation", "membershipcount", "affiliation", "overlap"}
"""Kinds of records that sums are made of."""
_LISTENERS: list[Follower] = []


class _Written(threading.local):
    """What this thread wrote of that, by permanent id."""

    def __init__(self) -> None:
        self.moved: set[str] = set()


_WRITTEN = _Written()


@dataclass(frozen=True)
class Change:
    """A field that got another value; a restricted one is kept as a mark."""

    field: str = ""
    old: object = ""
    new: object = ""
    restricted: bool = False


def follow(follower: Follower) -> None:
    """Add what is told of everything written, before it is there for others."""
    _FOLLOWERS.append(follower)


@contextmanager
def writing() -> Iterator[None]:
    """Write all or nothing, with nobody else writing to the network.

    Followers are told once, at the end of the outermost. On SQLite a transaction of the
    site begins as ``IMMEDIATE`` (settings); PostgreSQL locks the table of the history,
    which every writer needs.

    After the outermost of several, those who listen are told too, where it moved what
    sums are made of.
    """
    is_outermost = not connection.in_atomic_block
    if is_outermost:
        _WRITTEN.moved = set()
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                table = connection.ops.quote_name(Event._meta.db_table)
                cursor.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")
        with _touching() as touched:
            yield
            for follower in _FOLLOWERS if touched else ():
                follower(touched)
        Content.changed()
    if is_outermost and _WRITTEN.moved:
        moved = frozenset(_WRITTEN.moved)
        for listener in _LISTENERS:
            listener(moved)


def on_write(listener: Follower) -> None:
    """Add what is told when what sums are made of was written."""
    _LISTENERS.append(listener)


@contextmanager
def _touching() -> Iterator[Collection[str]]:
    """Gather what is written; within another gathering, for that one."""
    if _TOUCHED.get() is not None:
        yield ()
        return
    touched: set[str] = set()
    token = _TOUCHED.set(touched)
    try:
        yield touched
    finally:
        _TOUCHED.reset(token)


def record(
    actor: Actor,
    action: str,
    thing: Any,
    changes: Sequence[Change] = (Change(),),
    *,
    reason: str = "",
    source: str = "",
) -> None:
    """Add an event for each change of a record, inside `writing`."""
    if thing._meta.model_name in _MOVES:
        _WRITTEN.moved.add(thing.permanent)
    last = Event.objects.order_by("-day", "-number").first()
    now = timezone.now()
    day = max(now.date(), last.day) if last else now.date()
    number = last.number if last and last.day == day else 0
    previous = last.hash if last else START
    made = []
    for change in changes:
        number += 1
        event = Event(
            day=day,
            number=number,
            at=now,
            who=actor.who,
            role=actor.role.value,
            action=action,
            kind=thing._meta.model_name,
            permanent=thing.permanent,
            field=change.field,
            old=_kept(change.old, change.restricted),
            new=_kept(change.new, change.restricted),
            is_marked=change.restricted,
            reason=reason,
            source=source,
            previous=previous,
        )
        event.hash = previous = hash_of(event)
        made.append(event)
    Event.objects.bulk_create(made)
    touched = _TOUCHED.get()
    if touched is not None:
        touched.add(thing.permanent)


def hash_of(event: Event) -> str:
    """Return the hash of what an event says and of the one before (SHA-256)."""
    said = {name: getattr(event, name) for name in _SAID}
    said["day"] = event.day.isoformat()
    said["at"] = event.at.astimezone(datetime.UTC).isoformat()
    text = json.dumps(said, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def broken() -> Event | None:
    """Return the first event that was changed, or that follows a missing one.

    Events that were cut off at the end leave no trace here: `check` a `seal` that was
    kept elsewhere.
    """
    before, day, number = START, None, 0
    for event in Event.objects.order_by("day", "number").iterator():
        number = number + 1 if event.day == day else 1
        day = event.day
        right = event.number == number and event.previous == before
        if not right or event.hash != hash_of(event):
            return event
        before = event.hash
    return None


def check(kept: str = "") -> None:
    """Refuse a history in which something was changed.

    Parameters
    ----------
    kept
        A `seal` of an earlier day that was kept elsewhere; all up to it must be there.

    Raises
    ------
    BadInput
        HL-NET-35 for the first event that was changed, or that follows a missing one;
        HL-NET-71 where the event of a kept seal is not there.
    """
    found = broken()
    if found is not None:
        raise BadInput(
            "The history of the network was changed past the site",
            where=f"event {found.number} of {found.day}",
            to_do="compare with a backup of the database, and find out who had access",
            code="HL-NET-35",
        )
    if kept and not Event.objects.filter(hash=kept).exists():
        raise BadInput(
            "The history of the network does not have the event of this seal",
            where=f"seal {kept}",
            to_do="check the seal; if it is right, events were cut off at the end: "
            "compare with a backup of the database, and find out who had access",
            code="HL-NET-71",
        )


def seal() -> str:
    """Return the hash that stands for every event so far; empty if there is none."""
    last = Event.objects.order_by("-day", "-number").first()
    return last.hash if last else ""


def told(value: object) -> str:
    """Return a value as the history keeps it; empty for what is not known.

    Examples
    --------
    >>> told(None), told(True), told("Lima"), told(12)
    ('', 'yes', 'Lima', '12')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Concept):
        return str(value.code)
    if isinstance(value, list | tuple):
        return " ".join(sorted(told(each) for each in value))
    return str(value)


def _kept(value: object, restricted: bool) -> str:
    text = told(value)
    return mark(text) if restricted and text else text
