"""What becomes of a law: who ratified it, how far it is practised, what was agreed."""

from django.db import models
from django.db.models import Q
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import RevisionMixin

from headload.apps.common.models import Concept
from headload.apps.voice.dates import check_date, has_form_of_date, not_before
from headload.apps.voice.models.laws import Law
from headload.apps.voice.models.record import Source, Sourced
from headload.apps.voice.words import (
    AgreementState,
    CheckValue,
    Counterpart,
    Rung,
    choices,
    values,
)

_RUNGS = [(int(each), f"{each} {each.name.capitalize()}") for each in Rung]


class Ratification(RevisionMixin, ClusterableModel):
    """A country bound by a convention: what a source says, as of a day.

    Dates are kept as the source has them, also where they cannot be right; what is
    doubtful of them is worked out, in `ratifications`.
    """

    instrument = models.ForeignKey(
        Law,
        on_delete=models.PROTECT,
        related_name="ratifications",
        limit_choices_to={"kind": "convention"},
    )
    country = models.ForeignKey(
        Concept,
        on_delete=models.PROTECT,
        related_name="ratifications",
        limit_choices_to={"scheme": "place", "within": None},
    )
    ratified = models.CharField(max_length=10, blank=True, validators=[check_date])
    in_force = models.CharField(max_length=10, blank=True, validators=[check_date])
    denounced = models.CharField(max_length=10, blank=True, validators=[check_date])
    declarations = models.TextField(blank=True)
    as_of = models.CharField(
        max_length=10,
        blank=True,
        validators=[check_date],
        help_text="The day that the source speaks of.",
    )
    note = models.TextField(blank=True)
    sources = ParentalManyToManyField(
        Source, blank=True, help_text="Without one no reader sees it."
    )
    changed = models.DateTimeField(auto_now=True)

    objects = Sourced.as_manager()

    class Meta:
        ordering = ("instrument", "country")
        constraints = (
            *has_form_of_date(
                "ratification", "ratified", "in_force", "denounced", "as_of"
            ),
            not_before("ratification", "denounced", "ratified"),
            models.UniqueConstraint(
                fields=("instrument", "country"), name="one_ratification_of_a_country"
            ),
        )

    def __str__(self) -> str:
        """Return instrument and country."""
        return f"{self.instrument.identifier or self.instrument}, {self.country}"


class ImplementationCheck(RevisionMixin, ClusterableModel):
    """What somebody found who looked whether a law is put into practice.

    `checked_by` is a name for now; two checks are independent when the names differ.
    """

    law = models.ForeignKey(Law, on_delete=models.CASCADE, related_name="checks")
    area = models.ForeignKey(
        Concept,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        limit_choices_to={"scheme": "place"},
        related_name="checks",
        help_text="None for all that the law covers.",
    )
    rung = models.PositiveSmallIntegerField(choices=_RUNGS)
    value = models.CharField(max_length=3, choices=choices(CheckValue))
    checked_by = models.CharField(max_length=200, help_text="Organisation, no person.")
    date = models.CharField(max_length=10, validators=[check_date])
    evidence = models.TextField(blank=True)
    sources = ParentalManyToManyField(
        Source, blank=True, help_text="Without one no reader sees it."
    )
    changed = models.DateTimeField(auto_now=True)

    objects = Sourced.as_manager()

    class Meta:
        ordering = ("law", "rung", "-date", "-pk")
        constraints = (
            *has_form_of_date("check", "date"),
            models.CheckConstraint(
                condition=~Q(date="") & ~Q(checked_by=""),
                name="check_says_when_and_who",
            ),
            models.CheckConstraint(
                condition=Q(rung__in=[int(each) for each in Rung]),
                name="check_rung_is_known",
            ),
            models.CheckConstraint(
                condition=Q(value__in=values(CheckValue)), name="check_value_is_known"
            ),
            models.UniqueConstraint(
                fields=("law", "rung", "checked_by", "date"),
                condition=Q(area__isnull=True),
                name="one_check_of_a_day",
            ),
            models.UniqueConstraint(
                fields=("law", "area", "rung", "checked_by", "date"),
                condition=Q(area__isnull=False),
                name="one_check_of_a_day_in_an_area",
            ),
        )

    def __str__(self) -> str:
        """Return law, rung and value."""
        return f"{self.law}, {self.rung}: {self.value}"


class Agreement(RevisionMixin, ClusterableModel):
    """What workers agreed with a city, a ministry, a contractor or an employer."""

    slug = models.SlugField(max_length=120, unique=True)
    title = models.CharField(max_length=300)
    language = models.CharField(max_length=8, default="en")
    workers = models.TextField(help_text="Organisations of workers, one a line.")
    counterpart = models.CharField(max_length=300)
    counterpart_kind = models.CharField(max_length=12, choices=choices(Counterpart))
    subject = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=12, choices=choices(AgreementState))
    signed = models.CharField(max_length=10, blank=True, validators=[check_date])
    ends = models.CharField(max_length=10, blank=True, validators=[check_date])
    persons = models.PositiveIntegerField(
        null=True, blank=True, help_text="Whom it covers, as its parties say."
    )
    area = models.ForeignKey(
        Concept,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        limit_choices_to={"scheme": "place"},
        related_name="agreements",
    )
    sectors = ParentalManyToManyField(
        Concept,
        blank=True,
        limit_choices_to={"scheme": "worker_group"},
        related_name="agreements_about",
    )
    sources = ParentalManyToManyField(
        Source, blank=True, help_text="Without one no reader sees it."
    )
    changed = models.DateTimeField(auto_now=True)

    objects = Sourced.as_manager()

    class Meta:
        ordering = ("-signed", "title")
        constraints = (
            *has_form_of_date("agreement", "signed", "ends"),
            not_before("agreement", "ends", "signed"),
            models.CheckConstraint(
                condition=Q(state__in=values(AgreementState)),
                name="agreement_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(counterpart_kind__in=values(Counterpart)),
                name="agreement_counterpart_is_known",
            ),
        )

    def __str__(self) -> str:
        """Return its title."""
        return self.title


class Clause(models.Model):
    """A clause of an agreement: the question that it answers, and where it stands."""

    agreement = ParentalKey(Agreement, on_delete=models.CASCADE, related_name="clauses")
    question = models.CharField(max_length=200)
    number = models.CharField(max_length=40, blank=True)
    answer = models.CharField(max_length=300, help_text="In our own words.")

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        """Return the question."""
        return self.question
