"""Provisions with their words for machines: CSV, and JSON-LD of schema.org."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from headload.apps.common.tables import table
from headload.apps.voice.exports import Absolute
from headload.apps.voice.models import Law, Provision, ProvisionText
from headload.apps.voice.texts.versions import in_order

_COLUMNS = (
    "law", "version_date", "version_language", "version_name", "number", "heading",
    "tags", "language", "text", "source", "licence", "became", "address",
)  # fmt: skip


def provisions_csv(law: Law, absolute: Absolute) -> bytes:
    """Return the provisions of all texts of a law, a row for each language."""
    address = absolute(f"/id/l/{law.permanent}")
    rows = (
        [
            law.slug,
            each.version.date if each.version else "",
            each.version.language if each.version else "",
            each.version.name if each.version else "",
            each.number,
            each.heading,
            "|".join(tag.tag for tag in each.tags.all()),
            text.language if text else "",
            text.text if text else "",
            text.source.address if text else "",
            text.licence if text else "",
            "|".join(str(became) for became in each.became.all()),
            address,
        ]
        for each in _all(law)
        for text in _texts(each)
    )
    return table(_COLUMNS, rows)


def provisions_json_ld(law: Law, absolute: Absolute) -> bytes:
    """Return a law with its provisions as JSON-LD; what is not known is left out."""
    content = {
        "@context": "https://schema.org",
        "@type": "Legislation",
        "@id": absolute(f"/id/l/{law.permanent}"),
        "name": law.title,
        "hasPart": [
            node for each in _all(law) for text in _texts(each)
            if (node := _node(each, text))
        ],
    }  # fmt: skip
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def _all(law: Law) -> Iterator[Provision]:
    found = law.provisions.select_related("version", "law").prefetch_related(
        "texts__source", "tags", "became__earlier", "became__later"
    )
    by_text: dict[tuple[str, int], list[Provision]] = {}
    for each in found:
        version = each.version
        key = (version.date, version.pk) if version else ("", 0)
        by_text.setdefault(key, []).append(each)
    for key in sorted(by_text):
        yield from in_order(by_text[key])


def _texts(provision: Provision) -> Sequence[ProvisionText | None]:
    return list(provision.texts.all()) or [None]


def _node(provision: Provision, text: ProvisionText | None) -> dict[str, Any]:
    version = provision.version
    content = {
        "@type": "Legislation",
        "legislationIdentifier": provision.number,
        "name": provision.heading,
        "version": version.name if version else "",
        "legislationDateVersion": version.date if version else "",
        "about": [each.tag for each in provision.tags.all()],
        "text": text.text if text else "",
        "inLanguage": text.language if text else provision.law.language,
        "license": text.licence if text else "",
        "citation": text.source.address if text else "",
    }
    return {name: value for name, value in content.items() if value}
