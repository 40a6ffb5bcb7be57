"""Sealed releases on this site, and their figures as rows that can be searched.

The release itself stays in the store, as sealed; rows repeat what a search over all
releases needs and nothing that the release does not publish.
"""

from django.db import models

from headload.releases import TOTAL


class Release(models.Model):
    """A sealed release that was loaded.

    A later release of the same series takes its place; the earlier one is kept, so
    that a revision can be seen.
    """

    release_id = models.CharField(max_length=200, unique=True)
    series = models.CharField(max_length=200, db_index=True)
    number = models.PositiveIntegerField(help_text="1 for the first of its series.")
    newest = models.BooleanField(default=True, db_index=True)
    survey = models.CharField(max_length=120)
    place = models.CharField(
        max_length=12, db_index=True, help_text="ISO 3166 code of three letters."
    )
    area = models.CharField(max_length=12, db_index=True)
    period = models.CharField(max_length=60)
    standard = models.CharField(max_length=60)
    policy = models.CharField(max_length=60)
    sha256 = models.CharField(max_length=64, help_text="Of release.json.")
    loaded = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("place", "-period", "series", "-number")
        constraints = (
            models.UniqueConstraint(
                fields=("series", "number"), name="one_number_in_a_series"
            ),
        )

    def __str__(self) -> str:
        """Return its id."""
        return self.release_id


class Estimate(models.Model):
    """A figure of a release; without a value where it is withheld.

    `shape` names the dimensions in which it is not the total, with commas between.
    """

    release = models.ForeignKey(
        Release, on_delete=models.CASCADE, related_name="estimates"
    )
    estimate_id = models.CharField(max_length=255)
    indicator = models.CharField(max_length=120)
    unit = models.CharField(max_length=40)
    period = models.CharField(max_length=60)
    shape = models.CharField(max_length=200)
    worker_group = models.CharField(max_length=60, default=TOTAL)
    sex = models.CharField(max_length=12, default=TOTAL)
    urban = models.CharField(max_length=12, default=TOTAL)
    city = models.CharField(max_length=60, default=TOTAL)
    flag = models.CharField(max_length=2, blank=True)
    value = models.FloatField(null=True)
    ci_low = models.FloatField(null=True)
    ci_high = models.FloatField(null=True)

    class Meta:
        ordering = ("release", "estimate_id")
        constraints = (
            models.UniqueConstraint(
                fields=("release", "estimate_id"), name="one_figure_in_a_release"
            ),
        )
        indexes = (
            models.Index(fields=("estimate_id",)),
            models.Index(fields=("indicator", "shape", "worker_group")),
        )

    def __str__(self) -> str:
        """Return its id."""
        return self.estimate_id
