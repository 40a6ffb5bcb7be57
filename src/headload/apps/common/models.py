"""What every app shares: vocabulary, number of the content, and what jobs have run."""

import threading
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache

from django.db import models
from django.db.models import F
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from headload.apps.common.words import FALLBACK, Text


class Scheme(StrEnum):
    """The lists that concepts come from."""

    WORKER_GROUP = "worker_group"
    PLACE = "place"
    PROGRAMME = "programme"
    INITIATIVE = "initiative"
    TOPIC = "topic"


_SCHEMES = [(each.value, each.value.replace("_", " ").capitalize()) for each in Scheme]


class Concept(ClusterableModel):
    """A worker group, place, Programme, Initiative or topic (SKOS: a concept).

    Those that Headload ships come from its files and are renewed with it; those that
    editors add stay as they are. A city stands within its country.
    """

    scheme = models.CharField(max_length=20, choices=_SCHEMES)
    code = models.SlugField(
        max_length=60,
        help_text="In addresses. A country has its ISO 3166-1 code of three letters.",
    )
    within = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts"
    )
    focal = models.BooleanField(default=False, help_text="One of the focal cities.")
    shipped = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ("scheme", "code")
        constraints = (
            models.UniqueConstraint(
                fields=("scheme", "code"), name="one_code_in_a_scheme"
            ),
        )

    def __str__(self) -> str:
        """Return its English name."""
        return self.name(FALLBACK).text

    def name(self, language: str) -> Text:
        """Return its name, in `language` or in English and marked as such."""
        names = {each.language: each.text for each in self.names.all()}
        if language in names:
            return Text(names[language])
        return Text(names.get(FALLBACK, self.code), FALLBACK)


class ConceptName(models.Model):
    """A name of a concept in one language (SKOS: preferred label)."""

    concept = ParentalKey(Concept, on_delete=models.CASCADE, related_name="names")
    language = models.CharField(max_length=8, help_text="ISO 639-1, such as es.")
    text = models.CharField(max_length=200)

    class Meta:
        ordering = ("language",)
        constraints = (
            models.UniqueConstraint(
                fields=("concept", "language"), name="one_name_in_a_language"
            ),
        )

    def __str__(self) -> str:
        """Return the name."""
        return self.text


class Content(models.Model):
    """One row whose number grows with every change that readers can see.

    A page that was kept is kept under this number, so that a change in one process
    makes what all of them keep old at once.
    """

    number = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        """Return the number."""
        return str(self.number)

    @classmethod
    def changed(cls) -> None:
        """Make every kept page old."""
        forget_number()
        if not cls.objects.filter(pk=1).update(number=F("number") + 1):
            cls.objects.create(pk=1, number=1)

    @classmethod
    def now(cls) -> int:
        """Return the number; while a request is answered, always the same.

        So a page is of one moment. Once the request itself has changed something, the
        number is read each time.
        """
        known = getattr(_ANSWERED, "number", None)
        if known is not None:
            return int(known)
        found = cls.objects.filter(pk=1).values_list("number", flat=True).first()
        number = int(found or 0)
        if getattr(_ANSWERED, "now", False):
            _ANSWERED.number = number
        return number


_ANSWERED = threading.local()


def keep_number(**_: object) -> None:
    """Keep the number of the content from its next reading on: a request has begun."""
    _ANSWERED.now, _ANSWERED.number = True, None


def forget_number(**_: object) -> None:
    """Read the number of the content each time: a request has ended."""
    _ANSWERED.now, _ANSWERED.number = False, None


class Job(models.Model):
    """One run of work that is done again and again: when, and what came of it.

    `well` is empty while it runs, and where it was broken off.
    """

    name = models.CharField(max_length=60, db_index=True)
    started = models.DateTimeField()
    ended = models.DateTimeField(null=True)
    well = models.BooleanField(null=True)
    result = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-started", "-pk")

    def __str__(self) -> str:
        """Return name and when it began."""
        return f"{self.name}, {self.started:%Y-%m-%d %H:%M}"


def named(scheme: str, language: str) -> Mapping[str, Text]:
    """Return the name of each concept of a scheme, by code."""
    return _named(Content.now(), scheme, language)


@lru_cache(maxsize=32)
def _named(content: int, scheme: str, language: str) -> Mapping[str, Text]:
    """Return names that are read once until the content changes."""
    found = Concept.objects.filter(scheme=scheme).prefetch_related("names")
    return {concept.code: concept.name(language) for concept in found}
