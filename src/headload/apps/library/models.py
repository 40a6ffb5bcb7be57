"""Works, their people and their files.

Names follow Dublin Core and DataCite. A work is edited with drafts and history; what
is not published is seen nowhere. A work that is taken back keeps its address, with the
day and the reason.
"""

import datetime
from collections.abc import Callable
from enum import StrEnum
from typing import ClassVar

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
from headload.apps.library.identifiers import doi_in, is_isbn, is_orcid, is_ror
from headload.apps.library.kinds import OTHER, kinds

_KINDS = [(code, kind.names["en"]) for code, kind in kinds().items()]


class Role(StrEnum):
    """What a person did for a work (as in DataCite and CSL)."""

    AUTHOR = "author"
    EDITOR = "editor"
    TRANSLATOR = "translator"


_ROLES = [(each.value, each.value.capitalize()) for each in Role]


class Relation(StrEnum):
    """How a work stands to another (DataCite 4, relationType)."""

    SUPPLEMENT_TO = "IsSupplementTo"
    PART_OF = "IsPartOf"
    NEW_VERSION_OF = "IsNewVersionOf"
    CITES = "Cites"
    REVIEWS = "Reviews"


_RELATIONS = [
    (Relation.SUPPLEMENT_TO.value, "Is a supplement to"),
    (Relation.PART_OF.value, "Is part of"),
    (Relation.NEW_VERSION_OF.value, "Is a new version of"),
    (Relation.CITES.value, "Cites"),
    (Relation.REVIEWS.value, "Reviews"),
]


class Person(models.Model):
    """Who made a work: somebody or an organisation, with the name as printed.

    A person may have an ORCID iD, an organisation (whose name stands in `family`) a
    ROR id.
    """

    family = models.CharField(
        max_length=240, help_text="Or the whole name of an organisation."
    )
    given = models.CharField(max_length=120, blank=True)
    organisation = models.BooleanField(default=False)
    orcid = models.CharField(max_length=19, blank=True)
    ror = models.CharField(
        max_length=9, blank=True, help_text="Nine signs, such as 02k7v4d05."
    )

    class Meta:
        ordering = ("family", "given")
        verbose_name_plural = "people"

    def __str__(self) -> str:
        """Return the name, family first."""
        return f"{self.family}, {self.given}" if self.given else self.family

    @property
    def address(self) -> str:
        """Address of the ORCID iD or ROR id; empty where it has none."""
        if self.orcid:
            return f"https://orcid.org/{self.orcid}"
        return f"https://ror.org/{self.ror}" if self.ror else ""

    def clean(self) -> None:
        """Refuse an id that does not check out, or of the wrong kind.

        Raises
        ------
        ValidationError
            By field.
        """
        wrong = {}
        if self.orcid and (self.organisation or not is_orcid(self.orcid)):
            wrong["orcid"] = "This is not the ORCID iD of a person."
        if self.ror and not (self.organisation and is_ror(self.ror)):
            wrong["ror"] = "This is not the ROR id of an organisation."
        if self.organisation and self.given:
            wrong["given"] = "An organisation has one name."
        if wrong:
            raise ValidationError(wrong)


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


class Repository(models.Model):
    """A repository that works are harvested from.

    `known_until` is what it called the time when all of it had come; the next harvest
    asks for what changed since.
    """

    address = models.URLField(max_length=400, help_text="Base URL of OAI-PMH.")
    only_set = models.CharField(max_length=120, blank=True)
    known_until = models.CharField(max_length=20, blank=True, editable=False)
    asked = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("address", "only_set"), name="one_repository_and_set"
            ),
        )

    def __str__(self) -> str:
        """Return its address."""
        return self.address


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


