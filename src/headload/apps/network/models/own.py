"""What own records need beside them: invitations, claims, messages, what arrived twice.

Mail addresses of people without an account, and what they wrote, are sealed, and gone
when what they were for is done. No address of a machine is kept anywhere.
"""

import datetime
from enum import StrEnum

from django.conf import settings
from django.db import models
from django.utils import timezone

from headload.apps.common.permanent import ulid
from headload.apps.network.kinds import choices
from headload.apps.network.models.counts import MembershipCount
from headload.apps.network.models.organisations import Organisation
from headload.apps.network.sealing import unseal


class State(StrEnum):
    """What became of what somebody asked for."""

    HELD = "held"
    ACCEPTED = "accepted"
    REFUSED = "refused"


def _permanent() -> models.CharField:
    return models.CharField(max_length=26, unique=True, default=ulid, editable=False)


def _user(on_delete: object = models.SET_NULL) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=on_delete,
        null=on_delete is models.SET_NULL,
        related_name="+",
        editable=False,
    )


class Invitation(models.Model):
    """A link, mailed to one address, that leads to choosing a password once.

    The secret of the link is not here, only its hash. Without a `role` it is for an
    account that is there and forgot its password.
    """

    permanent = _permanent()
    sealed_email = models.TextField(blank=True, editable=False)
    role = models.CharField(max_length=20, blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, related_name="invitations"
    )
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    language = models.CharField(max_length=8)
    made = models.DateTimeField(default=timezone.now)
    expires = models.DateTimeField()
    used = models.DateTimeField(null=True)
    by = _user()
    by_role = models.CharField(max_length=20)

    class Meta:
        ordering = ("-made", "pk")

    def __str__(self) -> str:
        """Return its permanent id, which tells no address."""
        return self.permanent

    @property
    def email(self) -> str:
        """The address it was mailed to; empty once it was used."""
        return unseal(self.sealed_email) if self.sealed_email else ""

    @property
    def is_open(self) -> bool:
        """Whether its link still leads somewhere."""
        return self.used is None and self.expires > timezone.now()


class _Asked(models.Model):
    """Something that a person without an account wrote, until somebody decides."""

    permanent = _permanent()
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="%(class)ss"
    )
    sealed_email = models.TextField(blank=True, editable=False)
    sealed_text = models.TextField(blank=True, editable=False)
    language = models.CharField(max_length=8)
    asked = models.DateTimeField(default=timezone.now)
    state = models.CharField(
        max_length=10, choices=choices(State), default=State.HELD.value
    )
    decided_by = _user()
    decided = models.DateTimeField(null=True)

    class Meta:
        abstract = True
        ordering = ("asked", "pk")

    def __str__(self) -> str:
        """Return its permanent id, which tells no name."""
        return self.permanent

    @property
    def email(self) -> str:
        """The address of whoever wrote; empty once decided."""
        return unseal(self.sealed_email) if self.sealed_email else ""

    @property
    def text(self) -> str:
        """What was written; empty once decided."""
        return unseal(self.sealed_text) if self.sealed_text else ""


class ClaimRequest(_Asked):
    """Somebody says, with proof in words, that a record is her organisation's."""


class Message(_Asked):
    """A message to an organisation, whose address its sender never sees."""


class Arrival(models.Model):
    """A form that was sent; the same key again is the same form again."""

    user = _user(models.CASCADE)
    key = models.CharField(max_length=40)
    count = models.ForeignKey(MembershipCount, on_delete=models.CASCADE)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("user", "key"), name="one_arrival_of_a_form"
            ),
        )

    def __str__(self) -> str:
        """Return its key."""
        return self.key


class Attempt(models.Model):
    """A try that is counted; a mark stands for who tried, and goes within a day."""

    kind = models.CharField(max_length=20)
    mark = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = (models.Index(fields=("kind", "mark", "at"), name="tries_of_one"),)

    def __str__(self) -> str:
        """Return its kind."""
        return self.kind


class Reminder(models.Model):
    """That an owner was told of an old number, and whether she wants to be."""

    user = _user(models.CASCADE)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="reminders"
    )
    key = models.CharField(max_length=26, unique=True, default=ulid)
    language = models.CharField(max_length=8, default="en")
    told = models.DateField(null=True)
    stopped = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("user", "organisation"), name="one_reminder_of_an_owner"
            ),
        )

    def __str__(self) -> str:
        """Return its key."""
        return self.key

    def may_be_told(self, today: datetime.date, days: int) -> bool:
        """Tell whether a mail may go out: at most one in so many days."""
        if self.stopped:
            return False
        return self.told is None or (today - self.told).days >= days
