"""Owners are told, now and then, that their newest number has grown old."""

import datetime
from collections.abc import Iterator
from typing import Any

from headload.apps.network.history import Change, record, writing
from headload.apps.network.kinds import Unit
from headload.apps.network.models import MembershipCount, Organisation, Reminder
from headload.apps.network.rights import COMMAND_LINE, Actor, Role
from headload.apps.network.selectors import is_stale

DAYS = 90
"""At most one mail in so many days."""


def due(today: datetime.date) -> Iterator[Reminder]:
    """Yield whom to tell: owners whose newest number is older than 36 months."""
    found = Organisation.objects.filter(merged_into=None, claimed=True)
    for organisation in found.prefetch_related("owners", "counts").order_by("pk"):
        if not _is_old(organisation, today):
            continue
        for user in organisation.owners.filter(is_active=True).exclude(email=""):
            reminder, _ = Reminder.objects.get_or_create(
                user=user, organisation=organisation
            )
            if reminder.may_be_told(today, DAYS):
                yield reminder


def speaks(user: Any, language: str) -> None:
    """Keep the language that an owner reads, for letters to her."""
    for organisation in user.organisations.all():
        Reminder.objects.update_or_create(
            user=user, organisation=organisation, defaults={"language": language}
        )


def told(reminder: Reminder, today: datetime.date) -> None:
    """Keep that an owner was told."""
    with writing():
        reminder.told = today
        reminder.save(update_fields=["told"])
        changes = [Change("told", "", today)]
        record(COMMAND_LINE, "remind", reminder.organisation, changes)


def stop(reminder: Reminder) -> None:
    """Never tell this owner of this organisation again."""
    with writing():
        reminder.stopped = True
        reminder.save(update_fields=["stopped"])
        owner = Actor(reminder.user, Role.EDITOR)
        record(owner, "stop_reminders", reminder.organisation)


def _is_old(organisation: Organisation, today: datetime.date) -> bool:
    days = [each.as_of for each in organisation.counts.all() if _is_of_persons(each)]
    return bool(days) and is_stale(max(days), today) is True


def _is_of_persons(count: MembershipCount) -> bool:
    return bool(count.unit == Unit.PERSONS and count.as_of)
