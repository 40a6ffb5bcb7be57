"""Who stands by a paper, and who goes where: sign-ons and delegations.

A sign-on is of one version. Names of the members of a delegation are sealed, and
nothing of them is ever shown.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from headload.apps.common.models import Concept
from headload.apps.common.permanent import ulid
from headload.apps.network.models import Organisation
from headload.apps.voice.models.bodies import Process
from headload.apps.voice.models.papers import DocumentVersion
from headload.apps.voice.models.record import secret
from headload.apps.voice.paper_words import Channel, Display, Organ, Signer
from headload.apps.voice.states import SignOnState
from headload.apps.voice.words import choices, values

_WITHOUT_A_MANDATE = (SignOnState.INVITED.value, SignOnState.WITHDRAWN.value)


class SignOn(models.Model):
    """An organisation under one version of a paper, and by whose decision.

    `key` is the secret in the address of its receipt, `confirm_key` the one that its
    accounts are mailed; `asked_again` is the version that it was asked to sign since.
    """

    permanent = models.CharField(
        max_length=26, unique=True, default=ulid, editable=False
    )
    key = models.CharField(max_length=43, unique=True, default=secret, editable=False)
    confirm_key = models.CharField(
        max_length=43, unique=True, default=secret, editable=False
    )
    version = models.ForeignKey(
        DocumentVersion, on_delete=models.PROTECT, related_name="sign_ons"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="sign_ons"
    )
    state = models.CharField(
        max_length=18, choices=choices(SignOnState), default=SignOnState.INVITED.value
    )
    language = models.CharField(max_length=8, default="en")
    organ = models.CharField(max_length=20, choices=choices(Organ), blank=True)
    decided_on = models.DateField(null=True, blank=True)
    minute = models.CharField(
        max_length=120, blank=True, help_text="Where the minutes say so; not shown."
    )
    signer = models.CharField(max_length=12, choices=choices(Signer), blank=True)
    channel = models.CharField(max_length=5, choices=choices(Channel), blank=True)
    display = models.CharField(
        max_length=7, choices=choices(Display), default=Display.HIDDEN.value
    )
    content_hash = models.CharField(
        max_length=64, blank=True, help_text="Of the text that was signed."
    )
    signed_on = models.DateField(null=True, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    confirmed_on = models.DateField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    withdrawn_on = models.DateField(null=True, blank=True)
    asked_again = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("pk",)
        verbose_name = "sign-on"
        constraints = (
            models.UniqueConstraint(
                fields=("version", "organisation"),
                name="an_organisation_signs_a_version_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=values(SignOnState)),
                name="sign_on_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(state__in=_WITHOUT_A_MANDATE)
                | (
                    ~Q(organ="")
                    & ~Q(minute="")
                    & ~Q(channel="")
                    & ~Q(content_hash="")
                    & Q(decided_on__isnull=False, signed_on__isnull=False)
                ),
                name="signed_with_a_mandate",
            ),
            models.CheckConstraint(
                condition=~Q(state=SignOnState.CONFIRMED.value)
                | Q(confirmed_on__isnull=False),
                name="confirmed_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state=SignOnState.WITHDRAWN.value)
                | Q(withdrawn_on__isnull=False),
                name="withdrawn_says_when",
            ),
        )

    def __str__(self) -> str:
        """Return a number, never a name: who may see it is decided elsewhere."""
        return f"sign-on {self.pk}"


class Delegation(models.Model):
    """Whom an organisation sends to a process; readers see how many, and no more."""

    permanent = models.CharField(
        max_length=26, unique=True, default=ulid, editable=False
    )
    process = models.ForeignKey(
        Process, on_delete=models.PROTECT, related_name="delegations"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="delegations"
    )
    sector = models.ForeignKey(
        Concept,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        limit_choices_to={"scheme": "worker_group"},
        related_name="delegations",
    )
    places = models.PositiveIntegerField()
    interpreters = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("process", "organisation"),
                name="one_delegation_of_an_organisation",
            ),
            models.CheckConstraint(
                condition=Q(places__gt=0), name="delegation_has_a_place"
            ),
        )

    def __str__(self) -> str:
        """Return a number, never a name."""
        return f"delegation {self.pk}"


class DelegationMember(models.Model):
    """Somebody who is sent: her name and how far her visa is, sealed together."""

    delegation = models.ForeignKey(
        Delegation, on_delete=models.CASCADE, related_name="members"
    )
    sealed = models.TextField(editable=False)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        """Return a number, never a name."""
        return f"member {self.pk}"
