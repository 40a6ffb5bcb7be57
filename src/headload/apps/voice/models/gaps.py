"""Gaps in the data: numbers that nobody can give, and what would close them."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from modelcluster.fields import ParentalManyToManyField

from headload.apps.common.models import Concept
from headload.apps.voice.dates import check_date, has_form_of_date
from headload.apps.voice.models.record import Record, Sourced
from headload.apps.voice.states import GAP_MOVES, GapReason, GapState
from headload.apps.voice.words import choices, values

_PLACE = {"scheme": "place"}
_GROUP = {"scheme": "worker_group"}


class Gaps(Sourced):
    """Gaps; they need no source, since what they tell of is that there is none."""

    def public(self) -> "Gaps":
        """Return the gaps that readers may see."""
        return self.filter(live=True)


class DataGap(Record):
    """A number that nobody can give, who could, and what is missing for it."""

    title = models.CharField(max_length=300, help_text="How many waste pickers ...?")
    indicator = models.CharField(max_length=120, help_text="Of the site, or in words.")
    sectors = ParentalManyToManyField(
        Concept, blank=True, limit_choices_to=_GROUP, related_name="gaps_about"
    )
    area = models.ForeignKey(
        Concept,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        limit_choices_to=_PLACE,
        related_name="gaps",
    )
    place = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=20, choices=choices(GapReason))
    producer = models.CharField(
        max_length=200, blank=True, help_text="The office that could close it."
    )
    question = models.TextField(
        blank=True, help_text="The question that a survey would have to ask."
    )
    until_then = models.TextField(blank=True, help_text="What can be said meanwhile.")
    since = models.CharField(max_length=10, validators=[check_date])
    state = models.CharField(
        max_length=24, choices=choices(GapState), default=GapState.OPEN.value
    )

    objects = Gaps.as_manager()

    class Meta:
        ordering = ("-since", "title")
        verbose_name = "data gap"
        constraints = (
            *has_form_of_date("gap", "since"),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(indicator="") & ~Q(since=""),
                name="gap_says_what_since_when",
            ),
            models.CheckConstraint(
                condition=Q(reason__in=values(GapReason)), name="gap_reason_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=values(GapState)), name="gap_state_is_known"
            ),
        )

    def __str__(self) -> str:
        """Return its title."""
        return self.title

    def clean(self) -> None:
        """Refuse a state that does not follow.

        Raises
        ------
        ValidationError
            By field.
        """
        super().clean()
        rows = DataGap.objects.filter(pk=self.pk)
        kept = rows.values_list("state", flat=True).first()
        if kept and self.state not in {kept, *GAP_MOVES[kept]}:
            raise ValidationError({"state": f"No gap goes from {kept} to this."})
