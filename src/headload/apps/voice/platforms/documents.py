"""Platforms as they can be found: their demands are found by themselves."""

from collections.abc import Iterator

from django.urls import reverse

from headload.apps.search.index import Entry
from headload.apps.voice.demands.documents import facets_of, language_of
from headload.apps.voice.models import Demand, Platform


def platforms(only: int | None = None) -> Iterator[Entry]:
    """Yield every platform that readers may see, or only one."""
    chosen = {} if only is None else {"pk": only}
    for each in Platform.objects.public().filter(**chosen):
        demands = Demand.objects.public().filter(platforms=each)
        about = demands.select_related("area__within").prefetch_related("sectors")
        facets = {facet for demand in about for facet in facets_of(demand)}
        yield Entry(
            kind="platform",
            key=f"platform:{each.slug}",
            language=language_of(each),
            address=reverse("platform", args=["en", each.slug]).removeprefix("/en"),
            title=each.title,
            text=each.note,
            facets=sorted(facets),
            everywhere=True,
        )
