"""Requests for numbers: what an organisation asks, and what it was answered."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from headload.apps.common.models import Concept
from headload.apps.common.permanent import ulid
from headload.apps.library.models import Work
from headload.apps.network.models import Organisation
from headload.apps.voice.dates import check_date, has_form_of_date
from headload.apps.voice.models.bodies import Process
from headload.apps.voice.models.gaps import DataGap
from headload.apps.voice.models.record import secret, this_day
from headload.apps.voice.states import RequestState
from headload.apps.voice.words import choices, values

_PLACE = {"scheme": "place"}
_GROUP = {"scheme": "worker_group"}


class EvidenceRequest(models.Model):
    """An organisation asks for a number, in its own words.

    `key` is the secret in the address at which it reads how far its request is.
    """

    permanent = models.CharField(
        max_length=26, unique=True, default=ulid, editable=False
    )
    key = models.CharField(max_length=43, unique=True, default=secret, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="requests"
    )
    question = models.TextField()
    language = models.CharField(max_length=8, default="en")
    indicator = models.CharField(max_length=120, blank=True)
    population = models.CharField(max_length=200, blank=True)
    area = models.ForeignKey(
        Concept,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        limit_choices_to=_PLACE,
        related_name="requests",
    )
    year = models.CharField(max_length=10, blank=True, validators=[check_date])
    sector = models.ForeignKey(
        Concept,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        limit_choices_to=_GROUP,
        related_name="requests_about",
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    form_key = models.CharField(
        max_length=40,
        blank=True,
        editable=False,
        help_text="Of the form, so that what arrives twice is asked once.",
    )
    told = models.CharField(
        max_length=20,
        blank=True,
        editable=False,
        help_text="The state that those who asked were mailed last.",
    )
    asked_on = models.DateField(default=this_day, editable=False)
    needed_by = models.DateField(null=True, blank=True)
    process = models.ForeignKey(
        Process, on_delete=models.PROTECT, null=True, blank=True, related_name="asked"
    )
    state = models.CharField(
        max_length=20,
        choices=choices(RequestState),
        default=RequestState.SUBMITTED.value,
    )
    answered_on = models.DateField(null=True, blank=True)
    estimate_id = models.CharField(max_length=255, blank=True)
    release_id = models.CharField(max_length=200, blank=True)
    work = models.ForeignKey(
        Work, on_delete=models.PROTECT, null=True, blank=True, related_name="answers"
    )
    gap = models.ForeignKey(
        DataGap,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="requests",
    )
    reason = models.TextField(blank=True, help_text="Why it was declined.")

    class Meta:
        ordering = (F("needed_by").asc(nulls_last=True), "pk")
        constraints = (
            *has_form_of_date("request", "year"),
            models.UniqueConstraint(
                fields=("asked_by", "form_key"),
                condition=~Q(form_key=""),
                name="a_form_asks_once",
            ),
            models.CheckConstraint(
                condition=~Q(question=""), name="request_has_a_question"
            ),
            models.CheckConstraint(
                condition=Q(state__in=values(RequestState)),
                name="request_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(needed_by=None) | Q(needed_by__gte=F("asked_on")),
                name="request_not_needed_before_asked",
            ),
            models.CheckConstraint(
                condition=~Q(state=RequestState.ESTIMATE.value)
                | (~Q(estimate_id="") & ~Q(release_id="")),
                name="answered_with_an_estimate",
            ),
            models.CheckConstraint(
                condition=~Q(state=RequestState.DOCUMENT.value) | Q(work__isnull=False),
                name="answered_with_a_document",
            ),
            models.CheckConstraint(
                condition=~Q(state=RequestState.GAP.value) | Q(gap__isnull=False),
                name="answered_with_a_gap",
            ),
            models.CheckConstraint(
                condition=~Q(state=RequestState.DECLINED.value) | ~Q(reason=""),
                name="declined_with_a_reason",
            ),
        )

    def __str__(self) -> str:
        """Return the question, shortened."""
        return self.question[:80]
