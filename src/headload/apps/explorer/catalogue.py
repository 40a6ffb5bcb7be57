"""Releases in the site's catalogue (DCAT): each a dataset with its files."""

import mimetypes
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from headload.apps.explorer.choose import newest_releases
from headload.apps.explorer.labels import labels_of
from headload.apps.explorer.models import Release
from headload.apps.explorer.store import figures_of, products_of

_DATA = (".csv", ".xlsx", ".xml", ".json")


def catalogued(request: HttpRequest) -> Iterator[dict[str, Any]]:
    """Yield the newest release of each series with its tables as distributions."""
    for release in newest_releases():
        labels = labels_of(figures_of(release).release, "en")
        page = reverse("release", args=["en", release.release_id])
        yield {
            "@id": request.build_absolute_uri(page),
            "@type": "dcat:Dataset",
            "dct:title": {"@value": labels.prose.words.title(), "@language": "en"},
            "dct:identifier": release.release_id,
            "dct:source": labels.source,
            "dct:modified": release.loaded.date().isoformat(),
            "dct:temporal": release.period,
            "dct:spatial": release.area,
            "dcat:distribution": list(_files(release, request)),
        }


def _files(release: Release, request: HttpRequest) -> Iterator[dict[str, Any]]:
    for name, path in products_of(release).items():
        if name.endswith(_DATA):
            where = reverse("product", args=["en", release.release_id, name])
            kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
            yield {
                "@type": "dcat:Distribution",
                "dcat:downloadURL": {"@id": request.build_absolute_uri(where)},
                "dcat:mediaType": kind,
                "dcat:byteSize": path.stat().st_size,
            }
