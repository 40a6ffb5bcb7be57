"""The structure of a release in the model of SDMX: concepts, codes, data structure.

A structure belongs to one release and carries its id, so that no two artefacts of
the same name differ. Names are keys here (`names`), put into words when written:
the model of pysdmx has one language, and its writer turns apostrophes into quotes.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pysdmx.model import (
    Annotation,
    Code,
    Codelist,
    Component,
    Components,
    Concept,
    ConceptScheme,
    Dataflow,
    DataStructureDefinition,
    DataType,
    ItemReference,
    Role,
    Schema,
)
from pysdmx.model.__base import MaintainableArtefact

from headload.products.citation import year
from headload.products.sdmx.components import Column, codes_of, columns_of
from headload.products.words import Words
from headload.releases import Manifest, SealedRelease

AGENCY = "HEADLOAD"
VERSION = "1.0"
_TITLED: Mapping[str, Any] = {"name": "TITLE", "agency": AGENCY, "version": VERSION}
_MUST_HAVE = ("unit", "unit_multiplier", "obs_status", "conf_status", "estimate_id")
_ROLES = {
    "dimension": Role.DIMENSION,
    "time": Role.DIMENSION,
    "measure": Role.MEASURE,
    "attribute": Role.ATTRIBUTE,
}
_TYPES = {
    "code": DataType.STRING,
    "text": DataType.STRING,
    "number": DataType.DOUBLE,
    "whole": DataType.LONG,
    "period": DataType.PERIOD,
}
_SCHEMES = {
    "SDMX": "urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept="
    "SDMX:CROSS_DOMAIN_CONCEPTS(2.0).",
    "SDG": "IAEG-SDGs:",
    "ILO": "ILO:",
}


@dataclass(frozen=True)
class Structure:
    """The structure of a release.

    Parameters
    ----------
    artefacts
        Code lists, concept scheme, data structure and dataflow.
    schema
        What data of the dataflow must look like.
    names
        Text by key and language; the names in `artefacts` are keys.
    """

    artefacts: tuple[MaintainableArtefact, ...]
    schema: Schema
    names: Mapping[str, Mapping[str, str]]


def structure_of(release: SealedRelease, languages: Sequence[str]) -> Structure:
    """Return the structure of `release`, named in `languages`.

    Raises
    ------
    BadInput
        HL-PUB-02 or -03 when a name is not translated.
    """
    spoken = [Words(release, language) for language in languages]
    columns = columns_of(release)
    name = artefact_id(release.manifest)
    lists = [_list(release, each) for each in columns if each.holds == "code"]
    scheme = ConceptScheme(f"CS_{name}", items=_concepts(columns), **_TITLED)
    parts = Components([_component(each, name) for each in columns])
    data = DataStructureDefinition(id=f"DSD_{name}", components=parts, **_TITLED)
    flow = Dataflow(f"DF_{name}", structure=data, **_TITLED)
    return Structure(
        artefacts=(*lists, scheme, data, flow),
        schema=Schema(
            context="dataflow",
            agency=AGENCY,
            id=flow.id,
            version=VERSION,
            components=parts,
            generated=prepared(release.manifest),
        ),
        names=_names(release, columns, spoken),
    )


def artefact_id(manifest: Manifest) -> str:
    """Return the id of a release in letters, digits and underscores, in capitals."""
    return id_of(manifest.id)


def id_of(release_id: str) -> str:
    """Return the id that artefacts of a release have after their prefix.

    Examples
    --------
    >>> id_of("xts-lfs-2025q1.icls17.confidential.0a1b")
    'XTS_LFS_2025Q1_ICLS17_CONFIDENTIAL_0A1B'
    """
    return re.sub(r"[^A-Z0-9]+", "_", release_id.upper())


def prepared(manifest: Manifest) -> datetime:
    """Return the first moment of the year of `manifest`: a release has no clock."""
    return datetime(max(1, int(year(manifest))), 1, 1, tzinfo=UTC)


def list_id(column: Column, name: str) -> str:
    """Return the id of the code list of a column in the release called `name`."""
    return f"CL_{column.id}_{name}"


def _list(release: SealedRelease, column: Column) -> Codelist:
    own = list_id(column, artefact_id(release.manifest))
    codes = codes_of(release, column)
    items = [Code(id=code, name=f"{column.id}.{code}") for code in codes]
    return Codelist(own, name=column.id, agency=AGENCY, version=VERSION, items=items)


def _concepts(columns: Sequence[Column]) -> list[Concept]:
    return [
        Concept(
            id=each.id,
            name=each.id,
            dtype=_TYPES[each.holds],
            annotations=_same_as(each),
        )
        for each in columns
    ]


def _same_as(column: Column) -> tuple[Annotation, ...]:
    if not column.concept:
        return ()
    scheme, item = column.concept.split(":")
    return (Annotation(type="SAME_AS", title=f"{_SCHEMES[scheme]}{item}"),)


def _component(column: Column, name: str) -> Component:
    role = _ROLES[column.role]
    coded = column.holds == "code"
    own = f"{AGENCY}:{list_id(column, name)}({VERSION})"
    return Component(
        id=column.id,
        required=role is Role.DIMENSION or column.name in _MUST_HAVE,
        role=role,
        concept=ItemReference("Concept", AGENCY, f"CS_{name}", VERSION, column.id),
        local_dtype=None if coded else _TYPES[column.holds],
        local_enum_ref=f"urn:sdmx:org.sdmx.infomodel.codelist.Codelist={own}"
        if coded
        else None,
        attachment_level="O" if role is Role.ATTRIBUTE else None,
    )


def _names(
    release: SealedRelease, columns: Sequence[Column], spoken: Sequence[Words]
) -> dict[str, dict[str, str]]:
    names = {"TITLE": {each.language: _title(each) for each in spoken}}
    for column in columns:
        heading = {each.language: each.column(column.name) for each in spoken}
        names[column.id] = heading
        if column.holds != "code":
            continue
        for code, ours in codes_of(release, column).items():
            names[f"{column.id}.{code}"] = {
                each.language: each.label(column.list, ours) for each in spoken
            }
    return names


def _title(words: Words) -> str:
    manifest = words.release.manifest
    return f"{words['informal_work_in']} {words.place()}, {manifest.period}"
