"""Outcomes: what changed, who says that it is theirs, who doubts it, what came after.

The number of persons rests on a figure that is kept as it was. A dispute stands beside
the win and takes nothing of it away.
"""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from modelcluster.fields import ParentalKey, ParentalManyToManyField

from headload.apps.common.models import Concept
from headload.apps.common.words import Text
from headload.apps.network.models import Organisation
from headload.apps.voice.dates import check_date, has_form_of_date
from headload.apps.voice.models.demands import Demand
from headload.apps.voice.models.laws import Law
from headload.apps.voice.models.practice import Agreement
from headload.apps.voice.models.record import Record, Source, Sourced, this_day
from headload.apps.voice.outcome_states import (
    OUTCOME_MOVES,
    OutcomeKind,
    OutcomeState,
)
from headload.apps.voice.words import choices, values


class Outcomes(Sourced):
    """Outcomes, of which those that nobody stands for are not for readers."""

    def public(self) -> "Outcomes":
        """Return those with a source, or that an organisation says it took part in."""
        said = Q(sources__isnull=False) | Q(contributions__shown_on__isnull=False)
        return self.filter(said, live=True).distinct()


class Outcome(Record):
    """Something that changed (a win); `language` is that in which it was first told."""

    kind = models.CharField(max_length=16, choices=choices(OutcomeKind))
    state = models.CharField(
        max_length=12,
        choices=choices(OutcomeState),
        default=OutcomeState.CLAIMED.value,
    )
    date = models.CharField(
        max_length=10,
        blank=True,
        validators=[check_date],
        help_text="2014, 2014-03 ...",
    )
    demands = ParentalManyToManyField(Demand, blank=True, related_name="outcomes")
    law = models.ForeignKey(
        Law, on_delete=models.PROTECT, null=True, blank=True, related_name="outcomes"
    )
    agreement = models.ForeignKey(
        Agreement,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="outcomes",
    )
    area = models.ForeignKey(
        Concept,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        limit_choices_to={"scheme": "place"},
        related_name="outcomes",
        help_text="None for the world.",
    )
    place = models.CharField(
        max_length=120, blank=True, help_text="As the source names it."
    )
    sectors = ParentalManyToManyField(
        Concept,
        blank=True,
        limit_choices_to={"scheme": "worker_group"},
        related_name="outcomes_about",
    )
    everyone = models.BooleanField(default=False, help_text="About all workers.")
    others = models.BooleanField(
        default=False, help_text="About workers of none of the groups."
    )
    persons = models.PositiveIntegerField(
        null=True, blank=True, help_text="Whom it covers, as its source says."
    )
    estimate_id = models.CharField(max_length=255, blank=True, db_index=True)
    release_id = models.CharField(max_length=200, blank=True)
    value = models.FloatField(null=True, blank=True)
    low = models.FloatField(null=True, blank=True)
    high = models.FloatField(null=True, blank=True)
    flag = models.CharField(max_length=2, blank=True)
    unit = models.CharField(max_length=40, blank=True)
    stale_on = models.DateField(
        null=True,
        blank=True,
        help_text="When its figure was revised past its interval.",
    )
    independent = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="bears_out",
        help_text="A source that nobody who won or lost has written.",
    )
    logged_for = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="outcomes_logged",
        help_text="Whose record this is.",
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    verified_on = models.DateField(null=True, blank=True, editable=False)

    objects = Outcomes.as_manager()

    class Meta:
        ordering = ("-date", "slug")
        constraints = (
            *has_form_of_date("outcome", "date"),
            models.CheckConstraint(
                condition=Q(kind__in=values(OutcomeKind)), name="outcome_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=values(OutcomeState)),
                name="outcome_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(estimate_id="", release_id="", value=None)
                | (~Q(estimate_id="") & ~Q(release_id="") & Q(value__isnull=False)),
                name="outcome_keeps_a_whole_figure",
            ),
            models.CheckConstraint(
                condition=~Q(state=OutcomeState.VERIFIED.value)
                | Q(
                    independent__isnull=False,
                    verified_by__isnull=False,
                    verified_on__isnull=False,
                ),
                name="outcome_verified_by_a_source_and_somebody",
            ),
            models.CheckConstraint(
                condition=Q(verified_by=None)
                | Q(entered_by=None)
                | ~Q(verified_by=F("entered_by")),
                name="outcome_verified_by_a_second_person",
            ),
        )

    def __str__(self) -> str:
        """Return its text in the language in which it was first told."""
        return self.said(self.language).text

    def told(self, language: str) -> "OutcomeText | None":
        """Return it in a language, or as it was first told."""
        texts = {each.language: each for each in self.texts.all()}
        return (
            texts.get(language)
            or texts.get(self.language)
            or next(iter(texts.values()), None)
        )

    def said(self, language: str) -> Text:
        """Return what changed in a language, or as first told and marked so."""
        found = self.told(language)
        if found is None:
            return Text(self.slug)
        return Text(found.text, found.language if found.language != language else "")

    def clean(self) -> None:
        """Refuse a state that does not follow.

        Raises
        ------
        ValidationError
            By field.
        """
        super().clean()
        rows = Outcome.objects.filter(pk=self.pk)
        kept = rows.values_list("state", flat=True).first()
        if kept and self.state not in {kept, *OUTCOME_MOVES.get(kept, ())}:
            raise ValidationError({"state": f"No win goes from {kept} to this."})


