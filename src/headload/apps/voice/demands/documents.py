"""Demands and gaps as they can be found."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from headload.apps.common.languages import LANGUAGES
from headload.apps.search.index import Entry
from headload.apps.voice.dates import first_day
from headload.apps.voice.models import DataGap, Demand


def demands(only: int | None = None) -> Iterator[Entry]:
    """Yield every demand that readers may see, or only one."""
    chosen = {} if only is None else {"pk": only}
    found = Demand.objects.public().filter(**chosen).select_related("area__within")
    for demand in found.prefetch_related("texts", "sectors__names", "targets"):
        title = demand.said(demand.language)
        texts = [each.text for each in demand.texts.all() if each.text != title.text]
        more = [each.more for each in demand.texts.all() if each.more]
        yield Entry(
            kind="demand",
            key=f"demand:{demand.slug}",
            language=language_of(demand),
            address=reverse("demand", args=["en", demand.slug]).removeprefix("/en"),
            title=title.text,
            text=". ".join([*texts, *more, demand.place, demand.note]).strip(". "),
            keywords=" ".join(names_of(demand)),
            facets=facets_of(demand),
            everywhere=True,
        )


def gaps(only: int | None = None) -> Iterator[Entry]:
    """Yield every gap that readers may see, or only one."""
    chosen = {} if only is None else {"pk": only}
    found = DataGap.objects.public().filter(**chosen).select_related("area__within")
    for gap in found.prefetch_related("sectors__names"):
        yield Entry(
            kind="gap",
            key=f"gap:{gap.slug}",
            language=language_of(gap),
            address=reverse("gap", args=["en", gap.slug]).removeprefix("/en"),
            title=gap.title,
            text=". ".join(
                each
                for each in (gap.place, gap.question, gap.until_then, gap.note)
                if each
            ),
            keywords=" ".join([gap.indicator, gap.producer, *names_of(gap)]),
            facets=facets_of(gap),
            date=first_day(gap.since),
            everywhere=True,
        )


def language_of(thing: Any) -> str:
    """Return its language, or English for one that the site has no words in."""
    return thing.language if thing.language in LANGUAGES else "en"


def _places(thing: Any) -> list[Any]:
    area = thing.area
    return [each for each in (area, area.within if area else None) if each]


def names_of(thing: Any) -> list[str]:
    """Return the names, in all languages, of what a thing of Voice is about."""
    about = [*_places(thing), *thing.sectors.all()]
    return [name.text for each in about for name in each.names.all()]


def facets_of(thing: Any) -> tuple[tuple[str, str], ...]:
    """Return the facets under which a thing of Voice is found."""
    return (
        *(("place", each.code) for each in _places(thing)),
        *(("worker_group", each.code) for each in thing.sectors.all()),
    )