class Related(models.Model):
    """What a work has to do with another: one of the library, or one elsewhere."""

    work = ParentalKey(Work, on_delete=models.CASCADE, related_name="relations")
    kind = models.CharField(max_length=20, choices=_RELATIONS)
    to = models.ForeignKey(
        Work,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="related_from",
    )
    doi = models.CharField(
        max_length=200, blank=True, help_text="Of a work that is not in the library."
    )

    class Meta:
        ordering = ("kind", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(to__isnull=False) ^ ~Q(doi=""),
                name="related_to_a_work_here_or_elsewhere",
            ),
        )

    def __str__(self) -> str:
        """Return the kind and the other work."""
        return f"{self.kind} {self.to or self.doi}"

    def clean(self) -> None:
        """Refuse a relation to nothing, to two works, or to the work itself.

        Raises
        ------
        ValidationError
            By field.
        """
        if bool(self.to) == bool(self.doi):
            raise ValidationError("Choose a work of the library or write a DOI.")
        if self.to and self.to_id == self.work_id:
            raise ValidationError({"to": "This is the work itself."})
        if self.doi and doi_in(self.doi) != self.doi:
            raise ValidationError({"doi": "A DOI begins with 10."})


class File(models.Model):
    """A file of a work, kept in the site's folder by its checksum.

    `cover` is there when a picture of its first page was made; `ocr` when words of
    pages were read from pictures, so that they may be wrong.
    """

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=8, blank=True)
    sha256 = models.CharField(max_length=64)
    bytes = models.PositiveBigIntegerField()
    pages = models.PositiveIntegerField(default=0)
    cover = models.BooleanField(default=False)
    ocr = models.BooleanField(default=False)

    class Meta:
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(
                fields=("work", "name"), name="one_file_of_a_name_in_a_work"
            ),
        )

    def __str__(self) -> str:
        """Return its name."""
        return self.name


class Page(models.Model):
    """The text of a page of a file."""

    file = models.ForeignKey(File, on_delete=models.CASCADE, related_name="texts")
    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)

    class Meta:
        ordering = ("file", "number")
        constraints = (
            models.UniqueConstraint(fields=("file", "number"), name="one_text_a_page"),
        )

    def __str__(self) -> str:
        """Return file and number."""
        return f"{self.file}, page {self.number}"


class NotDouble(models.Model):
    """Two works that look alike and are not the same: somebody has looked."""

    one = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("one", "other"), name="looked_at_once"),
            models.CheckConstraint(
                condition=Q(one__lt=models.F("other")), name="the_older_first"
            ),
        )

    def __str__(self) -> str:
        """Return both."""
        return f"{self.one} / {self.other}"


class Collection(ClusterableModel):
    """Works that an editor has put together, in an order, with words of her own."""

    slug = models.SlugField(max_length=80, unique=True)
    shown = models.BooleanField(default=True)

    class Meta:
        ordering = ("slug",)

    def __str__(self) -> str:
        """Return its English title."""
        return self.words(FALLBACK).title if self.pk else self.slug

    def words(self, language: str) -> "CollectionWords":
        """Return title and introduction, in `language`, in English, or as they are."""
        every = {each.language: each for each in self.texts.all()}
        for code in (language, FALLBACK, *every):
            if code in every:
                return every[code]
        return CollectionWords(language=FALLBACK, title=self.slug)


class CollectionWords(models.Model):
    """Title and introduction of a collection in one language."""

    collection = ParentalKey(Collection, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=8, help_text="ISO 639-1, such as es.")
    title = models.CharField(max_length=200)
    introduction = models.TextField(blank=True)

    class Meta:
        ordering = ("language",)
        constraints = (
            models.UniqueConstraint(
                fields=("collection", "language"), name="one_introduction_in_a_language"
            ),
        )

    def __str__(self) -> str:
        """Return the title."""
        return self.title


class CollectionWork(models.Model):
    """A work's place in a collection."""

    collection = ParentalKey(Collection, on_delete=models.CASCADE, related_name="parts")
    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="in_lists")
    sort_order = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        ordering = ("sort_order",)
        constraints = (
            models.UniqueConstraint(
                fields=("collection", "work"), name="a_work_once_in_a_collection"
            ),
        )

    def __str__(self) -> str:
        """Return the work."""
        return str(self.work)


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
