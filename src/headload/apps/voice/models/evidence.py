"""Evidence: claims, and what they rest on.

A claim keeps each figure as it was when it was cited. Nothing of that is changed later:
a new wording is a new claim beside the old one.
"""

from collections.abc import Mapping

from django.db import models
from django.db.models import F, Q

from headload.apps.common.permanent import ulid
from headload.apps.common.words import Text
from headload.apps.library.models import Work
from headload.apps.voice.models.demands import Demand
from headload.apps.voice.models.gaps import DataGap
from headload.apps.voice.models.laws import Provision
from headload.apps.voice.states import ClaimKind, ClaimState, LinkKind
from headload.apps.voice.words import choices, values


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
