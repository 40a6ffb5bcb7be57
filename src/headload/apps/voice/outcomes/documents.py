"""Wins as they can be found."""

from collections.abc import Iterator

from django.urls import reverse

from headload.apps.search.index import Entry
from headload.apps.voice.dates import first_day
from headload.apps.voice.demands.documents import facets_of, language_of, names_of
from headload.apps.voice.models import Outcome


def wins(only: int | None = None) -> Iterator[Entry]:
    """Yield every win that readers may see, or only one."""
    chosen = {} if only is None else {"pk": only}
    found = Outcome.objects.public().filter(**chosen).select_related("area__within")
    for outcome in found.prefetch_related("texts", "sectors__names"):
        told = outcome.told(outcome.language)
        texts = [each.text for each in outcome.texts.all() if each != told]
        more = [
            part for each in outcome.texts.all() for part in (each.more, each.unmet)
        ]
        said = (*texts, *more, outcome.place, outcome.note)
        yield Entry(
            kind="win",
            key=f"win:{outcome.slug}",
            language=language_of(outcome),
            address=reverse("win", args=["en", outcome.slug]).removeprefix("/en"),
            title=told.text if told else outcome.slug,
            text=". ".join(each for each in said if each),
            keywords=" ".join(names_of(outcome)),
            facets=facets_of(outcome),
            date=first_day(outcome.date) if outcome.date else None,
            everywhere=True,
        )
