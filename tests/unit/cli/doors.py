"""A tiny survey at the front door: its map, and files made on the spot."""

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyreadstat

from unit.harmonise.tiny import DESIGN, atlas

VARIABLES = """
[variables.person_id]
from = "id"
[variables.sex]
from = "sex"
codes = { 1 = "M", 2 = "F" }
not_stated = ["9"]
[variables.age]
from = "age"
range = [0, 120]
[variables.office_labour_force_status]
from = "lfs"
codes = { 1 = "employed", 2 = "unemployed", 3 = "outside_labour_force" }
[variables.status_answered]
from = "status"
codes = { 1 = "employee", 2 = "own_account_worker" }
[variables.occupation_isco08]
from = "isco"
digits = 4
[variables.employer_pays_social_insurance]
from = "ss"
codes = { 1 = "yes", 2 = "no", ".a" = "dont_know" }
"""
ROWS = 240
Columns = dict[str, list[Any]]


def people() -> Columns:
    """Return a small survey in its own codes."""
    return {
        "id": list(range(1, ROWS + 1)),
        "w": [100.5 + i % 7 for i in range(ROWS)],
        "h": [f"h{i // 60}" for i in range(ROWS)],
        "p": [f"p{i // 12}" for i in range(ROWS)],
        "sex": [1 + i % 2 for i in range(ROWS)],
        "age": [15 + i % 60 for i in range(ROWS)],
        "lfs": [1 + (i % 8 == 0) + (i % 16 == 0) for i in range(ROWS)],
        "status": [1 + (i % 3 == 0) for i in range(ROWS)],
        "isco": [("5212", "9112", "7531")[i % 3] for i in range(ROWS)],
        "ss": [1.0 + (i % 5 > 1) for i in range(ROWS)],
    }


def changed(**columns: Callable[[list[Any]], list[Any]]) -> Columns:
    """Return the small survey with some columns changed."""
    table = people()
    for name, change in columns.items():
        table[name] = change(list(table[name]))
    return table


def setting(row: int, value: Any) -> Callable[[list[Any]], list[Any]]:
    """Return a change of one value."""

    def _set(values: list[Any]) -> list[Any]:
        values[row] = value
        return values

    return _set


def csv_text(columns: Columns, separator: str = ",") -> str:
    """Return columns as CSV."""
    rows = zip(*columns.values(), strict=True)
    lines = [["" if value is None else str(value) for value in row] for row in rows]
    return "".join(f"{separator.join(line)}\n" for line in [list(columns), *lines])


def statistical(
    folder: Path,
    name: str,
    columns: Columns,
    *,
    extended: dict[str, dict[int, Any]] | None = None,
    **options: Any,
) -> Path:
    """Write columns as a file of SPSS, Stata or SAS.

    `extended` puts Stata's missing letters into rows of a column.
    """
    path = folder / name
    write = {
        ".sav": pyreadstat.write_sav,
        ".dta": pyreadstat.write_dta,
        ".xpt": pyreadstat.write_xport,
    }[path.suffix]
    frame = pa.table(columns).to_pandas()
    for column, marks in (extended or {}).items():
        frame[column] = [marks.get(i, value) for i, value in enumerate(columns[column])]
    write(frame, str(path), **options)
    return path


def text(folder: Path, name: str, content: str | bytes) -> Path:
    """Write text."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def cut(path: Path, share: float) -> Path:
    """Keep the beginning of a file."""
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    return path


def patched(path: Path, at: int, replacement: bytes) -> Path:
    """Overwrite some bytes of a file."""
    content = bytearray(path.read_bytes())
    content[at : at + len(replacement)] = replacement
    path.write_bytes(bytes(content))
    return path


def bomb(folder: Path) -> Path:
    """Write a zip that expands far beyond its size."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("people.csv", bytes(80_000_000))
    return text(folder, "people.zip", packed.getvalue())


def rows_of_stata(path: Path, rows: int) -> Path:
    """Let a Stata header declare another number of rows."""
    at = path.read_bytes().index(b"<N>") + 3
    return patched(path, at, struct.pack("<q", rows))


def maps(folder: Path, *, variables: str = VARIABLES, design: str = DESIGN) -> Path:
    """Write the map of the small survey; return its atlas."""
    place = folder / "atlas"
    atlas(place, variables, design=design)
    return place
