"""A tiny atlas and file made on the spot, for the tests of the harmonise room."""

from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.parquet as pq

from headload.measure.harmonise import SurveyMap, load_survey
from headload.terms import Column, Microdata

HEAD = """
schema = "headload-map/1"
[survey]
country = "TTT"
series = "LFS"
producer = "Office"
title = {{ en = "Survey", es = "Encuesta", fr = "Enquête" }}
periods = ["2025"]
status = "drafted"
employment_standard = 19
area = {{ code = "TTT", en = "T", es = "T", fr = "T" }}
working_age = 15
citation = "none"
[file]
column_case = "{case}"
"""
DESIGN = (
    'schema = "headload-design/1"\nstatus = 1\nweight = "w"\nstratum = "h"\npsu = "p"\n'
)


def atlas(
    folder: Path,
    variables: str,
    *,
    design: str = DESIGN,
    case: str = "exact",
    **files: str,
) -> SurveyMap:
    """Write a map with `variables` (TOML) and load it."""
    place = folder / "ttt" / "lfs" / "2025"
    place.mkdir(parents=True, exist_ok=True)
    (place / "map.toml").write_text(HEAD.format(case=case) + variables, "utf-8")
    (place / "design.toml").write_text(design, "utf-8")
    for name, text in files.items():
        (place / name.replace("__", ".")).write_text(text, "utf-8")
    return load_survey("ttt/lfs/2025", folder)


def microdata(folder: Path, **columns: list[Any]) -> Microdata:
    """Write a Parquet file as the read room does and describe it."""
    rows = len(next(iter(columns.values())))
    columns.setdefault("w", [10.0] * rows)
    columns.setdefault("h", ["1"] * rows)
    columns.setdefault("p", [str(row // 2) for row in range(rows)])
    table = pa.table({name: pa.array(values) for name, values in columns.items()})
    path = folder / "rows.parquet"
    pq.write_table(table, path)
    named = [name for name in table.column_names if not name.endswith("__missing")]
    return Microdata(
        parquet=path,
        fingerprint="0" * 64,
        format="csv",
        rows=rows,
        columns=tuple(Column(name, "", "number", {}, {}) for name in named),
        warnings=(),
        isolation="limits",
    )


def engine() -> Any:
    """Return a fresh engine."""
    return ibis.duckdb.connect()
