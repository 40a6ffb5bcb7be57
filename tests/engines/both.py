"""The same records in DuckDB and in Spark, and the same release from both."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.parquet as pq

from headload.measure.pipeline import Task, measure_survey
from headload.terms import Persons


def on_both(
    records: pa.Table, spark: Any, folder: Path, *, files: int = 3
) -> tuple[Any, Any]:
    """Return records as a DuckDB table, and as a Spark table of several files.

    Every file holds every n-th record, so nothing that belongs together lies
    together.
    """
    place = folder / "many files"  # a blank, as in the names of people's folders
    place.mkdir()
    for i in range(files):
        part = records.take(list(range(i, records.num_rows, files)))
        pq.write_table(part, place / f"{i:03d}.parquet")
    here = ibis.duckdb.connect()
    return here.create_table("records", records), spark.read_parquet(place)


def persons_on_both(
    persons: Persons, spark: Any, folder: Path, **files: int
) -> tuple[Persons, Persons]:
    """Return the same persons in both engines."""
    records = persons.table.to_pyarrow()
    return tuple(  # type: ignore[return-value]
        replace(persons, table=table)
        for table in on_both(records, spark, folder, **files)
    )


def released_by_both(task: Task) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Measure twice; return the fingerprints of all files, DuckDB first."""
    there = replace(task, out=task.out.with_name("there"), engine="spark")
    return _released(task), _released(there)


def _released(task: Task) -> dict[str, str]:
    release = measure_survey(task).directory
    private = release.with_name(f"{release.name}.private")
    return {
        path.relative_to(place).as_posix(): hashlib.sha256(
            path.read_bytes()
        ).hexdigest()
        for place in (release, private)
        for path in sorted(place.rglob("*"))
        if path.is_file()
    }
