"""Laws and ratifications for machines: CSV, feeds, JSON-LD of schema.org's Legislation.

ELI maps each of these properties to one of its own.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest
from django.urls import reverse

from headload.apps.common.linked_data import in_page
from headload.apps.common.tables import table
from headload.apps.common.words import say
from headload.apps.voice.choose import Card
from headload.apps.voice.followed import Channel, Followed, feed
from headload.apps.voice.models import Law
from headload.apps.voice.parties import Party
from headload.apps.voice.words import LawStatus

Absolute = Callable[[str], str]
"""Makes an address of this site whole."""
_FORCE = {
    LawStatus.IN_FORCE: "InForce",
    LawStatus.AMENDED: "InForce",
    LawStatus.PARTLY: "PartiallyInForce",
    LawStatus.BILL: "NotInForce",
    LawStatus.REPEALED: "NotInForce",
    LawStatus.STRUCK_DOWN: "NotInForce",
}
_COLUMNS = (
    "permanent", "slug", "title", "kind", "status", "issuer", "adopted", "in_force",
    "identifier", "natlex", "language", "note",
)  # fmt: skip


def laws_csv(cards: Sequence[Card], absolute: Absolute) -> bytes:
    """Return laws as CSV with their places, groups, tags, rungs and sources."""
    rows = (
        [
            *(str(getattr(card.law, name)) for name in _COLUMNS),
            card.law.country.code if card.law.country else "",
            card.law.locality_name,
            "|".join(sorted(card.values["sector"])),
            "|".join(sorted(card.values["tag"])),
            "|".join(_rungs(card)),
            "|".join(each.address for each in card.law.sources.all()),
            absolute(f"/id/l/{card.law.permanent}"),
        ]
        for card in cards
    )
    more = ("country", "locality", "sectors", "tags", "rungs", "sources", "address")
    return table((*_COLUMNS, *more), rows)


def _rungs(card: Card) -> list[str]:
    """Return each step that somebody checked, as ``per-lima/1:yes:confirmed``."""
    return [
        f"{area}/{int(step.rung)}:{step.value or '?'}:{step.standing}"
        for area, steps in sorted(card.ladders.items())
        for step in steps
        if step.checks
    ]


def parties_csv(parties: Sequence[Party]) -> bytes:
    """Return ratifications as CSV, with what the rule gives and what is doubted."""
    rows = (
        [
            each.ratification.instrument.identifier,
            each.ratification.country.code.upper(),
            each.country.text,
            each.ratification.ratified,
            each.ratification.in_force,
            each.judged.by_rule,
            each.ratification.denounced,
            "|".join(each.judged.doubts),
            each.ratification.as_of,
            "|".join(source.address for source in each.ratification.sources.all()),
            each.ratification.note,
        ]
        for each in parties
    )
    columns = (
        "instrument", "iso3", "country", "ratified", "in_force", "in_force_by_rule",
        "denounced", "doubts", "as_of", "sources", "note",
    )  # fmt: skip
    return table(columns, rows)


def laws_json_ld(cards: Sequence[Card], absolute: Absolute) -> bytes:
    """Return laws as one JSON-LD document."""
    _link([card.law for card in cards])
    content = {
        "@context": "https://schema.org",
        "@graph": [_json_ld(card.law, absolute) for card in cards],
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def laws_feed(
    cards: Sequence[Card], request: HttpRequest, language: str, form: str
) -> tuple[bytes, str]:
    """Return the laws that changed last as a feed, and its type of content.

    A law has changed too where provisions of a text of it came in.
    """
    channel = Channel(
        title=str(say("laws", language)),
        lead=str(say("laws_lead", language)),
        page=reverse("laws", args=[language]),
    )
    pages = (
        Followed(
            title=card.law.title,
            address=f"/id/l/{card.law.permanent}",
            said=str(say(f"law_status_{card.law.status}", language)),
            changed=card.law.changed,
            since=card.law.first_published_at or card.law.changed,
        )
        for card in cards
    )
    return feed(channel, pages, request, language, form)


def json_ld_in_page(law: Law, absolute: Absolute) -> str:
    """Return a law as JSON-LD that can stand in a page."""
    _link([law])
    content = {"@context": "https://schema.org", **_json_ld(law, absolute)}
    return in_page(content)


def _link(laws: Sequence[Law]) -> None:
    """Fetch what the laws change and repeal, all at once, as far as readers see it."""
    seen = [Prefetch(name, Law.objects.public()) for name in ("changes", "repeals")]
    prefetch_related_objects(laws, *seen)


def _json_ld(law: Law, absolute: Absolute) -> dict[str, Any]:
    """Return a law in the terms of schema.org; what is not known is left out."""
    content = {
        "@type": "Legislation",
        "@id": absolute(f"/id/l/{law.permanent}"),
        "name": law.title,
        "inLanguage": law.language,
        "legislationType": law.kind,
        "legislationDate": law.adopted,
        "legislationDateOfApplicability": law.in_force,
        "legislationLegalForce": _force(law),
        "legislationJurisdiction": _jurisdiction(law),
        "legislationIdentifier": [
            each for each in (law.identifier, law.natlex, law.eli) if each
        ],
        "legislationChanges": _ids(law.changes.all(), absolute),
        "legislationRepeals": _ids(law.repeals.all(), absolute),
        "about": [each.name("en").text for each in law.sectors.all()],
        "citation": [each.address for each in law.sources.all()],
        "dateModified": law.changed.date().isoformat(),
    }
    return {name: value for name, value in content.items() if value}


def _force(law: Law) -> str:
    force = _FORCE.get(LawStatus(law.status))
    return f"https://schema.org/{force}" if force else ""


def _jurisdiction(law: Law) -> dict[str, str]:
    if not law.country:
        return {"@type": "Organization", "name": law.issuer}
    names = [law.locality_name, law.country.name("en").text]
    return {
        "@type": "AdministrativeArea",
        "name": ", ".join(each for each in names if each),
        "identifier": law.country.code.upper(),
    }


def _ids(laws: Iterable[Law], absolute: Absolute) -> list[dict[str, str]]:
    return [{"@id": absolute(f"/id/l/{each.permanent}")} for each in laws]
