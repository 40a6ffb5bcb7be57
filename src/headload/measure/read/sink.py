"""Where rows go: one Parquet file, with companions for missing values.

Whether a column needs a companion is known only after its last row, so batches
of columns that may have reasons wait (the first in memory, later ones on disk)
until the file is complete. Memory stays bounded by one batch.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from .names import MISSING_SUFFIX
from .refusals import refused
from .report import Progress
from .request import Limits

SYSTEM = "system"
_CELL_BYTES = 8


@dataclass(frozen=True)
class Slot:
    """A column of the output.

    Parameters
    ----------
    name
        Name in the output.
    type
        Arrow type.
    may_have_reasons
        True when the format can say why a value is missing.
    """

    name: str
    type: Any
    may_have_reasons: bool = False


@dataclass(frozen=True)
class Cells:
    """Values of one column in a batch, and why those missing are missing.

    A blank has no reason: both are null.
    """

    values: Any
    reasons: Any = None


class Sink:
    """Collects batches and writes the Parquet file.

    Parameters
    ----------
    folder
        Working folder of the child; receives ``rows.parquet``.
    slots
        The columns of the output.
    limits
        `expanded_bytes` bounds the size of the rows.
    progress
        Told the rows written so far.
    where
        The file read, for messages.
    """

    def __init__(
        self,
        folder: Path,
        slots: Sequence[Slot],
        *,
        limits: Limits,
        progress: Progress,
        where: str,
    ) -> None:
        self.rows = 0
        self.path = folder / "rows.parquet"
        self._spool_path = folder / "rows.arrow"
        self._slots = slots
        self._limits = limits
        self._progress = progress
        self._where = where
        self._missing: list[Counter[str]] = [Counter() for _ in slots]
        self._first: Any = None
        self._spool: Any = None
        self._writer: Any = None
        self._waits = any(slot.may_have_reasons for slot in slots)

    def append(self, batch: Sequence[Cells]) -> None:
        """Take the next rows, one `Cells` a slot."""
        self.rows += len(batch[0].values)
        if self.rows * len(self._slots) * _CELL_BYTES > self._limits.expanded_bytes:
            raise refused(
                5,
                f"The rows take more than {self._limits.expanded_bytes:,} bytes",
                where=self._where,
                to_do="read fewer columns, or raise the limit if the size is right",
            )
        for counts, cells in zip(self._missing, batch, strict=True):
            _count(counts, cells)
        table = self._table(batch)
        if not self._waits:
            self._write(table)
        elif self._first is None:
            self._first = table
        else:
            self._wait(table)
        self._progress(self.rows)

    def close(self) -> list[dict[str, int]]:
        """Write what waits and return the missing values by reason, a slot each."""
        if self._waits and self._first is not None:
            names = self._names_to_keep()
            self._write(self._first.select(names))
            for batch in self._waiting():
                self._write(pa.Table.from_batches([batch]).select(names))
        if self._writer is not None:
            self._writer.close()
        return [dict(sorted(counts.items())) for counts in self._missing]

    def _table(self, batch: Sequence[Cells]) -> Any:
        names: list[str] = []
        arrays = []
        for slot, cells in zip(self._slots, batch, strict=True):
            names.append(slot.name)
            arrays.append(cells.values)
            if slot.may_have_reasons:
                names.append(slot.name + MISSING_SUFFIX)
                arrays.append(_companion(cells))
        return pa.table(arrays, names=names)

    def _names_to_keep(self) -> list[str]:
        names = []
        for slot, counts in zip(self._slots, self._missing, strict=True):
            names.append(slot.name)
            if set(counts) - {SYSTEM}:
                names.append(slot.name + MISSING_SUFFIX)
        return names

    def _wait(self, table: Any) -> None:
        if self._spool is None:
            self._spool = pa.ipc.new_file(str(self._spool_path), table.schema)
        self._spool.write_table(table)

    def _waiting(self) -> Any:
        if self._spool is None:
            return
        self._spool.close()
        with pa.memory_map(str(self._spool_path)) as file:
            batches = pa.ipc.open_file(file)
            for at in range(batches.num_record_batches):
                yield batches.get_batch(at)

    def _write(self, table: Any) -> None:
        if self._writer is None:
            self._writer = pq.ParquetWriter(
                str(self.path), table.schema, compression="lz4"
            )
        self._writer.write_table(table)


def _count(counts: Counter[str], cells: Cells) -> None:
    missing = cells.values.null_count
    if cells.reasons is not None:
        for entry in pc.value_counts(cells.reasons.drop_null()).to_pylist():
            counts[entry["values"]] += entry["counts"]
            missing -= entry["counts"]
    if missing:
        counts[SYSTEM] += missing


def _companion(cells: Cells) -> Any:
    if cells.reasons is None:
        return pa.nulls(len(cells.values), pa.string())
    return cells.reasons
