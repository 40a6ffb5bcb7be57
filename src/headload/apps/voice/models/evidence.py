"""Evidence: claims and what they rest on, requests for numbers, and gaps in the data.

A claim keeps each figure as it was when it was cited. Nothing of that is changed later:
a new wording is a new claim beside the old one.
"""

import secrets
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from modelcluster.fields import ParentalManyToManyField

from headload.apps.common.models import Concept
from headload.apps.common.permanent import ulid
from headload.apps.common.words import Text
from headload.apps.library.models import Work
from headload.apps.network.models import Organisation
from headload.apps.voice.dates import check_date, has_form_of_date
from headload.apps.voice.models.bodies import Process
from headload.apps.voice.models.demands import Demand
from headload.apps.voice.models.laws import Provision
from headload.apps.voice.models.record import Record, Sourced
from headload.apps.voice.states import (
    GAP_MOVES,
    ClaimKind,
    ClaimState,
    GapReason,
    GapState,
    LinkKind,
    RequestState,
)
from headload.apps.voice.words import choices, values

_PLACE = {"scheme": "place"}
_GROUP = {"scheme": "worker_group"}


def secret() -> str:
    """Return a key that nobody guesses."""
    return secrets.token_urlsafe(32)


def this_day() -> Any:
    """Return today's date, in the time zone of the site."""
    return timezone.localdate()


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


class Claim(models.Model):
    """A sentence of a demand that can be right or wrong.

    `replaces` is the wording that it stands in place of, which stays as it was.
    """

    permanent = models.CharField(
        max_length=26, unique=True, default=ulid, editable=False
    )
    demand = models.ForeignKey(Demand, on_delete=models.CASCADE, related_name="claims")
    language = models.CharField(max_length=8, default="en")
    sentence = models.CharField(max_length=600)
    kind = models.CharField(max_length=12, choices=choices(ClaimKind))
    state = models.CharField(
        max_length=12,
        choices=choices(ClaimState),
        default=ClaimState.UNSUPPORTED.value,
    )
    published_on = models.DateField(null=True, blank=True)
    stale_on = models.DateField(null=True, blank=True)
    told_on = models.DateField(
        null=True, blank=True, help_text="When its owners were told that it is stale."
    )
    replaces = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
    )

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=~Q(sentence=""), name="claim_has_a_sentence"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=values(ClaimKind)), name="claim_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=values(ClaimState)), name="claim_state_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(
                    kind=ClaimKind.NUMBER.value,
                    state=ClaimState.UNSUPPORTED.value,
                    published_on__isnull=False,
                ),
                name="no_bare_number_is_published",
            ),
            models.CheckConstraint(
                condition=~Q(state=ClaimState.STALE.value) | Q(stale_on__isnull=False),
                name="stale_claim_says_since_when",
            ),
            models.CheckConstraint(
                condition=~Q(replaces=F("pk")) | Q(replaces=None),
                name="claim_replaces_another",
            ),
        )

    def __str__(self) -> str:
        """Return the sentence."""
        return self.sentence

    def said(self, language: str) -> Text:
        """Return the sentence in a language, or as it was written and marked so."""
        if language == self.language:
            return Text(self.sentence)
        texts = {each.language: each.sentence for each in self.texts.all()}
        if language in texts:
            return Text(texts[language])
        return Text(self.sentence, self.language)


class ClaimText(models.Model):
    """A claim in another language than that in which it was written first."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=8)
    sentence = models.CharField(max_length=600)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("claim", "language"), name="one_sentence_in_a_language"
            ),
            models.CheckConstraint(
                condition=~Q(sentence="") & ~Q(language=""),
                name="claim_text_says_it",
            ),
        )

    def __str__(self) -> str:
        """Return the sentence."""
        return self.sentence


_EMPTY: Mapping[str, Q] = {
    "estimate": Q(estimate_id="", release_id="", value=None, low=None, high=None),
    "publication": Q(work=None),
    "provision": Q(provision=None),
    "gap": Q(gap=None),
}
_FULL: Mapping[str, Q] = {
    "estimate": ~Q(estimate_id="") & ~Q(release_id="") & Q(value__isnull=False),
    "publication": Q(work__isnull=False),
    "provision": Q(provision__isnull=False),
    "gap": Q(gap__isnull=False),
}


def _one_of_each() -> Q:
    """Return the condition that a link has what its kind needs, and nothing else."""
    found = Q()
    for kind, full in _FULL.items():
        whole = Q(kind=kind) & full
        for other, empty in _EMPTY.items():
            if other != kind:
                whole &= empty
        found |= whole
    return found


class EvidenceLink(models.Model):
    """What a claim rests on; of an estimate, the figure as it was when it was cited."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="links")
    kind = models.CharField(max_length=12, choices=choices(LinkKind))
    estimate_id = models.CharField(max_length=255, blank=True, db_index=True)
    release_id = models.CharField(max_length=200, blank=True)
    value = models.FloatField(null=True, blank=True)
    low = models.FloatField(null=True, blank=True)
    high = models.FloatField(null=True, blank=True)
    flag = models.CharField(max_length=2, blank=True)
    unit = models.CharField(max_length=40, blank=True)
    work = models.ForeignKey(
        Work, on_delete=models.PROTECT, null=True, blank=True, related_name="claims"
    )
    provision = models.ForeignKey(
        Provision,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="claims",
    )
    gap = models.ForeignKey(
        DataGap, on_delete=models.PROTECT, null=True, blank=True, related_name="claims"
    )

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=_one_of_each(), name="link_has_what_its_kind_needs"
            ),
            models.CheckConstraint(
                condition=Q(low=None) | Q(value__gte=F("low")), name="link_not_below"
            ),
            models.CheckConstraint(
                condition=Q(high=None) | Q(value__lte=F("high")), name="link_not_above"
            ),
        )

    def __str__(self) -> str:
        """Return kind and what it is."""
        return f"{self.kind} {self.estimate_id or self.pk}"


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
