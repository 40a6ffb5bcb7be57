"""Papers: position papers, submissions and letters, in versions and languages.

A version that is final is never changed: a new text is a new version. What an
organisation signs is a version; its content hash is what a sign-on keeps.
"""

from django.db import models
from django.db.models import Q
from modelcluster.fields import ParentalKey, ParentalManyToManyField

from headload.apps.common.models import Concept
from headload.apps.common.permanent import ulid
from headload.apps.common.words import Text
from headload.apps.network.models import Organisation
from headload.apps.voice.models.bodies import Body, Process
from headload.apps.voice.models.record import Record, Sourced
from headload.apps.voice.paper_words import PaperKind
from headload.apps.voice.states import OPEN_TO_CHANGE, PaperState
from headload.apps.voice.words import choices, values


class Documents(Sourced):
    """Papers; they are their own source, and seen from their first published text."""

    def public(self) -> "Documents":
        """Return the papers that readers may see."""
        shown = self.filter(live=True, versions__state=PaperState.PUBLISHED.value)
        return shown.distinct()


class Document(Record):
    """A paper of one or several organisations; `language` is that written first."""

    kind = models.CharField(max_length=16, choices=choices(PaperKind))
    process = models.ForeignKey(
        Process,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="papers",
    )
    due_on = models.DateField(
        null=True, blank=True, help_text="The last day on which it can be handed in."
    )
    area = models.ForeignKey(
        Concept,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        limit_choices_to={"scheme": "place"},
        related_name="papers",
        help_text="None for the world.",
    )
    sectors = ParentalManyToManyField(
        Concept,
        blank=True,
        limit_choices_to={"scheme": "worker_group"},
        related_name="papers_about",
    )
    everyone = models.BooleanField(default=False, help_text="About all workers.")
    others = models.BooleanField(
        default=False, help_text="About workers of none of the groups."
    )

    objects = Documents.as_manager()

    class Meta:
        ordering = ("slug",)
        verbose_name = "paper"
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=values(PaperKind)), name="paper_kind_is_known"
            ),
        )

    def __str__(self) -> str:
        """Return the title of its newest text, else its name in addresses."""
        newest = self.versions.order_by("-number").first() if self.pk else None
        return newest.said(self.language).text if newest else self.slug


class DocumentOwner(models.Model):
    """An organisation whose paper it is; named alone while it has no record."""

    document = ParentalKey(Document, on_delete=models.CASCADE, related_name="owners")
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="papers_owned",
    )
    name = models.CharField(
        max_length=300, blank=True, help_text="Where it has no record here."
    )

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, name="")
                | (Q(organisation__isnull=True) & ~Q(name="")),
                name="paper_owner_has_a_record_or_a_name",
            ),
            models.UniqueConstraint(
                fields=("document", "organisation"),
                condition=Q(organisation__isnull=False),
                name="an_organisation_owns_a_paper_once",
            ),
        )

    def __str__(self) -> str:
        """Return a number, never a name: who may see it is decided elsewhere."""
        return f"owner {self.pk}"


class DocumentVersion(models.Model):
    """A version of a paper; from final on its texts are fixed by `content_hash`."""

    permanent = models.CharField(
        max_length=26, unique=True, default=ulid, editable=False
    )
    document = models.ForeignKey(
        Document, on_delete=models.CASCADE, related_name="versions"
    )
    number = models.PositiveIntegerField()
    state = models.CharField(
        max_length=12, choices=choices(PaperState), default=PaperState.DRAFT.value
    )
    what_changed = models.CharField(max_length=300, blank=True)
    content_hash = models.CharField(max_length=64, blank=True)
    final_on = models.DateField(null=True, blank=True)
    submitted_on = models.DateField(null=True, blank=True)
    submitted_to = models.ForeignKey(
        Body,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="papers_received",
    )
    receipt = models.CharField(
        max_length=200, blank=True, help_text="What the body gave as proof."
    )
    is_late = models.BooleanField(default=False)
    published_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("-number",)
        verbose_name = "version"
        constraints = (
            models.UniqueConstraint(
                fields=("document", "number"), name="one_version_of_a_number"
            ),
            models.UniqueConstraint(
                fields=("document",),
                condition=Q(state__in=[each.value for each in OPEN_TO_CHANGE]),
                name="one_version_open_to_change",
            ),
            models.CheckConstraint(
                condition=Q(state__in=values(PaperState)),
                name="version_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[each.value for each in OPEN_TO_CHANGE])
                | (~Q(content_hash="") & Q(final_on__isnull=False)),
                name="final_version_has_a_hash_and_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state=PaperState.SUBMITTED.value)
                | Q(submitted_on__isnull=False),
                name="submitted_version_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state=PaperState.PUBLISHED.value)
                | Q(published_on__isnull=False),
                name="published_version_says_when",
            ),
        )

    def __str__(self) -> str:
        """Return the name of its paper and its number."""
        return f"{self.document.slug} {self.number}"

    @property
    def is_fixed(self) -> bool:
        """Whether its text is never changed any more."""
        return self.state not in OPEN_TO_CHANGE

    @property
    def newer(self) -> "DocumentVersion | None":
        """The newest version whose text is fixed and that stands in place of this."""
        later = self.document.versions.filter(number__gt=self.number)
        open_ = [each.value for each in OPEN_TO_CHANGE]
        found: DocumentVersion | None = later.exclude(state__in=open_).first()
        return found

    def said(self, language: str) -> Text:
        """Return its title in a language, or as it was written first, marked so."""
        texts = {each.language: each.title for each in self.texts.all()}
        if language in texts:
            return Text(texts[language])
        first = self.document.language
        first = first if first in texts else next(iter(texts), "")
        return Text(texts.get(first, self.document.slug), first)


class VersionText(models.Model):
    """A version in one language; `body` is read by `paper_text`."""

    version = models.ForeignKey(
        DocumentVersion, on_delete=models.CASCADE, related_name="texts"
    )
    language = models.CharField(max_length=8, help_text="ISO 639-1, such as es.")
    title = models.CharField(max_length=300)
    subtitle = models.CharField(max_length=300, blank=True)
    body = models.TextField(
        help_text="Blank lines between paragraphs; # before a heading, - before a "
        "point, 1. before a numbered one; {claim:ID} and {figure:ID} for claims."
    )

    class Meta:
        ordering = ("language",)
        constraints = (
            models.UniqueConstraint(
                fields=("version", "language"), name="one_text_of_a_version"
            ),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(body="") & ~Q(language=""),
                name="text_of_a_version_says_it",
            ),
        )

    def __str__(self) -> str:
        """Return the title."""
        return self.title
