"""How organisations belong to one another, sit in bodies, and change into others."""

from django.db import models
from django.db.models import F, Q

from headload.apps.common.models import Concept
from headload.apps.network.kinds import AffiliationKind, ChangeKind, SeatKind, choices
from headload.apps.network.models.organisations import Organisation
from headload.apps.network.models.shared import Record, Source, in_order, known_date


class Affiliation(Record):
    """One organisation belongs to another (org:Membership between organisations).

    `as_of` or `occasion` is when its source says so; `start` and `end` are known less
    often. One that has ended on a day that nobody knows is not open and has no `end`.
    Open ones make no circle; `services.affiliate` sees to it.
    """

    child = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="affiliations"
    )
    parent = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="affiliates"
    )
    kind = models.CharField(max_length=12, choices=choices(AffiliationKind))
    sector_scope = models.ManyToManyField(
        Concept,
        blank=True,
        related_name="+",
        limit_choices_to={"scheme": "worker_group"},
    )
    start = known_date()
    end = known_date()
    is_open = models.BooleanField(default=True)
    as_of = known_date()
    occasion = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    source = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="affiliations",
    )

    class Meta:
        ordering = ("parent", "child", "kind")
        constraints = (
            models.CheckConstraint(
                condition=~Q(child=F("parent")), name="no_affiliation_with_itself"
            ),
            models.UniqueConstraint(
                fields=("child", "parent", "kind"),
                condition=Q(is_open=True),
                name="one_open_affiliation_of_a_kind",
            ),
            models.CheckConstraint(
                condition=Q(is_open=False) | Q(end=""), name="what_has_ended_is_closed"
            ),
            in_order("start", "end", "an_affiliation_begins_before_it_ends"),
        )

    def __str__(self) -> str:
        """Return its permanent id, which tells no name."""
        return self.permanent


class Seat(Record):
    """An organisation may speak in a body that makes rules."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="seats"
    )
    body = models.CharField(max_length=300)
    kind = models.CharField(max_length=30, choices=choices(SeatKind))
    start = known_date()
    end = known_date()
    how_obtained = models.TextField(blank=True)
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, null=True, blank=True, related_name="seats"
    )

    class Meta:
        ordering = ("body", "organisation")
        constraints = (in_order("start", "end", "a_seat_begins_before_it_ends"),)

    def __str__(self) -> str:
        """Return body and kind."""
        return f"{self.body} ({self.kind})"


class ChangeEvent(Record):
    """Organisations became others (W3C ORG: ChangeEvent)."""

    kind = models.CharField(max_length=10, choices=choices(ChangeKind))
    before = models.ManyToManyField(Organisation, related_name="changes_away")
    after = models.ManyToManyField(Organisation, related_name="changes_to")
    on = known_date()
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, null=True, blank=True, related_name="changes"
    )

    class Meta:
        ordering = ("on", "pk")

    def __str__(self) -> str:
        """Return kind and day."""
        return f"{self.kind} {self.on}".strip()
