"""The catalogue of everything that the site gives out, for catalogues of others (DCAT).

Each app tells what it has as nodes of JSON-LD; source: W3C, Data Catalog Vocabulary
(DCAT) version 3.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse

from headload.apps.common.kept import kept

Node = Mapping[str, Any]
Source = Callable[[HttpRequest], Iterator[Node]]
_SOURCES: list[Source] = []
_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
}


def register(source: Source) -> None:
    """Add what gives the nodes of an app."""
    _SOURCES.append(source)


@kept
def catalogue(request: HttpRequest) -> HttpResponse:
    """Answer with the catalogue as JSON-LD."""
    nodes = [node for source in _SOURCES for node in source(request)]
    content = {
        "@context": _CONTEXT,
        "@id": request.build_absolute_uri("/catalogue.jsonld"),
        "@type": "dcat:Catalog",
        "dct:title": {"@value": "Headload", "@language": "en"},
        "foaf:homepage": {"@id": request.build_absolute_uri("/")},
        "dcat:dataset": [each for each in nodes if each["@type"] == "dcat:Dataset"],
        "dcat:resource": [each for each in nodes if each["@type"] != "dcat:Dataset"],
    }
    text = json.dumps(content, ensure_ascii=False, indent=1)
    return HttpResponse(f"{text}\n", content_type="application/ld+json")
