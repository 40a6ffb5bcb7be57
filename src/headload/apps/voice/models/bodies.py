"""Bodies that set rules, their processes, and when something has to be in.

Names follow Popolo (organisations) and OpenCivicData (processes).
"""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from modelcluster.fields import ParentalKey, ParentalManyToManyField

from headload.apps.common.models import Concept
from headload.apps.voice.dates import check_date, has_form_of_date, not_before
from headload.apps.voice.deadlines import Confidence, today_in
from headload.apps.voice.models.laws import Law
from headload.apps.voice.models.record import Record, Source
from headload.apps.voice.rules import LONGEST, WrongDeadline, rule_of
from headload.apps.voice.words import (
    Level,
    PlaceFrom,
    ProcessKind,
    ProcessState,
    choices,
    values,
)

_PLACE = {"scheme": "place"}
_GROUP = {"scheme": "worker_group"}


class Body(Record):
    """A body that sets or watches rules, and how workers can be heard there."""

    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=80, blank=True, help_text="In its own words.")
    level = models.CharField(max_length=10, choices=choices(Level))
    area = models.ForeignKey(
        Concept,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        limit_choices_to=_PLACE,
        related_name="bodies",
        help_text="None for the world.",
    )
    place = models.CharField(
        max_length=120,
        blank=True,
        help_text="Seat or locality, as the source names it.",
    )
    mandate = models.TextField(blank=True)
    seats = models.TextField(blank=True, help_text="Who has a seat.")
    cycle = models.TextField(blank=True, help_text="When it meets.")
    how_to_be_heard = models.TextField(blank=True)
    contact = models.URLField(max_length=500, blank=True)
    zone = models.CharField(
        max_length=60, blank=True, help_text="Its clock, such as Europe/Zurich."
    )

    class Meta:
        ordering = ("name",)
        verbose_name_plural = "bodies"
        constraints = (
            models.CheckConstraint(condition=~Q(name=""), name="body_has_a_name"),
            models.CheckConstraint(
                condition=Q(level__in=values(Level)), name="body_level_is_known"
            ),
        )

    def __str__(self) -> str:
        """Return its name."""
        return self.name


class Process(Record):
    """A way in which a rule is made or watched, from announcement to end."""

    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=30, choices=choices(ProcessKind))
    state = models.CharField(max_length=30, choices=choices(ProcessState))
    body = models.ForeignKey(
        Body,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="processes",
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="parts",
        help_text="The process that it is a part of.",
    )
    area = models.ForeignKey(
        Concept,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        limit_choices_to=_PLACE,
        related_name="processes",
    )
    place = models.CharField(max_length=120, blank=True)
    place_from = models.CharField(
        max_length=8,
        blank=True,
        choices=choices(PlaceFrom),
        help_text="Empty where the source gives the place, or an editor.",
    )
    sectors = ParentalManyToManyField(
        Concept, blank=True, limit_choices_to=_GROUP, related_name="processes_about"
    )
    everyone = models.BooleanField(default=False, help_text="About all workers.")
    others = models.BooleanField(
        default=False, help_text="About workers of none of the groups."
    )
    laws = ParentalManyToManyField(
        Law, blank=True, related_name="processes", help_text="Laws that it touches."
    )
    start = models.CharField(max_length=10, blank=True, validators=[check_date])
    end = models.CharField(max_length=10, blank=True, validators=[check_date])
    recurs = models.BooleanField(default=False, help_text="It comes again and again.")
    outcome = models.TextField(blank=True)

    class Meta:
        ordering = ("-start", "title")
        verbose_name_plural = "processes"
        constraints = (
            *has_form_of_date("process", "start", "end"),
            not_before("process", "end", "start"),
            models.CheckConstraint(
                condition=Q(state__in=values(ProcessState)),
                name="process_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=values(ProcessKind)), name="process_kind_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(parent=models.F("pk")), name="process_no_part_of_itself"
            ),
            models.CheckConstraint(
                condition=Q(place_from__in=["", *values(PlaceFrom)]),
                name="place_of_process_is_from_somewhere",
            ),
        )

    def __str__(self) -> str:
        """Return its title."""
        return self.title


class Phase(models.Model):
    """A step of a process, in order."""

    process = ParentalKey(Process, on_delete=models.CASCADE, related_name="phases")
    name = models.CharField(max_length=120)
    start = models.CharField(max_length=10, blank=True, validators=[check_date])
    end = models.CharField(max_length=10, blank=True, validators=[check_date])
    here = models.BooleanField(default=False, help_text="The process is here now.")
    sort_order = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        ordering = ("sort_order",)
        constraints = (
            *has_form_of_date("phase", "start", "end"),
            models.UniqueConstraint(
                fields=("process",), condition=Q(here=True), name="one_phase_is_now"
            ),
        )

    def __str__(self) -> str:
        """Return its name."""
        return self.name


class Deadline(models.Model):
    """What has to be in, and the rule that gives the day; the day is never typed in.

    An empty rule says that a deadline is known of, and not when it is.
    """

    process = ParentalKey(Process, on_delete=models.CASCADE, related_name="deadlines")
    what = models.CharField(max_length=200)
    rule = models.CharField(
        max_length=LONGEST,
        blank=True,
        help_text="YEARLY 09-01, FIXED 2026-09-01, RELATIVE 21 DAYS BEFORE 2019-07-01, "
        "PERIOD 5 YEARS SINCE 2014-05-01; empty where no day is known.",
    )
    zone = models.CharField(
        max_length=60, blank=True, help_text="Clock of the body, as Europe/Zurich."
    )
    submission = models.CharField(
        max_length=300, blank=True, help_text="Pages, language, where it is sent."
    )
    confidence = models.CharField(
        max_length=12, choices=choices(Confidence), default=Confidence.UNCONFIRMED.value
    )
    source = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        help_text="A confirmed deadline has one.",
    )

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=~Q(what=""), name="deadline_says_what_is_due"
            ),
            models.CheckConstraint(
                condition=Q(confidence=Confidence.UNCONFIRMED.value)
                | (
                    Q(confidence=Confidence.CONFIRMED.value)
                    & Q(source__isnull=False)
                    & ~Q(rule="")
                ),
                name="deadline_confirmed_with_rule_and_source",
            ),
            models.UniqueConstraint(
                fields=("process", "what", "rule"), name="one_deadline_of_a_rule"
            ),
        )

    def __str__(self) -> str:
        """Return what is due, and the rule."""
        return f"{self.what} ({self.rule or 'no day known'})"

    def clean(self) -> None:
        """Refuse a rule that tells no day, and a time zone that is none.

        Raises
        ------
        ValidationError
            By field.
        """
        super().clean()
        if self.rule:
            try:
                self.rule = str(rule_of(self.rule))
            except WrongDeadline as error:
                raise ValidationError(
                    {"rule": f"{error.what}: {error.to_do}."}
                ) from None
        if self.zone and not _is_zone(self.zone):
            raise ValidationError({"zone": "Name one as Europe/Zurich."})


def _is_zone(name: str) -> bool:
    from django.utils import timezone

    try:
        today_in(name, timezone.now())
    except WrongDeadline:
        return False
    return True
