"""Laws and their provisions, named as in ELI and schema.org's Legislation.

What a text is called, where and when it holds, what its provisions are about. What
they say stands in `texts`, where a licence lets it be kept.
"""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel

from headload.apps.common.models import Concept
from headload.apps.voice.dates import check_date, first_day, has_form_of_date
from headload.apps.voice.models.record import Record
from headload.apps.voice.words import (
    LawEventKind,
    LawStatus,
    LawType,
    Tag,
    choices,
    values,
)

_NOT_IN_FORCE = (LawStatus.BILL, LawStatus.REPEALED, LawStatus.STRUCK_DOWN)


class Law(Record):
    """A convention, act, by-law, plan or judgment (eli:LegalResource).

    A law is that of a country, or of an international organisation (`issuer`). The
    locality is a place of the vocabulary where it has one, and a name in any case.
    """

    title = models.CharField(max_length=400)
    kind = models.CharField(
        max_length=30, choices=choices(LawType), default=LawType.OTHER.value
    )
    status = models.CharField(
        max_length=20, choices=choices(LawStatus), default=LawStatus.UNKNOWN.value
    )
    country = models.ForeignKey(
        Concept,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        limit_choices_to={"scheme": "place", "within": None},
        related_name="laws",
    )
    issuer = models.CharField(
        max_length=40, blank=True, help_text="ILO, UN ...; where it is of no country."
    )
    locality = models.ForeignKey(
        Concept,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        limit_choices_to={"scheme": "place", "within__isnull": False},
        related_name="laws_of_locality",
    )
    locality_name = models.CharField(
        max_length=120, blank=True, help_text="City, district or state, as it is named."
    )
    adopted = models.CharField(
        max_length=10,
        blank=True,
        validators=[check_date],
        help_text="eli:date_document. 2014, 2014-03 ...",
    )
    in_force = models.CharField(
        max_length=10,
        blank=True,
        validators=[check_date],
        help_text="eli:first_date_entry_in_force.",
    )
    months_to_force = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        help_text="A convention: months from ratification to force for the country, "
        "by its own final provisions. 12 in C177, C189 and C190.",
    )
    identifier = models.CharField(
        max_length=80, blank=True, help_text="C189, RA 10361, 566/MDSMP ..."
    )
    natlex = models.CharField(
        max_length=40, blank=True, help_text="Id in the ILO's NATLEX."
    )
    eli = models.URLField(
        max_length=300, blank=True, help_text="European Legislation Identifier."
    )
    family = models.CharField(
        max_length=80,
        blank=True,
        help_text="The same for a law, its amendments, rules and drafts.",
    )
    changes = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="changed_by"
    )
    repeals = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="repealed_by"
    )
    sectors = ParentalManyToManyField(
        Concept,
        blank=True,
        limit_choices_to={"scheme": "worker_group"},
        related_name="laws_about",
    )
    everyone = models.BooleanField(default=False, help_text="About all workers.")
    others = models.BooleanField(
        default=False, help_text="About workers of none of the groups."
    )

    class Meta:
        ordering = ("title",)
        constraints = (
            *has_form_of_date("law", "adopted", "in_force"),
            models.CheckConstraint(
                condition=Q(country__isnull=False, issuer="")
                | (Q(country__isnull=True) & ~Q(issuer="")),
                name="law_of_a_country_or_an_issuer",
            ),
            models.CheckConstraint(
                condition=Q(status__in=values(LawStatus)), name="law_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=values(LawType)), name="law_kind_is_known"
            ),
            models.UniqueConstraint(
                fields=("natlex",), condition=~Q(natlex=""), name="one_law_of_natlex"
            ),
            models.UniqueConstraint(
                fields=("issuer", "identifier"),
                condition=~Q(issuer="") & ~Q(identifier=""),
                name="one_instrument_of_an_issuer",
            ),
        )

    def __str__(self) -> str:
        """Return its title."""
        return self.title

    def clean(self) -> None:
        """Refuse a locality of another country.

        Raises
        ------
        ValidationError
            By field.
        """
        super().clean()
        if bool(self.country_id) == bool(self.issuer):
            raise ValidationError({"issuer": "Give a country or an issuer, not both."})
        if self.locality and self.locality.within_id != self.country_id:
            raise ValidationError({"locality": "This place is in another country."})

    @property
    def is_convention(self) -> bool:
        """Whether countries ratify it."""
        return self.kind == LawType.CONVENTION

    @property
    def can_be_practised(self) -> bool:
        """Whether there is anything to put into practice: no draft, no dead letter."""
        return self.status not in _NOT_IN_FORCE


