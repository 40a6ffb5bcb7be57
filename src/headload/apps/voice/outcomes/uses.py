"""Wins whose number of persons rests on an estimate, for the page of the estimate."""

from collections.abc import Iterator

from django.urls import reverse

from headload.apps.voice.models import Outcome


def wins_with(estimate_id: str, language: str) -> Iterator[tuple[str, str]]:
    """Yield text and address of wins that cite an estimate."""
    found = Outcome.objects.public().filter(estimate_id=estimate_id)
    for outcome in found.prefetch_related("texts"):
        yield (
            outcome.said(language).text,
            reverse("win", args=[language, outcome.slug]),
        )
