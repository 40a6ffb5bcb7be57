"""Everything that a site gives to readers, followed from its home page, as text."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any
from urllib.parse import urldefrag, urlsplit

BEGIN = (
    "/en/",
    "/es/",
    "/sitemap.xml",
    "/robots.txt",
    "/catalogue.jsonld",
    "/oai?verb=ListRecords&metadataPrefix=oai_dc",
    "/api/openapi.json",
    "/api/releases",
    "/api/estimates?limit=500",
    "/api/works",
    "/api/rates",
    "/api/organisations",
    "/en/organisations/",
    "/en/organisations/organisations.csv",
    "/en/organisations/organisations.xlsx",
    "/en/organisations/organisations.jsonld",
    "/en/library/works.atom",
    "/en/library/works.rss",
    "/en/library/works.csv",
    "/en/rates/",
    "/en/rates/rates.csv",
    "/en/places/xts/",
    "/en/places/xts/port/",
    "/fr/places/per/lima/",
)
_LINK = re.compile(r'(?:href|src)="([^"]+)"')
_PLACE = re.compile(r"/(?:en|es)/places/(?!xts|per)[a-z]+/")
_ONE = re.compile(r"/(?:en|es)/(?:e/(?!.*street-vendor)|words/.|colours/|search/.)")


def crawl(client: Any, *more: str) -> Iterator[tuple[str, str]]:
    """Yield address and text of all that can be reached in English and Spanish.

    Of places and figures those of the tests alone; what is the same in all is followed
    once.
    """
    waiting = [*BEGIN, *more]
    seen = set(waiting)
    while waiting:
        address = waiting.pop(0)
        answer = client.get(address)
        content = (
            b"".join(answer.streaming_content) if answer.streaming else answer.content
        )
        text = text_of(content) + answer.headers.get("Location", "")
        yield address, _without_what_was_asked(address, text)
        if "text/html" in answer.headers.get("Content-Type", ""):
            for link in _LINK.findall(text):
                found = urldefrag(link.replace("&amp;", "&")).url
                if _is_followed(found) and found not in seen:
                    seen.add(found)
                    waiting.append(found)


def _without_what_was_asked(address: str, text: str) -> str:
    """Leave out the reader's own address, which the links to other languages repeat."""
    return text.replace(urlsplit(address).path[len("/en/") :] or address, "")


def text_of(content: bytes) -> str:
    """Return the words of a page, a PDF, or all that a zip or workbook has."""
    if content.startswith(b"%PDF"):
        import pypdfium2

        pages = pypdfium2.PdfDocument(content)
        return "\n".join(page.get_textpage().get_text_range() for page in pages)
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as zipped:
            return "\n".join(text_of(zipped.read(name)) for name in zipped.namelist())
    return content.decode("utf-8", "replace")


def _is_followed(address: str) -> bool:
    parts = urlsplit(address)
    if parts.netloc or parts.query or not parts.path.startswith(("/en/", "/es/")):
        return False
    return not (_PLACE.match(parts.path) or _ONE.match(parts.path))