class LawEvent(models.Model):
    """Something that happened to a law, beside adoption and coming into force."""

    law = ParentalKey(Law, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=20, choices=choices(LawEventKind))
    date = models.CharField(max_length=10, blank=True, validators=[check_date])
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("date", "pk")
        constraints = (
            *has_form_of_date("law_event", "date"),
            models.CheckConstraint(
                condition=Q(kind__in=values(LawEventKind)),
                name="law_event_is_known",
            ),
        )

    def __str__(self) -> str:
        """Return day and kind."""
        return f"{self.date or 'undated'}: {self.kind}"


class TextVersion(models.Model):
    """A text of a law as it was on a day, in a language (eli:LegalExpression)."""

    law = ParentalKey(Law, on_delete=models.CASCADE, related_name="versions")
    date = models.CharField(
        max_length=10, validators=[check_date], help_text="eli:version_date."
    )
    language = models.CharField(max_length=8, default="en")
    name = models.CharField(max_length=120, blank=True, help_text="Draft 2 ...")
    address = models.URLField(max_length=600, blank=True, help_text="Where it is read.")

    class Meta:
        ordering = ("date", "language")
        constraints = (
            *has_form_of_date("text_version", "date"),
            models.CheckConstraint(
                condition=~Q(date=""), name="text_version_has_a_date"
            ),
            models.UniqueConstraint(
                fields=("law", "date", "language", "name"),
                name="one_version_of_a_day_and_language",
            ),
        )

    def __str__(self) -> str:
        """Return day, language and name."""
        return " ".join(each for each in (self.date, self.language, self.name) if each)

    @property
    def day(self) -> str:
        """First day that its date may mean, for machines."""
        return first_day(self.date).isoformat()


class Provision(ClusterableModel):
    """A provision of a law: its number, its heading, what it is about."""

    law = models.ForeignKey(Law, on_delete=models.CASCADE, related_name="provisions")
    version = models.ForeignKey(
        TextVersion,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="provisions",
        help_text="The text that the number is of; none where it is of them all.",
    )
    number = models.CharField(max_length=40, help_text="Article 14, s. 3(2) ...")
    heading = models.CharField(
        max_length=200, blank=True, help_text="As the text has it."
    )

    class Meta:
        ordering = ("law", "number")
        constraints = (
            models.CheckConstraint(
                condition=~Q(number=""), name="provision_has_a_number"
            ),
            models.UniqueConstraint(
                fields=("law", "number"),
                condition=Q(version__isnull=True),
                name="one_provision_of_a_number",
            ),
            models.UniqueConstraint(
                fields=("law", "version", "number"),
                condition=Q(version__isnull=False),
                name="one_provision_of_a_number_in_a_version",
            ),
        )

    def __str__(self) -> str:
        """Return law and number."""
        return f"{self.law}, {self.number}"

    def clean(self) -> None:
        """Refuse a version of another law.

        Raises
        ------
        ValidationError
            By field.
        """
        super().clean()
        if self.version and self.version.law_id != self.law_id:
            raise ValidationError({"version": "This is a version of another law."})


class ProvisionTag(models.Model):
    """One thing that a provision is about."""

    provision = ParentalKey(Provision, on_delete=models.CASCADE, related_name="tags")
    tag = models.CharField(max_length=40, choices=choices(Tag))

    class Meta:
        ordering = ("tag",)
        constraints = (
            models.CheckConstraint(
                condition=Q(tag__in=values(Tag)), name="provision_tag_is_known"
            ),
            models.UniqueConstraint(
                fields=("provision", "tag"), name="one_tag_on_a_provision"
            ),
        )

    def __str__(self) -> str:
        """Return the tag."""
        return self.tag
