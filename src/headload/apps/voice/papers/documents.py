"""Papers as they can be found: each text of the newest published version."""

import datetime
from collections.abc import Iterator

from django.urls import reverse

from headload.apps.common.languages import LANGUAGES
from headload.apps.search.index import Entry
from headload.apps.voice.models import Document
from headload.apps.voice.paper_text import blocks_of, pieces_of
from headload.apps.voice.papers.page import published_versions


def papers(only: int | None = None) -> Iterator[Entry]:
    """Yield every paper that readers may see, or only one."""
    chosen = {} if only is None else {"pk": only}
    found = Document.objects.public().filter(**chosen).select_related("area__within")
    for document in found.prefetch_related("sectors__names"):
        version = published_versions(document).prefetch_related("texts")[0]
        texts = list(version.texts.all())
        title = version.said(document.language).text
        area = document.area
        places = [each for each in (area, area.within if area else None) if each]
        about = [*places, *document.sectors.all()]
        names = [name.text for each in about for name in each.names.all()]
        first = document.language if document.language in LANGUAGES else "en"
        yield Entry(
            kind="paper",
            key=f"paper:{document.slug}",
            language=first,
            address=reverse("paper", args=["en", document.slug]).removeprefix("/en"),
            title=title,
            text=". ".join(
                part
                for each in texts
                for part in (each.title, each.subtitle, _plain(each.body))
                if part and part != title
            ),
            keywords=" ".join(names),
            facets=(
                *(("place", each.code) for each in places),
                *(("worker_group", each.code) for each in document.sectors.all()),
            ),
            date=version.published_on,
            everywhere=True,
        )


def papers_mapped() -> Iterator[tuple[str, datetime.date]]:
    """Yield path and day of each paper, for crawlers."""
    for document in Document.objects.public():
        changed = published_versions(document)[0].published_on
        yield reverse("paper", args=["en", document.slug]), changed


def _plain(body: str) -> str:
    """Return a text without what stands for claims."""
    return " ".join(
        piece.text
        for block in blocks_of(body)
        for line in block.lines
        for piece in pieces_of(line)
        if piece.text
    )
