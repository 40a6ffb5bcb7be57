"""Many records on both engines: the same release, with what it cost.

Not a test of the suite: `python tests/engines/large.py 1000000` takes minutes. The
bundled survey is repeated with PSUs of its own until there are that many records.
"""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from headload.imaginary import write_parquet
from headload.imaginary.demo import demo_sample

SURVEY = "xts/lfs/2025q1"
ONE_MILLION = 1_000_000


def write_many(folder: Path, records: int) -> Path:
    """Write a Parquet file of at least so many records."""
    one = pq.read_table(write_parquet(demo_sample(), folder / "one.parquet").parquet)
    reasons = [name for name in one.column_names if name.endswith("__missing")]
    one = one.drop_columns(reasons)
    copies = -(-records // one.num_rows)
    numbers = 10 ** len(str(int(pc.max(one["PSU"]).as_py())))
    path = folder / "many.parquet"
    with pq.ParquetWriter(path, one.schema) as writer:
        for copy in range(copies):
            psu = pc.add(one["PSU"], float(copy * numbers))
            weight = pc.divide(one["WGT"], float(copies))
            writer.write_table(_with(one, PSU=psu, WGT=weight))
    return path


def _with(table: pa.Table, **columns: pa.ChunkedArray) -> pa.Table:
    for name, values in columns.items():
        table = table.set_column(table.column_names.index(name), name, values)
    return table


def measured(file: Path, out: Path, engine: str) -> tuple[float, float]:
    """Measure in a process of its own; return its CPU and wall seconds."""
    before, started = _cpu(), time.monotonic()
    named = ["--survey", SURVEY, "--out", str(out), "--engine", engine, "--quiet"]
    command = [sys.executable, "-m", "headload", "measure", str(file), *named]
    subprocess.run(command, check=True)
    return _cpu() - before, time.monotonic() - started


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def different(one: Path, other: Path) -> list[str]:
    """Return the files of a release that are not the same in both."""
    return [
        path.name
        for path in sorted(one.rglob("*"))
        if path.is_file()
        and path.read_bytes() != (other / path.relative_to(one)).read_bytes()
    ]


def main(records: int) -> int:
    """Compare the engines and print a line each."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = write_many(folder, records)
        print(f"{pq.read_metadata(file).num_rows:,} records")  # noqa: T201
        for engine in ("duckdb", "spark"):
            cpu, wall = measured(file, folder / engine, engine)
            print(f"{engine}: {cpu:.0f} s CPU, {wall:.0f} s")  # noqa: T201
        found = different(folder / "duckdb", folder / "spark")
        print("different:", ", ".join(found) or "nothing")  # noqa: T201
    return len(found)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else ONE_MILLION))
