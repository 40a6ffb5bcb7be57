"""Rates that rest on an estimate."""

from collections.abc import Iterator

from django.urls import reverse

from headload.apps.common.words import say
from headload.apps.network.selectors.representation import current_rates


def rates_with(estimate_id: str, language: str) -> Iterator[tuple[str, str]]:
    """Yield title and address of rates that are worked out with an estimate."""
    for each in current_rates(estimate=estimate_id):
        title = say(
            "rep_title",
            language,
            group=each.rate.sector.name(language),
            place=each.rate.area.name(language),
            period=each.rate.period,
        )
        yield str(title), reverse("rate", args=[language, each.rate.permanent.lower()])
