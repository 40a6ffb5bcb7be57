"""Files made on the spot, and two short ways to read them.

Most tests parse in their own process, which is fast; those of the confinement,
and all that ask what is left behind, go through the front door.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pyreadstat
import pytest

from headload.errors import BadInput
from headload.measure.read import ReadRequest
from headload.measure.read.child import parse as parse_here
from headload.measure.read.report import Report

Parse = Callable[..., tuple[Report, Any]]
Refuse = Callable[..., BadInput]
Write = Callable[..., Path]

ROWS = 400


def people(rows: int = ROWS) -> dict[str, list[Any]]:
    """Return a small survey: whole numbers, numbers with decimals, and text."""
    return {
        "id": list(range(1, rows + 1)),
        "weight": [100.5 + i % 7 for i in range(rows)],
        "sex": [1 + i % 2 for i in range(rows)],
        "place": [f"p{i % 9}" for i in range(rows)],
    }


def _frame(columns: dict[str, list[Any]]) -> Any:
    """Return a data frame: pyreadstat takes no other table."""
    mixed = {
        name: values
        for name, values in columns.items()
        if {float, str} <= {type(value) for value in values}
    }
    alike = {
        name: ["" for _ in values] if name in mixed else values
        for name, values in columns.items()
    }
    frame = pa.table(alike).to_pandas()
    for name, values in mixed.items():
        frame[name] = values
    return frame


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return a function that writes columns as a file of the format of its name."""
    writers = {
        ".sav": pyreadstat.write_sav,
        ".zsav": pyreadstat.write_sav,
        ".dta": pyreadstat.write_dta,
        ".xpt": pyreadstat.write_xport,
        ".por": pyreadstat.write_por,
    }

    def _write(name: str, columns: dict[str, list[Any]] | None = None, **options: Any):
        path = tmp_path / name
        table = people() if columns is None else columns
        if path.suffix == ".zsav":
            options["compress"] = True
        writers[path.suffix](_frame(table), str(path), **options)
        return path

    return _write


@pytest.fixture
def write_text(tmp_path: Path) -> Write:
    """Return a function that writes text."""

    def _write(name: str, text: str | bytes, encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
        return path

    return _write


@pytest.fixture
def parse(tmp_path: Path) -> Parse:
    """Return a function that parses a file here: its report and its rows."""

    def _parse(path: Path, **options: Any) -> tuple[Report, Any]:
        folder = tmp_path / "folder"
        folder.mkdir(exist_ok=True)
        report = parse_here(
            path,
            name=path.name,
            folder=folder,
            request=ReadRequest(**options),
            progress=lambda rows: None,
        )
        return report, pq.read_table(folder / "rows.parquet")

    return _parse


@pytest.fixture
def refuse(parse: Parse) -> Refuse:
    """Return a function that parses a file and returns why it was refused."""

    def _refuse(path: Path, **options: Any) -> BadInput:
        with pytest.raises(BadInput) as refusal:
            parse(path, **options)
        return refusal.value

    return _refuse
