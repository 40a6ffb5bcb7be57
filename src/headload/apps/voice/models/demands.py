"""Demands: what organisations ask for, of whom, and which provisions are aimed at.

A demand may be in several languages. Its owners are organisations of the network; one
that has no record there yet is named, and left open.
"""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from modelcluster.fields import ParentalKey, ParentalManyToManyField

from headload.apps.common.models import Concept
from headload.apps.common.words import Text
from headload.apps.network.models import Organisation
from headload.apps.voice.models.bodies import Body, Process
from headload.apps.voice.models.laws import Law, Provision
from headload.apps.voice.models.record import Record, Sourced
from headload.apps.voice.states import DEMAND_MOVES, UNDECIDED, DemandState
from headload.apps.voice.words import choices, values


class Demands(Sourced):
    """Demands, of which those that their owners still discuss are not for readers."""

    def public(self) -> "Demands":
        """Return the demands that readers may see."""
        return super().public().exclude(state__in=UNDECIDED)


class Demand(Record):
    """Something that is asked for; `language` is that in which it was written first."""

    state = models.CharField(
        max_length=20, choices=choices(DemandState), default=DemandState.DRAFT.value
    )
    area = models.ForeignKey(
        Concept,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        limit_choices_to={"scheme": "place"},
        related_name="demands",
        help_text="None for the world.",
    )
    place = models.CharField(
        max_length=120, blank=True, help_text="As the source names it."
    )
    targets = ParentalManyToManyField(
        Body, blank=True, related_name="demands", help_text="Bodies that it is put to."
    )
    processes = ParentalManyToManyField(Process, blank=True, related_name="demands")
    sectors = ParentalManyToManyField(
        Concept,
        blank=True,
        limit_choices_to={"scheme": "worker_group"},
        related_name="demands_about",
    )
    everyone = models.BooleanField(default=False, help_text="About all workers.")
    others = models.BooleanField(
        default=False, help_text="About workers of none of the groups."
    )
    supersedes = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="superseded_by",
        help_text="An earlier demand that this one stands for now.",
    )

    objects = Demands.as_manager()

    class Meta:
        ordering = ("slug",)
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=values(DemandState)), name="demand_state_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(supersedes=F("pk")) | Q(supersedes=None),
                name="demand_not_in_place_of_itself",
            ),
        )

    def __str__(self) -> str:
        """Return its text in the language in which it was written first."""
        return self.said(self.language).text

    def said(self, language: str) -> Text:
        """Return its text in a language, or as it was written first and marked so."""
        texts = {each.language: each.text for each in self.texts.all()}
        if language in texts:
            return Text(texts[language])
        first = self.language if self.language in texts else next(iter(texts), "")
        return Text(texts.get(first, self.slug), first)

    def clean(self) -> None:
        """Refuse a circle of demands, and a state that does not follow.

        Raises
        ------
        ValidationError
            By field.
        """
        super().clean()
        if self.pk and self.pk in line_of(self.supersedes):
            raise ValidationError(
                {"supersedes": "That demand stands in place of this one already."}
            )
        kept = Demand.objects.filter(pk=self.pk).values_list("state", flat=True).first()
        if kept and self.state not in {kept, *DEMAND_MOVES.get(kept, ())}:
            raise ValidationError({"state": f"No demand goes from {kept} to this."})


def line_of(demand: Demand | None) -> Iterable[int]:
    """Return the numbers of a demand and of all that it stands in place of."""
    found: list[int] = []
    while demand is not None and demand.pk not in found:
        found.append(demand.pk)
        demand = demand.supersedes
    return found


class DemandText(models.Model):
    """A demand in one language."""

    demand = ParentalKey(Demand, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=8, help_text="ISO 639-1, such as es.")
    text = models.CharField(max_length=600)
    more = models.TextField(blank=True, help_text="Reasons, and what it means.")

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("demand", "language"), name="one_text_in_a_language"
            ),
            models.CheckConstraint(
                condition=~Q(text="") & ~Q(language=""), name="demand_text_says_it"
            ),
        )

    def __str__(self) -> str:
        """Return the text."""
        return self.text


class DemandOwner(models.Model):
    """An organisation whose demand it is; named alone while it has no record."""

    demand = ParentalKey(Demand, on_delete=models.CASCADE, related_name="owners")
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="demands_owned",
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
                name="owner_has_a_record_or_a_name",
            ),
            models.UniqueConstraint(
                fields=("demand", "organisation"),
                condition=Q(organisation__isnull=False),
                name="an_organisation_owns_once",
            ),
        )

    def __str__(self) -> str:
        """Return a number, never a name: who may see it is decided elsewhere."""
        return f"owner {self.pk}"


class Aim(models.Model):
    """A provision that a demand is aimed at, by the number that it has in a text.

    Where a new version of the text has no such provision any more, `provision` is empty
    and `number` says what it was.
    """

    demand = ParentalKey(Demand, on_delete=models.CASCADE, related_name="aims")
    law = models.ForeignKey(Law, on_delete=models.PROTECT, related_name="aimed_at")
    number = models.CharField(max_length=40)
    provision = models.ForeignKey(
        Provision,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="aimed_at",
    )

    class Meta:
        ordering = ("law", "number")
        constraints = (
            models.CheckConstraint(condition=~Q(number=""), name="aim_has_a_number"),
            models.UniqueConstraint(
                fields=("demand", "provision"), name="one_aim_at_a_provision"
            ),
            models.UniqueConstraint(
                fields=("demand", "law", "number"),
                condition=Q(provision__isnull=True),
                name="one_lost_aim_at_a_number",
            ),
        )

    def __str__(self) -> str:
        """Return law and number."""
        return f"{self.law}, {self.number}"

    def clean(self) -> None:
        """Refuse a provision of another law, or under another number.

        Raises
        ------
        ValidationError
            By field.
        """
        super().clean()
        found = self.provision
        if found and (found.law_id, found.number) != (self.law_id, self.number):
            raise ValidationError({"provision": "Its law or number is another."})


class Platform(Record):
    """Demands that organisations prepare together, mostly for one process."""

    title = models.CharField(max_length=300)
    process = models.ForeignKey(
        Process,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="platforms",
    )
    demands = ParentalManyToManyField(Demand, blank=True, related_name="platforms")

    class Meta:
        ordering = ("title",)
        constraints = (
            models.CheckConstraint(condition=~Q(title=""), name="platform_has_a_title"),
        )

    def __str__(self) -> str:
        """Return its title."""
        return self.title
