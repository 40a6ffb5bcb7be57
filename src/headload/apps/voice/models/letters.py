"""Who wants to be told of deadlines, by letter or by SMS, and what consent she gave.

Addresses and numbers are sealed, and found again by a mark (decision 33). Who takes her
consent back leaves two dates here, and nothing that leads to her.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from headload.apps.common.models import Concept
from headload.apps.network.sealing import unseal
from headload.apps.voice.models.bodies import Body
from headload.apps.voice.models.record import secret
from headload.apps.voice.words import choices, values
from headload.apps.voice.words_of_letters import Every


class Wish(models.Model):
    """What somebody wants to be told of, in which language and on which clock.

    Of groups, places and bodies none stands for all. It was asked for twice: nothing is
    sent before `confirmed`.
    """

    key = models.CharField(max_length=43, unique=True, default=secret, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+"
    )
    mark = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    sealed = models.TextField(blank=True, editable=False)
    language = models.CharField(max_length=8, default="en")
    zone = models.CharField(max_length=60, default="UTC")
    groups = models.ManyToManyField(Concept, blank=True, related_name="+")
    places = models.ManyToManyField(Concept, blank=True, related_name="+")
    bodies = models.ManyToManyField(Body, blank=True, related_name="+")
    asked = models.DateTimeField(default=timezone.now)
    confirmed = models.DateTimeField(null=True)
    withdrawn = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        """Return a number, never an address."""
        return f"wish {self.pk}"


class Digest(Wish):
    """A wish to have letters with the next deadlines.

    Who has an account gets them at its address, which is not kept here.

    Parameters
    ----------
    told
        The week or month of the newest letter.
    seen
        What that letter said of each deadline, to tell the next time what changed.
    """

    every = models.CharField(
        max_length=5, choices=choices(Every), default=Every.WEEK.value
    )
    told = models.CharField(max_length=8, blank=True)
    seen = models.JSONField(default=dict)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("mark",),
                condition=Q(confirmed__isnull=False, withdrawn=None),
                name="one_letter_to_an_address",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn=None) | Q(mark="", sealed="", user=None),
                name="no_address_after_withdrawal",
            ),
            models.CheckConstraint(
                condition=Q(every__in=values(Every)), name="rhythm_is_known"
            ),
        )

    @property
    def address(self) -> str:
        """Where letters go to; empty once taken back."""
        if self.user:
            return str(self.user.email) if self.user.is_active else ""
        return unseal(self.sealed) if self.sealed else ""
