"""The directory of organisations in the site's catalogue (DCAT)."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from headload.apps.network.selectors import listing

FORMS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "jsonld": "application/ld+json",
}
"""Kind of content by the ending of an address."""


def catalogued(request: HttpRequest) -> Iterator[dict[str, Any]]:
    """Yield the directory, where anything in it may be taken along."""
    if not listing().chosen("", {}, in_bulk=True).numbers:
        return
    page = reverse("organisations", args=["en"])
    yield {
        "@id": request.build_absolute_uri(page),
        "@type": "dcat:Dataset",
        "dct:title": {
            "@value": "Organisations of workers in the informal economy",
            "@language": "en",
        },
        "dcat:distribution": [
            {
                "@type": "dcat:Distribution",
                "dcat:downloadURL": {"@id": request.build_absolute_uri(address)},
                "dcat:mediaType": kind.partition(";")[0],
            }
            for address, kind in (
                (reverse("organisations-file", args=["en", form]), kind)
                for form, kind in FORMS.items()
            )
        ],
    }
