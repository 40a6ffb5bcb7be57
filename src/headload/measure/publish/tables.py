"""One CSV a table: tidy, codes beside English labels, safe to open in a sheet.

A text cell that a spreadsheet would run as a formula gets a leading apostrophe.
Numbers are written as such, never as text.
"""

import csv
import io
from collections.abc import Iterator, Sequence

from headload.errors import BadInput
from headload.releases.estimate_id import slug
from headload.releases.release import Release, ReleasedEstimate
from headload.releases.schema import TOTAL, dimension_order
from headload.releases.spreadsheet import guarded

_NUMBERS = ("value", "se", "ci_low", "ci_high", "cv", "deff", "df", "n")
_LABELLED = ("indicator", "measure", "unit")


def tables(release: Release) -> dict[str, bytes]:
    """Return the content of ``tables/<table>.csv`` for each table of `release`.

    Raises
    ------
    BadInput
        HL-PUBL-04 when the ids of two tables give one file name.
    """
    cells: dict[str, list[ReleasedEstimate]] = {}
    for cell in release.estimates:
        cells.setdefault(cell.table_id, []).append(cell)
    names = {table: f"tables/{_file_name(table)}.csv" for table in sorted(cells)}
    if len({name.lower() for name in names.values()}) < len(names):
        raise BadInput(
            "Two tables would be written to one file",
            where=f"tables {', '.join(names)}",
            to_do="give the tables of the plan ids that differ in letters or digits",
            code="HL-PUBL-04",
        )
    return {names[table]: _csv(cells[table], release) for table in names}


def _file_name(table: str) -> str:
    return slug(table).upper() if table.upper() == table else slug(table)


def _csv(cells: Sequence[ReleasedEstimate], release: Release) -> bytes:
    dimensions = dimension_order(name for cell in cells for name in cell.dimensions)
    text = io.StringIO()
    writer = csv.writer(text)  # RFC 4180 line ends: others leave \r unquoted
    writer.writerow(_header(dimensions))
    for cell in sorted(cells, key=lambda cell: cell.estimate_id):
        writer.writerow(list(_row(cell, dimensions, release)))
    return text.getvalue().encode("utf-8")


def _header(dimensions: Sequence[str]) -> list[str]:
    named = [*_LABELLED, *dimensions]
    labelled = [column for name in named for column in (name, f"{name}_label")]
    sample = ["n_band", "n_psu", "flag", "flag_label", "note"]
    return ["estimate_id", "time_period", "ref_area", *labelled, *_NUMBERS, *sample]


def _row(
    cell: ReleasedEstimate,
    dimensions: Sequence[str],
    release: Release,
) -> Iterator[object]:
    yield from map(guarded, (cell.estimate_id, cell.time_period, cell.ref_area))
    codes = {name: str(getattr(cell, name)) for name in _LABELLED}
    codes |= {name: cell.code(name) for name in dimensions}
    for name, code in codes.items():
        yield guarded(code)
        yield guarded(_label(release, name, code))
    yield from (_number(getattr(cell, name)) for name in _NUMBERS)
    yield guarded(cell.n_band or "")
    yield _number(cell.n_psu)
    yield guarded(str(cell.flag))
    yield guarded(_label(release, "flag", str(cell.flag)))
    yield guarded(
        "; ".join(_label(release, "note", each) for each in cell.note.split())
    )


def _label(release: Release, name: str, code: str) -> str:
    labels = release.codelists.get(name, {}).get(code)
    if labels is None:
        return "Total" if code == TOTAL else code
    return labels.get("en") or code


def _number(number: float | None) -> str:
    if number is None:
        return ""
    return str(int(number)) if float(number).is_integer() else repr(float(number))
