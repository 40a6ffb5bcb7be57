"""Lists of works for programs that follow them: Atom, RSS, and a table."""

from collections.abc import Sequence

from django.http import HttpRequest
from django.urls import reverse
from django.utils import feedgenerator

from headload.apps.common.tables import table
from headload.apps.common.words import say
from headload.apps.library.models import Work

FEEDS = {
    "atom": (feedgenerator.Atom1Feed, "application/atom+xml; charset=utf-8"),
    "rss": (feedgenerator.Rss201rev2Feed, "application/rss+xml; charset=utf-8"),
}
"""Formats of feeds: RFC 4287, and RSS 2.0."""
_NEWEST = 50
_COLUMNS = (
    "permanent", "slug", "title", "subtitle", "kind", "language", "date", "publisher",
    "series", "number", "container", "doi", "isbn", "url", "licence",
)  # fmt: skip


def feed(
    works: Sequence[Work], request: HttpRequest, language: str, form: str
) -> tuple[bytes, str]:
    """Return the newest of some works as a feed, and its type of content."""
    made, kind = FEEDS[form]
    content = made(
        title=f"Headload: {say('library', language)}",
        link=request.build_absolute_uri(reverse("library", args=[language])),
        description=str(say("library", language)),
        language=language,
        feed_url=request.build_absolute_uri(),
    )
    newest = sorted(works, key=lambda each: each.changed, reverse=True)
    for each in newest[:_NEWEST]:
        address = request.build_absolute_uri(f"/id/w/{each.permanent}")
        people = ", ".join(str(part.person) for part in each.creators.all())
        content.add_item(
            title=str(each),
            link=address,
            description=each.summary,
            unique_id=address,
            updateddate=each.changed,
            pubdate=each.first_published_at or each.changed,
            author_name=people or None,
        )
    return str(content.writeString("utf-8")).encode(), kind


def works_csv(works: Sequence[Work], request: HttpRequest) -> bytes:
    """Return works as CSV."""
    rows = (
        [
            *(getattr(each, name) for name in _COLUMNS),
            "|".join(str(part.person) for part in each.creators.all()),
            "|".join(group.code for group in each.worker_groups.all()),
            "|".join(place.code for place in each.places.all()),
            request.build_absolute_uri(f"/id/w/{each.permanent}"),
        ]
        for each in works
    )
    more = ("creators", "worker_groups", "places", "address")
    return table((*_COLUMNS, *more), rows)
