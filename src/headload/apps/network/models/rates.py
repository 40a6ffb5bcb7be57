"""Representation rates as they were worked out: each version stays as it was.

A rate is never typed in. A row names the estimate with its release, and the counts with
their versions, so that anybody can work it out again; a new release or count makes a
new row beside it.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from headload.apps.common.models import Concept
from headload.apps.common.permanent import ulid
from headload.apps.network.observations import BasisClass


class RepresentationRate(models.Model):
    """Members of organisations per worker that a survey finds, once worked out.

    Parameters
    ----------
    number
        1 for the first version of the same place, group, sex, basis and estimate.
    counts
        Those that are added up, as ``{"id", "version"}``; the version of a count is
        how many entries of the history it had.
    missing, left_out
        Organisations without a usable count, and what was not counted with the reason.
    unlisted
        How many organisations are in the sum and not listed.
    low, point, high
        Members per worker; none where `refused`.
    """

    permanent = models.CharField(max_length=26, unique=True, default=ulid)
    number = models.PositiveIntegerField()
    computed = models.DateTimeField(auto_now_add=True)
    area = models.ForeignKey(
        Concept, on_delete=models.PROTECT, related_name="rates_of_place"
    )
    sector = models.ForeignKey(
        Concept, on_delete=models.PROTECT, related_name="rates_of_group"
    )
    sex = models.CharField(max_length=1, blank=True)
    year = models.PositiveSmallIntegerField()
    period = models.CharField(max_length=60)
    basis = models.CharField(
        max_length=12, choices=[(each.value, each.value) for each in BasisClass]
    )
    estimate = models.CharField(max_length=255, db_index=True)
    release = models.CharField(max_length=200)
    workers = models.FloatField(null=True)
    cv = models.FloatField(null=True)
    counts = models.JSONField(default=list)
    missing = models.JSONField(default=list)
    left_out = models.JSONField(default=list)
    unlisted = models.PositiveIntegerField(default=0)
    members_low = models.PositiveBigIntegerField(null=True)
    members_point = models.PositiveBigIntegerField(null=True)
    members_high = models.PositiveBigIntegerField(null=True)
    low = models.FloatField(null=True)
    point = models.FloatField(null=True)
    high = models.FloatField(null=True)
    flags = models.JSONField(default=list)
    refused = models.BooleanField()
    sha256 = models.CharField(max_length=64, help_text="Of all that it was made of.")

    class Meta:
        ordering = ("area", "sector", "-year", "sex", "basis", "estimate", "-number")
        constraints = (
            models.UniqueConstraint(
                fields=("area", "sector", "sex", "basis", "estimate", "number"),
                name="one_version_of_a_number_of_a_rate",
            ),
            models.CheckConstraint(
                condition=Q(refused=False, point__isnull=False)
                | Q(refused=True, low=None, point=None, high=None),
                name="a_refused_rate_has_no_number",
            ),
            models.CheckConstraint(
                condition=Q(low=None) | Q(low__lte=F("point"), point__lte=F("high")),
                name="a_rate_lies_within_its_interval",
            ),
        )

    def __str__(self) -> str:
        """Return its permanent id."""
        return self.permanent

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep a new version; one that is kept is never changed.

        Raises
        ------
        ValidationError
            For a version that is there already.
        """
        if self.pk:
            raise ValidationError("A version of a rate is never changed.")
        super().save(*args, **kwargs)
