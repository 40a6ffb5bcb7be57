"""What Voice tells crawlers and catalogues of: every page that readers may see."""

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from headload.apps.voice.models import (
    Agreement,
    Body,
    DataGap,
    Demand,
    Law,
    Outcome,
    Platform,
    Process,
)

_PAGES: Mapping[str, Any] = {
    "law": Law,
    "process": Process,
    "body": Body,
    "demand": Demand,
    "gap": DataGap,
    "win": Outcome,
    "agreement": Agreement,
    "platform": Platform,
}
"""What is kept, by the name of its page."""
_CATALOGUED = ("agreement", "platform")


def mapped() -> Iterator[tuple[str, datetime.date]]:
    """Yield path and day of each page, for crawlers."""
    for page, model in _PAGES.items():
        for slug, changed in model.objects.public().values_list("slug", "changed"):
            yield reverse(page, args=["en", slug]), changed.date()


def catalogued(request: HttpRequest) -> Iterator[dict[str, Any]]:
    """Yield each agreement and platform as a node of the catalogue (DCAT)."""
    for page in _CATALOGUED:
        found = _PAGES[page].objects.public().order_by("slug")
        for each in found.prefetch_related("sources"):
            path = reverse(page, args=["en", each.slug])
            address = request.build_absolute_uri(path)
            node = {
                "@id": address,
                "@type": "dcat:Resource",
                "dct:title": {"@value": each.title, "@language": each.language},
                "dct:identifier": address,
                "dct:issued": each.signed if page == "agreement" else "",
                "dct:modified": each.changed.date().isoformat(),
                "dct:source": [{"@id": seen.address} for seen in each.sources.all()],
                "foaf:page": [{"@id": address}],
            }
            yield {name: value for name, value in node.items() if value}
