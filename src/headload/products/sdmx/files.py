"""The files of SDMX: structure as ML 2.1, ML 3.0 and JSON 2.0, data as ML and CSV.

The header has the id of the release and the year that it speaks of, never a clock.
pysdmx has no writer for data in SDMX-JSON: there is none.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from pysdmx.io import write_sdmx
from pysdmx.io.format import Format
from pysdmx.model import Dataflow, Organisation, Schema
from pysdmx.model.message import Header

from headload.products.sdmx.components import Column, columns_of
from headload.products.sdmx.data import data_of
from headload.products.sdmx.structure import (
    AGENCY,
    VERSION,
    artefact_id,
    id_of,
    prepared,
    structure_of,
)
from headload.products.sdmx.words import json_in_words, xml_in_words
from headload.releases import Manifest, ReleasedEstimate, SealedRelease

_STRUCTURES = {
    "structure.2.1.xml": (Format.STRUCTURE_SDMX_ML_2_1, xml_in_words),
    "structure.3.0.xml": (Format.STRUCTURE_SDMX_ML_3_0, xml_in_words),
    "structure.json": (Format.STRUCTURE_SDMX_JSON_2_0_0, json_in_words),
}
_DATA = {
    "data.2.1.xml": Format.DATA_SDMX_ML_2_1_STR,
    "data.3.0.xml": Format.DATA_SDMX_ML_3_0,
    "data.csv": Format.DATA_SDMX_CSV_2_0_0,
}


def sdmx_files(
    release: SealedRelease, languages: Sequence[str]
) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of each file, names in `languages`.

    Raises
    ------
    BadInput
        HL-PUB-02 or -03 when a name is not translated, -11 when SDMX has no word
        for a period.
    """
    structure = structure_of(release, languages)
    for name, (form, in_words) in _STRUCTURES.items():
        header = _header(release.manifest)
        written = write_sdmx(list(structure.artefacts), form, header=header)
        yield f"sdmx/{name}", in_words(str(written), structure.names)
    for name in _DATA:
        yield f"sdmx/{name}", _data(release, structure.schema, name)


def sdmx_flows(
    titles: Mapping[str, Mapping[str, str]], name: str, prepared_at: datetime
) -> bytes:
    """Return the list of dataflows, each with its name and a reference alone.

    Parameters
    ----------
    titles
        Name of each by release id and language.
    name
        Format: a structure file called so in `sdmx_files`.
    prepared_at
        What the header says; a list has no clock of its own.
    """
    form, in_words = _STRUCTURES[name]
    flows, names = [], {}
    for release_id, spoken in sorted(titles.items()):
        own = id_of(release_id)
        names[f"TITLE_{own}"] = spoken
        flows.append(
            Dataflow(
                id=f"DF_{own}",
                name=f"TITLE_{own}",
                agency=AGENCY,
                version=VERSION,
                structure="urn:sdmx:org.sdmx.infomodel.datastructure."
                f"DataStructure={AGENCY}:DSD_{own}({VERSION})",
            )
        )
    header = Header(
        id="DATAFLOWS", prepared=prepared_at, sender=Organisation(id=AGENCY)
    )
    return in_words(str(write_sdmx(flows, form, header=header)), names)


def sdmx_data(
    release: SealedRelease, name: str, cells: Sequence[ReleasedEstimate]
) -> bytes:
    """Return some cells of `release` as the data file called `name`.

    The structure is that of the whole release, so that parts of it agree.

    Raises
    ------
    BadInput
        As for `sdmx_files`.
    """
    columns, schema = columns_of(release), structure_of(release, ()).schema
    part = replace(release, estimates=tuple(cells))
    return _data(part, schema, name, columns)


def _data(
    release: SealedRelease,
    schema: Schema,
    name: str,
    columns: Sequence[Column] | None = None,
) -> bytes:
    data = data_of(release, columns or columns_of(release), schema)
    if name == "data.csv":
        return str(write_sdmx(data, _DATA[name])).encode()
    written = str(write_sdmx(data, _DATA[name], header=_header(release.manifest)))
    return _by_the_schema(written, schema.id).encode()


def _by_the_schema(written: str, own: str) -> str:
    """Return a data message as the schemas of SDMX have it.

    pysdmx leaves `action` without its namespace, and as the scope of a data set of
    ML 2.1 writes its id where a kind of structure is asked for.
    """
    scoped = written.replace(f'dataScope="{own}"', 'dataScope="Dataflow"', 1)
    return scoped.replace(" action=", " ss:action=", 1)


def _header(manifest: Manifest) -> Header:
    """Return a header of its own for each message: the writers change it."""
    return Header(
        id=artefact_id(manifest),
        prepared=prepared(manifest),
        sender=Organisation(id=AGENCY),
    )
