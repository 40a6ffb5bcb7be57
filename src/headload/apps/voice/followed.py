"""What changed last, for programs that follow it: Atom (RFC 4287) and RSS 2.0."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest

from headload.apps.library.feeds import FEEDS

_NEWEST = 50


@dataclass(frozen=True)
class Followed:
    """A page of the site; `address` is its permanent one, from the root."""

    title: str
    address: str
    said: str
    changed: datetime.datetime
    since: datetime.datetime


@dataclass(frozen=True)
class Channel:
    """What a feed is called, and the page from the root that lists the same."""

    title: str
    lead: str
    page: str


def feed(
    channel: Channel,
    pages: Iterable[Followed],
    request: HttpRequest,
    language: str,
    form: str,
) -> tuple[bytes, str]:
    """Return the pages that changed last as a feed, and its type of content."""
    made, kind = FEEDS[form]
    content = made(
        title=f"Headload: {channel.title}",
        link=request.build_absolute_uri(channel.page),
        description=channel.lead,
        language=language,
        feed_url=request.build_absolute_uri(),
    )
    newest = sorted(pages, key=lambda each: each.changed, reverse=True)
    for each in newest[:_NEWEST]:
        address = request.build_absolute_uri(each.address)
        content.add_item(
            title=each.title,
            link=address,
            description=each.said,
            unique_id=address,
            updateddate=each.changed,
            pubdate=each.since,
        )
    return str(content.writeString("utf-8")).encode(), kind
