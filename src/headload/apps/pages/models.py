"""The kinds of pages that editors write.

A page about a concept (a worker group, place, Programme, Initiative or topic) stands at
the address of the concept, whatever its place in the tree, and is drawn with what all
apps know of it. Every other page stands where the tree has it.
"""

import datetime
from collections.abc import Callable
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, Site
from wagtail_localize.fields import SynchronizedField, TranslatableField

from headload.apps.common.models import Concept
from headload.apps.pages.addresses import address_of
from headload.apps.pages.blocks import Body

_MONTHS_OF_CONSENT = 24


class Written(Page):
    """What every page that is written by hand has.

    `drawn_by` draws it; the app sets it when it starts, since what draws a page knows
    all apps, and a page knows none of them.
    """

    drawn_by: ClassVar[Callable[[HttpRequest, "Written", str], HttpResponse]]
    lead = models.TextField(blank=True, help_text="The first words, one or two lines.")
    body = StreamField(Body(), blank=True)
    content_panels: tuple[Any, ...] = (
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("body"),
    )
    override_translatable_fields: tuple[Any, ...] = (
        TranslatableField("title"),
        SynchronizedField("slug", overridable=True),
    )

    class Meta:
        abstract = True

    def get_url_parts(self, request: HttpRequest | None = None) -> Any:
        """Return site, its root and the address: language first, then the path."""
        site = Site.objects.filter(is_default_site=True).first()
        if site is None or not self.url_path:
            return None
        return site.pk, site.root_url, self.address()

    def address(self) -> str:
        """Return where it stands: ``/language/path/``."""
        path = self.url_path.strip("/").partition("/")[2]
        language = self.locale.language_code
        return f"/{language}/{path}/" if path else f"/{language}/"

    def serve(self, request: HttpRequest, *_: Any, **__: Any) -> HttpResponse:
        """Answer with the page in its own language."""
        return type(self).drawn_by(request, self, self.locale.language_code)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Answer with the page as it would be, for the desk."""
        return self.serve(request)


class HomePage(Written):
    """The home page of a language: its words stand above the figures."""

    parent_page_types = ("wagtailcore.Page",)


class TextPage(Written):
    """A page of words: about us, how something was done."""


class ListPage(Written):
    """A page that lists the pages below it, the newest first: news, stories."""


class NewsPage(Written):
    """What is new, on a day."""

    date = models.DateField(default=timezone.localdate)
    content_panels = (*Written.content_panels, FieldPanel("date"))
    parent_page_types = ("headload_pages.ListPage",)
    subpage_types = ()
    override_translatable_fields = (
        *Written.override_translatable_fields,
        SynchronizedField("date", overridable=False),
    )


class ConceptPage(Written):
    """The words above the page of a concept; what is known of it follows."""

    concept = models.ForeignKey(Concept, on_delete=models.PROTECT, related_name="pages")
    content_panels = (*Written.content_panels, FieldPanel("concept"))
    subpage_types = ()
    override_translatable_fields = (
        *Written.override_translatable_fields,
        SynchronizedField("concept", overridable=False),
    )

    def address(self) -> str:
        """Return the address of its concept."""
        return address_of(self.concept, self.locale.language_code)

    def clean(self) -> None:
        """Refuse a second page about a concept in a language.

        Raises
        ------
        ValidationError
            When there is one.
        """
        super().clean()
        others = ConceptPage.objects.filter(concept_id=self.concept_id)
        if others.filter(locale_id=self.locale_id).exclude(pk=self.pk).exists():
            message = "There is a page about this in this language: change that one."
            raise ValidationError({"concept": message})


def _in_two_years() -> datetime.date:
    today = timezone.localdate()
    months = today.year * 12 + today.month - 1 + _MONTHS_OF_CONSENT
    return datetime.date(months // 12, months % 12 + 1, 1)


class Consent(models.Model):
    """What a person agreed to: recorded before anything of hers is shown.

    Withdrawing it takes away everything that rests on it and the words that tell who
    she is; the fact and the day of the withdrawal stay.
    """

    class How(models.TextChoices):
        """How consent was given."""

        FORM = "form", "A signed form"
        PAPER = "paper", "A scanned sheet"
        VOICE = "voice", "A voice note"

    class Scope(models.TextChoices):
        """Who may see it."""

        PUBLIC = "public", "Everybody"
        NETWORK = "network", "The network only"

    subject = models.CharField(max_length=200, help_text="Who agreed; never shown.")
    purpose = models.CharField(max_length=200, default="A story with her words")
    scope = models.CharField(max_length=10, choices=Scope, default=Scope.NETWORK)
    language_read = models.CharField(max_length=40)
    how = models.CharField(max_length=10, choices=How, default=How.FORM)
    recorded_by = models.CharField(max_length=200)
    given = models.DateField(default=timezone.localdate)
    expires = models.DateField(default=_in_two_years)
    withdrawn = models.DateField(null=True, blank=True)
    panels = tuple(
        FieldPanel(name)
        for name in (
            "subject",
            "purpose",
            "scope",
            "language_read",
            "how",
            "recorded_by",
            "given",
            "expires",
            "withdrawn",
        )
    )

    def __str__(self) -> str:
        """Return number and state; no name, since lists are seen over shoulders."""
        state = f"withdrawn {self.withdrawn}" if self.withdrawn else f"{self.scope}"
        return f"Consent {self.pk}, {state}"

    def save(self, *args: Any, **named: Any) -> None:
        """Keep it; a withdrawn one loses its subject and all that rests on it."""
        if self.withdrawn:
            self.subject = ""
        super().save(*args, **named)
        if self.withdrawn:
            for story in self.stories.all():
                story.delete()

    @staticmethod
    def in_force(on: datetime.date | None = None) -> Q:
        """Return the condition under which a story may be seen by everybody."""
        day = on or timezone.localdate()
        return Q(
            consent__scope=Consent.Scope.PUBLIC,
            consent__withdrawn__isnull=True,
            consent__expires__gt=day,
        )


class StoryPage(Written):
    """A worker's story, in her words; seen only while her consent is in force."""

    said_by = models.CharField(
        max_length=200, help_text="As she wants to be named; a pseudonym is fine."
    )
    consent = models.ForeignKey(
        Consent, on_delete=models.PROTECT, related_name="stories"
    )
    about = models.ForeignKey(
        Concept,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="stories",
        help_text="The worker group or place that it belongs to.",
    )
    content_panels = (
        *Written.content_panels,
        FieldPanel("said_by"),
        FieldPanel("consent"),
        FieldPanel("about"),
    )
    parent_page_types = ("headload_pages.ListPage",)
    subpage_types = ()
    override_translatable_fields = (
        *Written.override_translatable_fields,
        SynchronizedField("said_by", overridable=False),
        SynchronizedField("consent", overridable=False),
        SynchronizedField("about", overridable=False),
    )

    @property
    def may_be_seen(self) -> bool:
        """Whether the consent it rests on is in force for everybody."""
        found = StoryPage.objects.filter(Consent.in_force(), pk=self.pk)
        return bool(found.exists())
