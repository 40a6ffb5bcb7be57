"""Papers and who signed them for machines: CSV, and JSON-LD of schema.org.

Whoever did not choose to be named is in no file: only their number is.
"""

from collections.abc import Sequence
from typing import Any

from headload.apps.common.tables import table
from headload.apps.voice.exports import Absolute
from headload.apps.voice.papers.choose import Card
from headload.apps.voice.papers.signatories import Signatories, signatories_of

_COLUMNS = (
    "permanent", "slug", "kind", "version", "published_on", "submitted_on", "late",
    "language", "languages", "title", "owners", "owners_not_named", "process",
    "sectors", "places", "signed", "signed_not_named", "stale_claims", "content_hash",
    "address",
)  # fmt: skip
_OF_SIGNED = (
    "organisation", "name", "country", "organ", "decided_on", "channel", "how_many",
)  # fmt: skip


def papers_csv(cards: Sequence[Card], absolute: Absolute) -> bytes:
    """Return papers as CSV, each by its newest published version."""
    return table(_COLUMNS, (_row(card, absolute) for card in cards))


def signatories_csv(found: Signatories, absolute: Absolute) -> bytes:
    """Return who signed a version; those without a name are counted in last rows."""
    rows: list[Sequence[object]] = [
        [
            absolute(f"/id/o/{each.permanent}"),
            each.name,
            each.country,
            each.organ,
            each.decided_on,
            each.channel,
            1,
        ]
        for each in found.named
    ]
    rows += [
        ["", "", code, "", "", "", number] for code, number in found.by_country.items()
    ]
    rows += [["", "", "", "", "", "", found.others]] if found.others else []
    return table(_OF_SIGNED, rows)


def paper_node(card: Card, absolute: Absolute) -> dict[str, Any]:
    """Return a paper in the terms of schema.org; what is not known is left out."""
    document, version = card.document, card.version
    signed = signatories_of(version, in_bulk=True)
    content = {
        "@type": "Report" if document.kind != "letter" else "Message",
        "@id": absolute(f"/id/t/{document.permanent}/{version.number}"),
        "genre": document.kind,
        "name": version.said(document.language).text,
        "version": version.number,
        "inLanguage": [each.language for each in version.texts.all()],
        "datePublished": version.published_on.isoformat(),
        "author": [
            {"@type": "Organization", "name": name} for name in card.owners.all_names
        ],
        "about": [each.name("en").text for each in document.sectors.all()],
        "spatialCoverage": document.area.name("en").text if document.area else "",
        "sponsor": [
            {
                "@type": "Organization",
                "@id": absolute(f"/id/o/{each.permanent}"),
                "name": each.name,
            }
            for each in signed.named
        ],
        "interactionStatistic": {
            "@type": "InteractionCounter",
            "interactionType": "https://schema.org/EndorseAction",
            "userInteractionCount": signed.total,
        },
        "identifier": f"sha256:{version.content_hash}",
    }
    return {name: value for name, value in content.items() if value}


def _row(card: Card, absolute: Absolute) -> list[object]:
    document, version = card.document, card.version
    signed = signatories_of(version, in_bulk=True)
    submitted = version.submitted_on.isoformat() if version.submitted_on else ""
    return [
        document.permanent,
        document.slug,
        document.kind,
        version.number,
        version.published_on.isoformat(),
        submitted,
        ("yes" if version.is_late else "no") if submitted else "",
        document.language,
        "|".join(each.language for each in version.texts.all()),
        version.said(document.language).text,
        "|".join(card.owners.all_names),
        card.owners.hidden,
        "|".join(sorted(card.values["process"])),
        "|".join(sorted(card.values["sector"])),
        "|".join(sorted(card.values["place"])),
        signed.total,
        signed.total - len(signed.named),
        card.stale,
        version.content_hash,
        absolute(f"/id/t/{document.permanent}/{version.number}"),
    ]
