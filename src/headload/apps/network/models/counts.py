"""How many belong to an organisation: each number with its day, basis and source.

A count is never changed into another: a new number is a new observation beside it.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from headload.apps.common.models import Concept
from headload.apps.network.kinds import CHECKED, Basis, Unit, Verification, choices
from headload.apps.network.models.organisations import Organisation
from headload.apps.network.models.shared import Record, Source, known_date

_SHARE_DIGITS = 5


class MembershipCount(Record):
    """A number of members, affiliates or countries, as somebody stated it.

    Of `sector`, or of all sectors where `all_sectors` says so; not known where neither
    does. `part` names a part that the vocabulary has no place for, such as a region.
    Of women the source tells a number, a share, that they are not counted apart
    (`women_not_collected`), or nothing.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="counts"
    )
    value = models.PositiveBigIntegerField()
    unit = models.CharField(max_length=24, choices=choices(Unit))
    sector = models.ForeignKey(
        Concept,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"scheme": "worker_group"},
    )
    all_sectors = models.BooleanField(default=False)
    area = models.ForeignKey(
        Concept,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"scheme": "place"},
    )
    part = models.CharField(max_length=120, blank=True)
    women_count = models.PositiveBigIntegerField(null=True, blank=True)
    women_share = models.DecimalField(
        max_digits=_SHARE_DIGITS + 1,
        decimal_places=_SHARE_DIGITS,
        null=True,
        blank=True,
        help_text="From 0 to 1.",
    )
    women_not_collected = models.BooleanField(default=False)
    youth_share = models.DecimalField(
        max_digits=_SHARE_DIGITS + 1,
        decimal_places=_SHARE_DIGITS,
        null=True,
        blank=True,
        help_text="From 0 to 1.",
    )
    as_of = known_date()
    occasion = models.CharField(
        max_length=200, blank=True, help_text="When stated, where the day is not known."
    )
    basis = models.CharField(max_length=30, choices=choices(Basis))
    includes_affiliates = models.BooleanField(
        null=True, blank=True, help_text="Empty if not known."
    )
    rounded = models.BooleanField(
        default=False, help_text='Stated as "over", "about" or "up to".'
    )
    declared_by = models.CharField(max_length=120)
    method_note = models.TextField(blank=True)
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, null=True, blank=True, related_name="counts"
    )
    verification = models.CharField(
        max_length=16, choices=choices(Verification), default=Verification.UNVERIFIED
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    verified_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("organisation", "unit", "-as_of", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(value__gte=0), name="a_count_is_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(women_share=None)
                | Q(women_share__gte=0, women_share__lte=1),
                name="share_of_women_0_to_1",
            ),
            models.CheckConstraint(
                condition=Q(youth_share=None)
                | Q(youth_share__gte=0, youth_share__lte=1),
                name="share_of_youth_0_to_1",
            ),
            models.CheckConstraint(
                condition=Q(women_count=None) | Q(women_count__lte=F("value")),
                name="women_are_not_more_than_all",
            ),
            models.CheckConstraint(
                condition=Q(women_not_collected=False)
                | Q(women_count=None, women_share=None),
                name="women_not_collected_or_told",
            ),
            models.CheckConstraint(
                condition=Q(all_sectors=False) | Q(sector=None),
                name="one_sector_or_all",
            ),
            models.CheckConstraint(
                condition=~Q(verified_by=F("entered_by"))
                | Q(verified_by=None)
                | Q(entered_by=None),
                name="two_persons_for_a_checked_count",
            ),
            models.CheckConstraint(
                condition=~Q(verification__in=[each.value for each in CHECKED])
                | Q(verified_by__isnull=False),
                name="a_checked_count_has_who_checked",
            ),
        )

    def __str__(self) -> str:
        """Return its permanent id, which tells no name and no number."""
        return self.permanent


class Overlap(Record):
    """How many persons two organisations both count; the first has the smaller id."""

    first = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="overlaps_as_first"
    )
    second = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="overlaps_as_second"
    )
    persons_in_both = models.PositiveBigIntegerField()
    as_of = known_date()
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, null=True, blank=True, related_name="overlaps"
    )

    class Meta:
        ordering = ("first", "second", "-as_of")
        constraints = (
            models.CheckConstraint(
                condition=Q(first__lt=F("second")), name="overlap_of_two_in_order"
            ),
        )

    def __str__(self) -> str:
        """Return its permanent id, which tells no name."""
        return self.permanent
