"""Works in the site's catalogue (DCAT)."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from headload.apps.library.kinds import kinds
from headload.apps.library.models import Work


def catalogued(request: HttpRequest) -> Iterator[dict[str, Any]]:
    """Yield each work that is shown, with the files that may be read."""
    works = Work.objects.filter(live=True, withdrawn=None).order_by("pk")
    for work in works.prefetch_related("creators__person", "files"):
        address = request.build_absolute_uri(f"/id/w/{work.permanent}")
        files = [
            request.build_absolute_uri(
                reverse("work-document", args=[work.language_of_page, work.slug, name])
            )
            for name in (file.name for file in work.files_shown)
        ]
        node = {
            "@id": address,
            "@type": "dcat:Resource",
            "dct:title": {"@value": str(work), "@language": work.language},
            "dct:identifier": f"https://doi.org/{work.doi}" if work.doi else address,
            "dct:issued": work.date,
            "dct:modified": work.changed.date().isoformat(),
            "dct:type": {"@id": kinds()[work.kind].address},
            "dct:creator": [str(part.person) for part in work.creators.all()],
            "dct:publisher": work.publisher,
            "dct:license": work.licence,
            "foaf:page": [{"@id": each} for each in files],
        }
        yield {name: value for name, value in node.items() if value}
