"""What a machine asks of a release: a Data Package and a DCAT dataset.

The Data Package (specs.frictionlessdata.io, version 1) describes `estimates.csv`
column by column; the DCAT 3 record (W3C Recommendation, 2024), in JSON-LD, what the
release is about, where, when, by whom and from what. Neither holds a clock time.
"""

from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from headload.products.flat import columns_of
from headload.releases import Manifest, SealedRelease, estimates_schema
from headload.terms import LANGUAGES

_TYPES = {pa.string(): "string", pa.float64(): "number"}
_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
}
_NOT_EMPTY = ("estimate_id", "table_id", "indicator", "measure", "unit", "ref_area")


def data_package(release: SealedRelease, sha256: str, size: int) -> Mapping[str, Any]:
    """Return the descriptor of `estimates.csv`, which has `size` bytes."""
    manifest = release.manifest
    return {
        "profile": "tabular-data-package",
        "name": manifest.id.lower(),
        "title": manifest.title.get("en", manifest.survey),
        "version": manifest.software_version,
        "licenses": [{"name": "as-stated", "title": manifest.licence}],
        "sources": [{"title": each} for each in manifest.citations],
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": "estimates",
                "path": "estimates.csv",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "bytes": size,
                "hash": f"sha256:{sha256}",
                "dialect": {"delimiter": ",", "lineTerminator": "\r\n"},
                "schema": {
                    "fields": [_field(release, name) for name in columns_of(release)],
                    "primaryKey": "estimate_id",
                    "missingValues": [""],
                },
            }
        ],
    }


def _field(release: SealedRelease, name: str) -> dict[str, Any]:
    extra = {key for cell in release.estimates for key in cell.dimensions}
    kind = estimates_schema(extra).field(name).type
    field: dict[str, Any] = {"name": name, "type": _TYPES.get(kind, "integer")}
    codes = release.codelists.get(name)
    rules: dict[str, Any] = {}
    if name in _NOT_EMPTY:
        rules["required"] = True
    if name == "estimate_id":
        rules["unique"] = True
    if codes and name != "note":
        rules["enum"] = sorted({*codes, *_used(release, name)})
        field["description"] = "; ".join(
            f"{code}: {text['en']}" for code, text in sorted(codes.items())
        )
    return {**field, **({"constraints": rules} if rules else {})}


def _used(release: SealedRelease, name: str) -> set[str]:
    """Return the codes that stand in a column, totals included."""
    return {
        str(getattr(cell, name) if hasattr(cell, name) else cell.code(name))
        for cell in release.estimates
    } - {""}


def dcat(release: SealedRelease, files: Mapping[str, tuple[str, int]]) -> Any:
    """Return the dataset as JSON-LD.

    Parameters
    ----------
    files
        SHA-256 and size of each distribution by its path.
    """
    manifest = release.manifest
    return {
        "@context": _CONTEXT,
        "@id": f"urn:headload:{manifest.id}",
        "@type": "dcat:Dataset",
        "dct:identifier": manifest.id,
        "dct:title": _spoken(manifest.title),
        "dct:spatial": {"@value": manifest.area, "dct:title": manifest.area},
        "dct:temporal": manifest.period,
        "dct:conformsTo": manifest.standard,
        "dct:license": {"dct:title": manifest.licence},
        "dct:accessRights": f"policy {manifest.policy.name} {manifest.policy.version}",
        "dct:bibliographicCitation": list(manifest.citations),
        "dct:language": list(LANGUAGES),
        "dcat:version": manifest.software_version,
        "prov:wasDerivedFrom": [
            {"dct:title": manifest.survey, "spdx:checksumValue": str(each["sha256"])}
            for each in manifest.inputs
        ],
        "prov:wasGeneratedBy": _activity(manifest),
        "dcat:distribution": [
            {
                "@type": "dcat:Distribution",
                "dcat:downloadURL": path,
                "dcat:byteSize": size,
                "spdx:checksum": {
                    "spdx:algorithm": "sha256",
                    "spdx:checksumValue": sha256,
                },
            }
            for path, (sha256, size) in sorted(files.items())
        ],
    }


def _spoken(texts: Mapping[str, str]) -> list[dict[str, str]]:
    return [
        {"@language": language, "@value": text}
        for language, text in sorted(texts.items())
    ]


def _activity(manifest: Manifest) -> dict[str, str]:
    return {
        "@type": "prov:Activity",
        "dct:title": manifest.command,
        "dct:description": f"map {manifest.map['id']}, sha256 {manifest.map['sha256']}",
    }
