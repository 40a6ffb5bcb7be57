"""Demands that rest on an estimate, for the page of the estimate."""

from collections.abc import Iterator

from django.urls import reverse

from headload.apps.voice.models import Demand


def demands_with(estimate_id: str, language: str) -> Iterator[tuple[str, str]]:
    """Yield text and address of demands with a published claim that cites it."""
    found = Demand.objects.public().filter(
        claims__links__estimate_id=estimate_id, claims__published_on__isnull=False
    )
    for demand in found.prefetch_related("texts"):
        yield (
            demand.said(language).text,
            reverse("demand", args=[language, demand.slug]),
        )
