"""Telephones, messages to them and what came from them: sealed, and soon forgotten.

A message that has gone out leaves its key, so that it never goes out twice; its number
and its text are gone.
"""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from headload.apps.network.sealing import unseal
from headload.apps.voice.models.letters import Wish
from headload.apps.voice.models.sign_ons import SignOn
from headload.apps.voice.words import choices, values
from headload.apps.voice.words_of_letters import SmsState


class Phone(Wish):
    """The telephone of an account, and what it is told of; good once it was confirmed.

    `code_mark` is a keyed hash of the code that confirms it.
    """

    code_mark = models.CharField(max_length=64, blank=True, editable=False)
    code_until = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("mark",),
                condition=Q(confirmed__isnull=False, withdrawn=None),
                name="one_account_of_a_number",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn=None) | Q(mark="", sealed="", user=None),
                name="no_number_after_withdrawal",
            ),
        )

    @property
    def number(self) -> str:
        """The number; empty once taken back."""
        return unseal(self.sealed) if self.sealed else ""


class Sms(models.Model):
    """A message: waiting with a sealed number and text, or gone without them."""

    key = models.CharField(max_length=64, unique=True)
    sealed_number = models.TextField(blank=True, editable=False)
    sealed_text = models.TextField(blank=True, editable=False)
    state = models.CharField(
        max_length=8, choices=choices(SmsState), default=SmsState.WAITING.value
    )
    tries = models.PositiveSmallIntegerField(default=0)
    made = models.DateTimeField(default=timezone.now)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=values(SmsState)), name="sms_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[SmsState.WAITING.value, SmsState.SENDING.value])
                | Q(sealed_number="", sealed_text=""),
                name="nothing_of_a_message_that_is_gone",
            ),
        )

    def __str__(self) -> str:
        """Return a number, never that of a telephone."""
        return f"message {self.pk}"


class Arrived(models.Model):
    """A reply that came in, by a keyed hash, so that it is heard once."""

    key = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        """Return when it came."""
        return f"{self.at:%Y-%m-%d %H:%M}"


class SignOnCode(models.Model):
    """A code that one telephone was sent to confirm one sign-on; kept as a hash."""

    phone = models.ForeignKey(Phone, on_delete=models.CASCADE, related_name="codes")
    sign_on = models.ForeignKey(SignOn, on_delete=models.CASCADE, related_name="codes")
    mark = models.CharField(max_length=64)
    made = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("phone", "sign_on"), name="one_code_of_a_phone_and_sign_on"
            ),
        )

    def __str__(self) -> str:
        """Return a number, never the code."""
        return f"code {self.pk}"
