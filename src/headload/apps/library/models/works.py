"""Works and the part that people had in them.

A work is edited with drafts and history; what is not published is seen nowhere. A work
that is taken back keeps its address, with the day and the reason.
"""

import datetime
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)

from headload.apps.common.dates import is_date
from headload.apps.common.languages import LANGUAGES
from headload.apps.common.models import Concept
from headload.apps.common.permanent import ulid
from headload.apps.common.words import FALLBACK
from headload.apps.library.identifiers import doi_in, is_isbn
from headload.apps.library.kinds import OTHER, kinds
from headload.apps.library.models.people import Person, Role

if TYPE_CHECKING:
    from headload.apps.library.models.files import File

_KINDS = [(code, kind.names["en"]) for code, kind in kinds().items()]
_ROLES = [(each.value, each.value.capitalize()) for each in Role]


class Work(
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    ClusterableModel,
):
    """A publication.

    `date` has the precision that is known: ``2016``, ``2016-04`` or ``2016-04-30``.
    `shown_by` gives what its page shows; the app sets it when it starts.
    """

    shown_by: ClassVar[Callable[["Work", str], dict[str, object]]]

    permanent = models.CharField(
        max_length=26, unique=True, default=ulid, editable=False
    )
    slug = models.SlugField(max_length=120, unique=True)
    title = models.CharField(max_length=500)
    subtitle = models.CharField(max_length=500, blank=True)
    alternative_title = models.CharField(max_length=500, blank=True)
    summary = models.TextField(blank=True, help_text="In plain words, our own.")
    kind = models.CharField(max_length=30, choices=_KINDS, default=OTHER)
    language = models.CharField(max_length=8, default="en", help_text="ISO 639-1.")
    date = models.CharField(max_length=10, blank=True, help_text="2016, 2016-04 ...")
    publisher = models.CharField(max_length=300, blank=True)
    series = models.CharField(max_length=200, blank=True)
    number = models.CharField(max_length=40, blank=True)
    container = models.CharField(
        max_length=300, blank=True, help_text="Journal or book, volume, pages."
    )
    doi = models.CharField(max_length=200, blank=True)
    isbn = models.CharField(
        max_length=200, blank=True, help_text="Several with semicolons between."
    )
    handle = models.CharField(max_length=200, blank=True)
    url = models.URLField(max_length=500, blank=True)
    licence = models.CharField(max_length=200, blank=True)
    worker_groups = ParentalManyToManyField(
        Concept,
        blank=True,
        related_name="works_about_group",
        limit_choices_to={"scheme": "worker_group"},
    )
    places = ParentalManyToManyField(
        Concept,
        blank=True,
        related_name="works_about_place",
        limit_choices_to={"scheme": "place"},
    )
    topics = ParentalManyToManyField(
        Concept,
        blank=True,
        related_name="works_about_topic",
        limit_choices_to=Q(scheme__in=("topic", "programme", "initiative")),
    )
    keywords = models.CharField(
        max_length=500, blank=True, help_text="Further words, with semicolons between."
    )
    version_of = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="versions",
        help_text="The work that this is a translation or edition of.",
    )
    estimates = models.TextField(
        blank=True,
        help_text="Ids of the estimates that it uses, one a line; with @ and the id "
        "of the release, so that a revision is noticed.",
    )
    source = models.CharField(max_length=500, blank=True, help_text="Where seen.")
    embargo = models.DateField(null=True, blank=True, help_text="Files from this day.")
    withdrawn = models.DateField(null=True, blank=True)
    withdrawn_why = models.CharField(max_length=300, blank=True)
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="merged",
        help_text="The work that this one turned out to be.",
    )
    harvested = models.CharField(
        max_length=300,
        unique=True,
        null=True,  # many have none, and those are not one
        editable=False,
        help_text="OAI identifier in the repository that it came from.",
    )
    changed = models.DateTimeField(auto_now=True, db_index=True)
    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="work")

    class Meta:
        ordering = ("-date", "slug")

    def __str__(self) -> str:
        """Return title and subtitle."""
        if not self.subtitle:
            return self.title
        between = " " if self.title[-1:] in "?!.:" else ": "
        return f"{self.title}{between}{self.subtitle}"

    @property
    def revisions(self) -> models.QuerySet:
        """Every version that was kept."""
        return self._revisions

    @property
    def year(self) -> int | None:
        """Year of issue; none where it is not known."""
        return int(self.date[:4]) if self.date[:4].isdigit() else None

    @property
    def day(self) -> datetime.date | None:
        """First day of what `date` says; none where it is not known."""
        if self.year is None:
            return None
        parts = [*self.date.split("-"), "1", "1"][:3]
        return datetime.date(*(int(part) for part in parts))

    @property
    def isbns(self) -> list[str]:
        """Every ISBN that it has."""
        return [each.strip() for each in self.isbn.split(";") if each.strip()]

    @property
    def language_of_page(self) -> str:
        """Its language where the site speaks that; else English."""
        return self.language if self.language in LANGUAGES else FALLBACK

    @property
    def files_shown(self) -> list["File"]:
        """Files that may be read today."""
        closed = self.embargo and self.embargo > timezone.localdate()
        return [] if closed or self.withdrawn else list(self.files.all())

    def estimates_used(self) -> list[tuple[str, str]]:
        """Return id and release of each estimate that it uses.

        The release is empty where it was not told.
        """
        named = (each.partition("@") for each in self.estimates.split())
        return [(estimate, release) for estimate, _, release in named]

    def clean(self) -> None:
        """Refuse identifiers and dates that cannot be.

        Raises
        ------
        ValidationError
            By field.
        """
        super().clean()
        wrong = {}
        if self.doi and doi_in(self.doi) != self.doi:
            wrong["doi"] = "A DOI begins with 10. and has no address before it."
        bad = [each for each in self.isbns if not is_isbn(each)]
        if bad:
            wrong["isbn"] = f"The check digit is wrong: {', '.join(bad)}."
        if self.date and not is_date(self.date):
            wrong["date"] = "Write 2016, 2016-04 or 2016-04-30."
        if self.withdrawn and not self.withdrawn_why:
            wrong["withdrawn_why"] = "Say why; readers see it."
        if wrong:
            raise ValidationError(wrong)

    def get_preview_template(self, request: object, mode_name: str) -> str:
        """Return the template of its page."""
        return "library/work.html"

    def get_preview_context(self, request: object, mode_name: str) -> dict[str, object]:
        """Return what the page of a draft shows."""
        return type(self).shown_by(self, self.language_of_page)


class Creator(models.Model):
    """A person's part in a work, in the order of the title page."""

    work = ParentalKey(Work, on_delete=models.CASCADE, related_name="creators")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="parts")
    role = models.CharField(max_length=12, choices=_ROLES, default=Role.AUTHOR)
    sort_order = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        ordering = ("sort_order",)

    def __str__(self) -> str:
        """Return who and what."""
        return f"{self.person} ({self.role})"
