"""What an editor puts under a Programme or an Initiative, one thing a row."""

from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Q

from headload.apps.common.models import Concept
from headload.apps.network.models import Organisation
from headload.apps.voice.models.bodies import Process
from headload.apps.voice.models.demands import Demand
from headload.apps.voice.models.laws import Law
from headload.apps.voice.models.outcomes import Outcome

_THINGS = ("law", "process", "demand", "outcome", "organisation")


def _only(name: str) -> Q:
    empty = {f"{each}__isnull": each != name for each in _THINGS}
    return Q(estimate_id="", **empty)


def _one_thing() -> Q:
    """Return the condition that a row has one thing, and no other."""
    none = {f"{each}__isnull": True for each in _THINGS}
    return reduce(or_, map(_only, _THINGS)) | (~Q(estimate_id="") & Q(**none))


class Filing(models.Model):
    """A law, process, demand, win, organisation or figure of a Programme's page."""

    concept = models.ForeignKey(
        Concept,
        on_delete=models.CASCADE,
        limit_choices_to={"scheme__in": ("programme", "initiative")},
        related_name="filings",
    )
    law = models.ForeignKey(
        Law, on_delete=models.CASCADE, null=True, blank=True, related_name="filings"
    )
    process = models.ForeignKey(
        Process, on_delete=models.CASCADE, null=True, blank=True, related_name="filings"
    )
    demand = models.ForeignKey(
        Demand, on_delete=models.CASCADE, null=True, blank=True, related_name="filings"
    )
    outcome = models.ForeignKey(
        Outcome, on_delete=models.CASCADE, null=True, blank=True, related_name="filings"
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="filings",
    )
    estimate_id = models.CharField(
        max_length=255, blank=True, help_text="Id of a figure, from its page."
    )

    class Meta:
        ordering = ("concept", "pk")
        constraints = (
            models.CheckConstraint(condition=_one_thing(), name="filing_of_one_thing"),
            *(
                models.UniqueConstraint(
                    fields=("concept", each), name=f"{each}_is_filed_once"
                )
                for each in _THINGS
            ),
        )

    def __str__(self) -> str:
        """Return the concept and a number; an organisation is not named here."""
        return f"{self.concept}, {self.pk}"
