"""What workers told, in their own words, and the voice in which something was asked.

Both are restricted: the words as they were told and the sound are sealed before they
reach the database. What readers see of a testimony is its de-identified text alone.
"""

import base64

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from headload.apps.common.models import Concept
from headload.apps.common.permanent import ulid
from headload.apps.network.kinds import Given
from headload.apps.network.models import Organisation
from headload.apps.network.sealing import unseal
from headload.apps.voice.models.requests import EvidenceRequest
from headload.apps.voice.states import TestimonyState, Use
from headload.apps.voice.words import choices, values

_GONE = Q(state=TestimonyState.WITHDRAWN.value)
_SHOWN = Q(state=TestimonyState.PUBLISHED.value)


class VoiceNote(models.Model):
    """A question by voice, without anything that the telephone wrote beside it."""

    request = models.OneToOneField(
        EvidenceRequest, on_delete=models.CASCADE, related_name="note"
    )
    sealed = models.TextField(editable=False)
    media_type = models.CharField(max_length=40)
    seconds = models.PositiveSmallIntegerField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~Q(sealed="") & ~Q(media_type=""), name="voice_note_is_whole"
            ),
        )

    def __str__(self) -> str:
        """Return how long it is."""
        return f"{self.seconds} s"

    @property
    def sound(self) -> bytes:
        """The sound, opened."""
        return base64.b64decode(unseal(self.sealed))


class Testimony(models.Model):
    """What a worker told; `shown` is what was made of it, with nobody to be known by.

    Parameters
    ----------
    sealed
        The words as they were told; empty once taken back.
    """

    permanent = models.CharField(
        max_length=26, unique=True, default=ulid, editable=False
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="testimonies"
    )
    group = models.ForeignKey(
        Concept, on_delete=models.PROTECT, related_name="testimonies_about"
    )
    area = models.ForeignKey(
        Concept, on_delete=models.PROTECT, related_name="testimonies"
    )
    language = models.CharField(max_length=8)
    sealed = models.TextField(blank=True, editable=False)
    shown = models.TextField(blank=True)
    state = models.CharField(
        max_length=12,
        choices=choices(TestimonyState),
        default=TestimonyState.TOLD.value,
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    names_checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    published_on = models.DateField(null=True, editable=False)

    class Meta:
        ordering = ("pk",)
        verbose_name_plural = "testimonies"
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=values(TestimonyState)),
                name="testimony_state_is_known",
            ),
            models.CheckConstraint(
                condition=~_SHOWN
                | (
                    ~Q(shown="")
                    & Q(names_checked_by__isnull=False)
                    & Q(published_on__isnull=False)
                ),
                name="testimony_is_checked_before_it_is_shown",
            ),
            models.CheckConstraint(
                condition=~_GONE | Q(sealed="", shown=""),
                name="no_testimony_after_withdrawal",
            ),
            models.CheckConstraint(
                condition=Q(names_checked_by=None)
                | Q(written_by=None)
                | ~Q(names_checked_by=F("written_by")),
                name="names_are_checked_by_another",
            ),
        )

    def __str__(self) -> str:
        """Return a number, never who told it."""
        return f"testimony {self.permanent}"

    @property
    def told(self) -> str:
        """The words as they were told; empty once taken back."""
        return unseal(self.sealed) if self.sealed else ""


class TestimonyConsent(models.Model):
    """That the teller agreed to one use: the text, her voice, a picture, her name."""

    testimony = models.ForeignKey(
        Testimony, on_delete=models.CASCADE, related_name="consents"
    )
    use = models.CharField(max_length=8, choices=choices(Use))
    how = models.CharField(max_length=12, choices=choices(Given))
    given_on = models.DateField()
    expires_on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("testimony", "use"), name="one_consent_to_a_use"
            ),
            models.CheckConstraint(
                condition=Q(use__in=values(Use)), name="use_of_testimony_is_known"
            ),
            models.CheckConstraint(
                condition=Q(expires_on__gt=F("given_on")),
                name="testimony_consent_expires_after_it_is_given",
            ),
        )

    def __str__(self) -> str:
        """Return what it allows."""
        return self.use
