"""A selection as files: the release's own columns, nothing but the chosen cells.

Every file carries flags and ranges with the numbers, and a withheld cell is empty in
all of them.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from headload.products.flat import flat
from headload.products.sdmx.files import sdmx_data
from headload.products.words import Words
from headload.products.workbook import workbook
from headload.releases import ReleasedEstimate, SealedRelease

Cells = Sequence[ReleasedEstimate]
_SDMX: Mapping[str, str] = {"sdmx.csv": "data.csv", "sdmx.xml": "data.3.0.xml"}
FORMS: Mapping[str, str] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "sdmx.csv": "application/vnd.sdmx.data+csv; version=2.0.0; charset=utf-8",
    "sdmx.xml": "application/vnd.sdmx.data+xml; version=3.0.0",
    "svg": "image/svg+xml; charset=utf-8",
}
"""Kind of content by the ending of an address."""


def made(form: str, release: SealedRelease, cells: Cells, language: str) -> bytes:
    """Return `cells` in a form; a picture is made elsewhere."""
    if form == "csv":
        return as_csv(release, cells)
    if form == "xlsx":
        return as_workbook(release, cells, language)
    if form == "json":
        return as_json(release, cells)
    return as_sdmx(release, cells, _SDMX[form])


def as_csv(release: SealedRelease, cells: Cells) -> bytes:
    """Return `cells` as CSV with the columns of the release."""
    return flat(_only(release, cells))


def as_workbook(release: SealedRelease, cells: Cells, language: str) -> bytes:
    """Return `cells` as an Excel workbook in `language`."""
    return workbook(Words(_only(release, cells), language))


def as_json(release: SealedRelease, cells: Cells) -> bytes:
    """Return `cells` as JSON, with where they come from."""
    content = {
        "release": release.manifest.receipt(),
        "licence": release.manifest.licence,
        "estimates": [cell_data(cell) for cell in cells],
    }
    return f"{json.dumps(content, ensure_ascii=False, indent=1)}\n".encode()


def as_sdmx(release: SealedRelease, cells: Cells, name: str) -> bytes:
    """Return `cells` as data of SDMX; `name` is a file of `headload.products.sdmx`.

    The structure is that of the whole release, so that parts of it agree.
    """
    return sdmx_data(release, name, cells)


def cell_data(cell: ReleasedEstimate) -> dict[str, Any]:
    """Return a cell as plain values: the columns of a release, dimensions in one."""
    return {
        **asdict(cell),
        "dimensions": dict(cell.dimensions),
        "flag": cell.flag.value,
    }


def _only(release: SealedRelease, cells: Cells) -> SealedRelease:
    return replace(release, estimates=tuple(cells))
