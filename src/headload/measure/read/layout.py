"""The layout of a fixed-width file, from a small CSV.

Columns ``name``, ``start`` and ``end``, positions from 1, both included, as
statistical offices print them.
"""

import csv
from pathlib import Path

from headload.errors import WrongUse

from .request import FixedField

_COLUMNS = ("name", "start", "end")


def read_layout(path: Path) -> tuple[FixedField, ...]:
    """Read a layout.

    Parameters
    ----------
    path
        CSV in UTF-8 with the columns ``name``, ``start``, ``end``.

    Raises
    ------
    WrongUse
        When a column is absent or a position is no whole number.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        absent = [name for name in _COLUMNS if name not in (rows.fieldnames or ())]
        if absent:
            raise _wrong(path, "line 1", f"It has no column {', '.join(absent)}")
        return tuple(_field(row, path, rows.line_num) for row in rows)


def _field(row: dict[str, str], path: Path, line: int) -> FixedField:
    try:
        start, end = int(row["start"]), int(row["end"])
    except (TypeError, ValueError) as error:
        raise _wrong(path, f"line {line}", "A position is no whole number") from error
    return FixedField(name=row["name"].strip(), start=start, end=end)


def _wrong(path: Path, place: str, detail: str) -> WrongUse:
    return WrongUse(
        f"The layout cannot be used. {detail}",
        where=f"{path.name}, {place}",
        to_do="give a CSV with the columns name,start,end counted from 1",
        code="HL-READ-71",
    )