class OutcomeText(models.Model):
    """What changed, in one language; `unmet` is what was asked and not reached."""

    outcome = ParentalKey(Outcome, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=8, help_text="ISO 639-1, such as es.")
    text = models.CharField(max_length=300, help_text="What changed, in one sentence.")
    more = models.TextField(blank=True)
    unmet = models.TextField(blank=True, help_text="What was not reached.")

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("outcome", "language"), name="one_telling_in_a_language"
            ),
            models.CheckConstraint(
                condition=~Q(text="") & ~Q(language=""), name="outcome_text_says_it"
            ),
        )

    def __str__(self) -> str:
        """Return the text."""
        return self.text


class Statement(models.Model):
    """What somebody says of an outcome; readers see it from `shown_on`."""

    language = models.CharField(max_length=8, default="en")
    text = models.TextField()
    stated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    stated_on = models.DateField(default=this_day, editable=False)
    shown_on = models.DateField(null=True, blank=True)
    declined_on = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True


class Contribution(Statement):
    """What an organisation says that it did for an outcome."""

    kind = "contribution"
    outcome = models.ForeignKey(
        Outcome, on_delete=models.CASCADE, related_name="contributions"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="contributions"
    )

    class Meta:
        ordering = ("stated_on", "pk")
        constraints = (
            models.CheckConstraint(condition=~Q(text=""), name="contribution_says_it"),
            models.CheckConstraint(
                condition=Q(shown_on=None) | Q(declined_on=None),
                name="contribution_shown_or_declined",
            ),
            models.UniqueConstraint(
                fields=("outcome", "organisation"),
                condition=Q(declined_on=None),
                name="one_contribution_of_an_organisation",
            ),
        )

    def __str__(self) -> str:
        """Return a number, never a name: who may see it is decided elsewhere."""
        return f"contribution {self.pk}"


class Dispute(Statement):
    """Somebody says otherwise; `settled` is how it ended, and it stays readable."""

    kind = "dispute"
    outcome = models.ForeignKey(
        Outcome, on_delete=models.CASCADE, related_name="disputes"
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="disputes",
    )
    name = models.CharField(
        max_length=300, blank=True, help_text="A ministry, a city; no person."
    )
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, null=True, blank=True, related_name="disputes"
    )
    settled = models.CharField(max_length=600, blank=True)
    settled_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("stated_on", "pk")
        constraints = (
            models.CheckConstraint(condition=~Q(text=""), name="dispute_says_it"),
            models.CheckConstraint(
                condition=Q(shown_on=None) | Q(declined_on=None),
                name="dispute_shown_or_declined",
            ),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, name="")
                | (Q(organisation__isnull=True, source__isnull=False) & ~Q(name="")),
                name="dispute_of_a_record_or_a_name_with_a_source",
            ),
            models.CheckConstraint(
                condition=Q(settled="", settled_on=None)
                | (~Q(settled="") & Q(settled_on__isnull=False)),
                name="dispute_settled_says_how",
            ),
        )

    def __str__(self) -> str:
        """Return a number, never a name: who may see it is decided elsewhere."""
        return f"dispute {self.pk}"


class FollowUp(models.Model):
    """What somebody saw after the win, on a day, with where it was seen."""

    outcome = models.ForeignKey(
        Outcome, on_delete=models.CASCADE, related_name="follow_ups"
    )
    date = models.CharField(max_length=10, validators=[check_date])
    language = models.CharField(max_length=8, default="en")
    text = models.TextField()
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="follow_ups"
    )

    class Meta:
        ordering = ("date", "pk")
        constraints = (
            *has_form_of_date("follow_up", "date"),
            models.CheckConstraint(
                condition=~Q(text="") & ~Q(date=""), name="follow_up_says_what_and_when"
            ),
        )

    def __str__(self) -> str:
        """Return day and text, shortened."""
        return f"{self.date}: {self.text[:60]}"
