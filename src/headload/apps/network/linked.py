"""Organisations as JSON-LD: schema.org, with ORG where schema.org has no word.

Popolo maps its fields to the same terms of ORG. What is not known is left out.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from headload.apps.common.linked_data import in_page
from headload.apps.network.kinds import Unit
from headload.apps.network.names import Names
from headload.apps.network.page import links_in
from headload.apps.network.selectors import Tie

Shown = Mapping[str, Any]
Absolute = Callable[[str], str]
"""Makes an address of this site whole."""
_CONTEXT = ["https://schema.org", {"org": "http://www.w3.org/ns/org#"}]


def document(nodes: Sequence[Mapping[str, Any]]) -> bytes:
    """Return nodes as one JSON-LD document."""
    return json.dumps(_whole(nodes), ensure_ascii=False, indent=1).encode()


def nodes_in_page(nodes: Sequence[Mapping[str, Any]]) -> str:
    """Return nodes as JSON-LD that can stand in a page."""
    return in_page(_whole(nodes))


def _whole(nodes: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    return {"@context": _CONTEXT, "@graph": nodes}


def nodes_of(
    shown: Shown,
    counts: Sequence[Shown],
    absolute: Absolute,
    english: Names,
    *,
    up: Sequence[Tie] = (),
    down: Sequence[Tie] = (),
) -> list[Mapping[str, Any]]:
    """Return an organisation and each of its counts; counts are never added up."""
    own = absolute(f"/id/o/{shown['permanent']}")
    return [
        {**_organisation(shown, own, english), **_ties(up, down, absolute)},
        *(_observation(each, own, absolute) for each in counts if "value" in each),
    ]


def _organisation(shown: Shown, own: str, english: Names) -> Mapping[str, Any]:
    groups, places = english.groups, english.places
    country = shown["country"]
    node = {
        "@type": "Organization",
        "@id": own,
        "name": shown["name"],
        "alternateName": [
            each for each in (shown["acronym"], *shown["other_names"]) if each
        ],
        "org:classification": shown["classification"],
        "description": shown["description"],
        "foundingDate": shown["founded"],
        "dissolutionDate": shown["dissolved"],
        "areaServed": _place(places[shown["area"]].text, country) if country else None,
        "location": _place(shown["city"], country) if shown["city"] else None,
        "identifier": [_identifier(each) for each in shown["identifiers"]],
        "knowsAbout": [groups[code].text for code in shown["sectors"]],
        "knowsLanguage": shown["languages"].split(),
        "url": links_in(shown),
        "citation": shown["sources"],
    }
    return {name: value for name, value in node.items() if value}


def _place(name: str, country: str) -> Mapping[str, str]:
    return {
        "@type": "AdministrativeArea",
        "name": name,
        "identifier": country.upper(),
    }


def _identifier(written: str) -> Mapping[str, str]:
    """Return a number of a register; org-id.guide writes register and number so."""
    scheme, _, value = written.partition(" ")
    return {
        "@type": "PropertyValue",
        "propertyID": scheme,
        "value": f"{scheme}-{value}",
    }


def _observation(count: Shown, own: str, absolute: Absolute) -> Mapping[str, Any]:
    node = {
        "@type": "Observation",
        "@id": absolute(f"/id/o/{count['of']}#{count['permanent'].lower()}"),
        "observationAbout": {"@id": own},
        "measuredProperty": "members"
        if count["unit"] == Unit.PERSONS
        else count["unit"],
        "value": count["value"],
        "observationDate": count["as_of"],
        "measurementMethod": count["basis"],
        "creator": count["declared_by"],
        "creativeWorkStatus": count["verification"],
        "citation": count["source"],
    }
    return {name: value for name, value in node.items() if value not in ("", None)}


def _ties(
    up: Sequence[Tie], down: Sequence[Tie], absolute: Absolute
) -> Mapping[str, Any]:
    node = {"memberOf": _ids(up, absolute), "member": _ids(down, absolute)}
    return {name: value for name, value in node.items() if value}


def _ids(ties: Sequence[Tie], absolute: Absolute) -> list[Mapping[str, str]]:
    ids = dict.fromkeys(tie.other["permanent"] for tie in ties)
    return [{"@id": absolute(f"/id/o/{each}")} for each in ids]
