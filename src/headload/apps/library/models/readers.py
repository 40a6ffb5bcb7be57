"""What readers want to be told, and how often works are read: as little as can be."""

from django.db import models
from django.utils import timezone

from headload.apps.common.permanent import ulid
from headload.apps.library.models.works import Work


class Alert(models.Model):
    """A wish to be told by e-mail of new works that a question finds.

    The address is kept only to write to it, and goes when the wish goes. It was asked
    for twice: nothing is sent before `confirmed`.
    """

    key = models.CharField(max_length=26, unique=True, default=ulid, editable=False)
    email = models.EmailField()
    query = models.CharField(max_length=500, blank=True)
    language = models.CharField(max_length=8)
    asked = models.DateTimeField(default=timezone.now)
    confirmed = models.DateTimeField(null=True)
    told_until = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("email", "query", "language"), name="one_wish_of_an_address"
            ),
        )

    def __str__(self) -> str:
        """Return the question; never the address."""
        return self.query or "everything"


class Usage(models.Model):
    """How often a work was read in a month: a number, and nothing about who read."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="usage")
    month = models.CharField(max_length=7, help_text="2026-11")
    kind = models.CharField(max_length=8, help_text="page, text or file")
    count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-month", "work", "kind")
        constraints = (
            models.UniqueConstraint(
                fields=("work", "month", "kind"), name="one_count_a_month_and_kind"
            ),
        )

    def __str__(self) -> str:
        """Return month, kind and count."""
        return f"{self.month} {self.kind}: {self.count}"
