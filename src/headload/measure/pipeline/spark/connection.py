"""Ibis over a Spark session: results as Arrow, large ones by way of the disk.

The backend of Ibis brings every result through pandas, which turns a whole number
beside a null into a float, and hands batches out of a table that it holds whole.
Here results stay Arrow; batches are written by Spark into the private folder, file
by file in their order, and read from there, so memory holds one batch.
"""

import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import ibis.expr.operations as ops
import pyarrow as pa
import pyarrow.parquet as pq
from ibis.backends.pyspark import Backend
from ibis.formats.pyarrow import PyArrowData
from ibis.util import gen_name

from headload.measure.pipeline.spark.dialect import SparkCompiler
from headload.measure.pipeline.spark.options import on_this_machine


class SparkConnection(Backend):  # type: ignore[misc]  # ibis ships no types
    """The Ibis backend that the rooms work with."""

    compiler = SparkCompiler()

    @classmethod
    def over(cls, session: Any, folder: Path) -> "SparkConnection":
        """Return a connection over a session that keeps its files in `folder`."""
        connection = cls()
        connection.register_options()
        connection.do_connect(session)
        connection._folder = folder
        connection._ended = False
        return connection

    def read_parquet(self, path: Any, /, **kwargs: Any) -> Any:
        """Read Parquet files of this machine: a file, a folder or a pattern."""
        return super().read_parquet(on_this_machine(Path(path)), **kwargs)

    def to_pyarrow(self, expr: Any, /, **kwargs: Any) -> Any:
        """Return a small result."""
        table = expr.as_table()
        found = self._frame(table, **kwargs).toArrow()
        return expr.__pyarrow_result__(PyArrowData.convert_table(found, table.schema()))

    def to_pyarrow_batches(
        self, expr: Any, /, *, chunk_size: int = 1_000_000, **kwargs: Any
    ) -> Any:
        """Return a result of any size in batches, in its order."""
        table = expr.as_table()
        schema = table.schema()
        if isinstance(table.op(), ops.Aggregate) and not table.op().groups:
            return self.to_pyarrow(table, **kwargs).to_reader()  # it has one row
        place = self._folder / gen_name("batches")
        frame = self._frame(table, **kwargs)
        # Spark's lz4 is framed in a way that Arrow misreads above some size
        frame.write.parquet(on_this_machine(place), compression="snappy")
        return pa.RecordBatchReader.from_batches(
            schema.to_pyarrow(), _batches(place, schema, chunk_size)
        )

    def release(self) -> None:
        """Let go of everything that is held in the session."""
        for name in list(self._cached_dataframes):
            with suppress(Exception):  # a session that broke holds nothing
                super()._drop_cached_table(name)
        self._ended = True

    def _drop_cached_table(self, name: str) -> None:
        if not self._ended:
            super()._drop_cached_table(name)

    def _frame(self, table: Any, **kwargs: Any) -> Any:
        self._run_pre_execute_hooks(table)
        return self._session.sql(self.compile(table, **kwargs))


def _batches(place: Path, schema: Any, size: int) -> Iterator[Any]:
    """Yield what Spark wrote, in the order of its parts, and remove it."""
    target = schema.to_pyarrow()
    for path in sorted(place.glob("part-*"), key=_number):
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=size):
                yield batch.cast(target)
        path.unlink()
    shutil.rmtree(place)


def _number(path: Path) -> int:
    return int(path.name.split("-")[1])
