"""What every row that readers see has: an address, a history, and a source."""

import datetime
import secrets
from typing import Self

from django.db import models
from django.utils import timezone
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import DraftStateMixin, RevisionMixin

from headload.apps.common.permanent import ulid
from headload.apps.voice.dates import check_date, has_form_of_date


def secret() -> str:
    """Return a key that nobody guesses."""
    return secrets.token_urlsafe(32)


def this_day() -> datetime.date:
    """Return today's date, in the time zone of the site."""
    return timezone.localdate()


class Source(models.Model):
    """Where something was seen; one row an address, however much was seen there.

    `as_of` is the day that the source speaks of, which may lie long before the day on
    which somebody read it.
    """

    address = models.URLField(max_length=600, unique=True)
    title = models.CharField(max_length=300, blank=True)
    as_of = models.CharField(
        max_length=10,
        blank=True,
        validators=[check_date],
        help_text="2016, 2016-04 ...",
    )

    class Meta:
        ordering = ("address",)
        constraints = has_form_of_date("source", "as_of")

    def __str__(self) -> str:
        """Return title or address."""
        return self.title or self.address


class Sourced(models.QuerySet):
    """Rows, of which those without a source are not for readers."""

    def public(self) -> Self:
        """Return the rows that readers may see: with a source, and no mere draft."""
        found = self.filter(sources__isnull=False).distinct()
        if issubclass(self.model, DraftStateMixin):
            found = found.filter(live=True)
        return found


class Record(DraftStateMixin, RevisionMixin, ClusterableModel):
    """A body, a process or a law: a page of its own, edited with drafts and history."""

    permanent = models.CharField(
        max_length=26, unique=True, default=ulid, editable=False
    )
    slug = models.SlugField(max_length=120, unique=True)
    language = models.CharField(
        max_length=8, default="en", help_text="Of name and notes, such as es."
    )
    note = models.TextField(blank=True, help_text="What readers should know; facts.")
    sources = ParentalManyToManyField(
        Source, blank=True, help_text="Without one no reader sees it."
    )
    changed = models.DateTimeField(auto_now=True, db_index=True)

    objects = Sourced.as_manager()

    class Meta:
        abstract = True
