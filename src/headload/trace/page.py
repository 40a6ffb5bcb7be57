"""A story as one page of HTML that needs nothing else."""

from collections.abc import Iterator
from html import escape

from headload.releases.document import document
from headload.trace.telling import Item, Telling


def page(telling: Telling) -> bytes:
    """Return the page in the language of `telling`."""
    title = escape(telling.title())
    parts = [f"<h1>{title}</h1>"]
    for part in telling.parts():
        if part.items:
            parts.append(f"<h2>{escape(part.heading)}</h2>")
            parts.append("<dl>\n" + "\n".join(_items(part.items)) + "\n</dl>")
    return document(telling.language, title, "\n".join(parts))


def _items(items: tuple[Item, ...]) -> Iterator[str]:
    for item in items:
        yield f"<dt>{escape(item.name)}</dt>"
        yield "<dd>" + "<br>\n".join(map(escape, item.lines)) + "</dd>"
