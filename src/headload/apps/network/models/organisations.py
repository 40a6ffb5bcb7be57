"""Organisations: what they are, where, and by which names and numbers they go.

Names follow Popolo and the W3C's ORG ontology. What is kept here is more than what is
shown: what a reader may see is decided in `selectors`, and everything is written by
`services`, which keep the history.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from headload.apps.common.models import Concept
from headload.apps.network.kinds import (
    Classification,
    Level,
    NameKind,
    RiskLevel,
    choices,
)
from headload.apps.network.models.shared import Record, Source, in_order, known_date

_RESEARCH = (Classification.RESEARCH_INSTITUTE, Classification.STATISTICAL_OFFICE)


class Organisation(Record):
    """An organisation of workers, or one that supports them.

    `area` is where its members are, a country or a city within one; `city` is where it
    has its seat, as its source writes it. `is_mbo` tells whether it is led by its
    members; null where nobody showed it. `pseudonym` stands in for the name where
    `risk_level` is high.
    """

    slug = models.SlugField(max_length=120, unique=True)
    name = models.CharField(max_length=300)
    acronym = models.CharField(max_length=40, blank=True)
    classification = models.CharField(
        max_length=20, choices=choices(Classification), blank=True
    )
    legal_status = models.CharField(max_length=200, blank=True)
    level = models.CharField(max_length=10, choices=choices(Level), blank=True)
    area = models.ForeignKey(
        Concept,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="organisations_here",
        limit_choices_to={"scheme": "place"},
    )
    city = models.CharField(max_length=120, blank=True)
    founded = known_date()
    registered = known_date()
    dissolved = known_date()
    sectors = models.ManyToManyField(
        Concept,
        blank=True,
        related_name="organisations_of_group",
        limit_choices_to={"scheme": "worker_group"},
    )
    other_sectors = models.CharField(
        max_length=300, blank=True, help_text="Workers beyond the groups."
    )
    has_garment_workers = models.BooleanField(null=True, blank=True)
    is_mbo = models.BooleanField(
        null=True, blank=True, help_text="Led by its members; empty if not known."
    )
    democratic_evidence = models.TextField(
        blank=True, help_text="Elections, constitution: what shows that members lead."
    )
    does_research = models.BooleanField(
        null=True,
        blank=True,
        help_text="Studies or counts informal work; empty if not known.",
    )
    languages = models.CharField(
        max_length=100, blank=True, help_text="ISO 639-1, with spaces between."
    )
    links = models.TextField(blank=True, help_text="Addresses, one a line.")
    description = models.TextField(blank=True)
    activities = models.TextField(blank=True)
    note = models.TextField(blank=True, help_text="What its sources say beside.")
    sources = models.ManyToManyField(Source, blank=True, related_name="organisations")
    risk_level = models.CharField(
        max_length=10, choices=choices(RiskLevel), default=RiskLevel.LOW
    )
    unlisted = models.BooleanField(
        default=False, help_text="Only the network may know that it exists."
    )
    pseudonym = models.CharField(max_length=200, blank=True)
    kept_back = models.CharField(
        max_length=300,
        blank=True,
        help_text="Fields for the network alone, with spaces between.",
    )
    hidden_on = models.DateField(null=True, blank=True, editable=False)
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    claimed = models.BooleanField(
        default=False, help_text="The organisation keeps its record itself."
    )
    owners = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="organisations"
    )
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="merged_from",
        editable=False,
    )

    class Meta:
        ordering = ("name", "slug")
        constraints = (
            models.CheckConstraint(
                condition=~Q(classification=Classification.SUPPORT_NGO)
                | Q(is_mbo=False, is_mbo__isnull=False),
                name="a_support_ngo_is_not_led_by_members",
            ),
            models.CheckConstraint(
                condition=~Q(classification__in=_RESEARCH)
                | Q(is_mbo=False, is_mbo__isnull=False),
                name="who_only_researches_is_not_led_by_workers",
            ),
            in_order("founded", "dissolved", "founded_before_dissolved"),
            models.CheckConstraint(
                condition=~Q(merged_into=models.F("id")) | Q(merged_into=None),
                name="not_merged_into_itself",
            ),
        )

    def __str__(self) -> str:
        """Return its name, for those who may know it."""
        return self.name

    @property
    def country(self) -> Concept | None:
        """The country that its area is or lies in; none where it is not known."""
        return (self.area.within or self.area) if self.area else None

    @property
    def kept_back_fields(self) -> list[str]:
        """The fields that only the network sees."""
        return self.kept_back.split()

    @property
    def is_high_risk(self) -> bool:
        """Whether it is shown by its country alone."""
        return self.risk_level == RiskLevel.HIGH


class Identifier(models.Model):
    """A number that a register gave it (org-id.guide names the registers)."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="identifiers"
    )
    scheme = models.CharField(max_length=60)
    value = models.CharField(max_length=120)

    class Meta:
        ordering = ("scheme", "value")
        constraints = (
            models.UniqueConstraint(
                fields=("scheme", "value"), name="one_organisation_of_an_identifier"
            ),
        )

    def __str__(self) -> str:
        """Return scheme and number."""
        return f"{self.scheme} {self.value}"


class OtherName(models.Model):
    """A name that it also has, or had."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="other_names"
    )
    text = models.CharField(max_length=300)
    language = models.CharField(max_length=8, blank=True, help_text="ISO 639-1.")
    kind = models.CharField(max_length=12, choices=choices(NameKind), blank=True)
    start = known_date()
    end = known_date()

    class Meta:
        ordering = ("text",)
        constraints = (in_order("start", "end", "a_name_begins_before_it_ends"),)

    def __str__(self) -> str:
        """Return the name."""
        return self.text


class OldSlug(models.Model):
    """A name in addresses that now leads to another."""

    slug = models.SlugField(max_length=120, unique=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="old_slugs"
    )

    class Meta:
        ordering = ("slug",)

    def __str__(self) -> str:
        """Return the old name."""
        return self.slug
