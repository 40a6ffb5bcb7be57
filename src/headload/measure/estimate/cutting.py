"""Cutting a stream of records into chunks of whole PSUs.

Where a chunk ends depends on the number of records alone, so that a figure does
not depend on threads, batches, files or engine.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from headload.errors import BadInput

CHUNK = 2**18  # records; below, a chunk's sums stay in the processor's cache
LARGEST_PSU = 2**26

Integers = NDArray[np.int64]


def cut(rows: Any) -> Iterator[tuple[pa.Table, Integers]]:
    """Cut an Ibis table into chunks of whole PSUs; yield each with where they start.

    The chunk of a PSU is the number of records before it over `CHUNK`; a chunk is
    complete as soon as a PSU of the next one is there.
    """
    waiting: list[pa.RecordBatch] = []
    before = 0
    for batch in rows.to_pyarrow_batches(chunk_size=CHUNK):
        waiting.append(batch)
        if sum(map(len, waiting)) >= CHUNK:
            complete, rest, before = _complete(pa.Table.from_batches(waiting), before)
            yield from complete
            waiting = rest.to_batches()
            _refuse_giant(sum(map(len, waiting)))
    if waiting:
        held = pa.Table.from_batches(waiting)
        complete, rest, _ = _complete(held if before else _in_order(held), before)
        yield from complete
        yield rest, _psu_starts(rest)


def _complete(
    held: pa.Table, before: int
) -> tuple[list[tuple[pa.Table, Integers]], pa.Table, int]:
    """Return complete chunks, the rest, and the number of records before it."""
    starts = _psu_starts(held)
    records = np.add.reduceat(records_of(held), starts)
    chunk = (before + np.cumsum(records) - records) // CHUNK
    firsts = np.flatnonzero(np.diff(chunk)) + 1
    complete = []
    for a, b in pairwise([0, *firsts.tolist()]):
        start, end = int(starts[a]), int(starts[b])
        complete.append((held.slice(start, end - start), starts[a:b] - start))
    kept = int(records[: firsts[-1]].sum()) if len(firsts) else 0
    rest = int(starts[firsts[-1]]) if len(firsts) else 0
    return complete, held.slice(rest), before + kept


def _in_order(held: pa.Table) -> pa.Table:
    """Sort a file that is all in hand, where it does not lie in order."""
    keys = pa.table(
        {
            "stratum_length": pc.utf8_length(held["stratum"]),
            "stratum": held["stratum"],
            "psu_length": pc.utf8_length(held["psu"]),
            "psu": held["psu"],
        }
    )
    every = [(name, "ascending") for name in keys.column_names]
    order = pc.sort_indices(keys, sort_keys=every)
    return held.take(order)


def records_of(held: pa.Table) -> Integers:
    """Return how many records each row stands for."""
    if "records" in held.column_names:
        return np.asarray(held["records"].to_numpy(), dtype=np.int64)
    return np.ones(held.num_rows, dtype=np.int64)


def _psu_starts(held: pa.Table) -> Integers:
    """Return where a run of one stratum and PSU starts."""
    changes = np.zeros(held.num_rows, dtype=bool)
    changes[:1] = True
    for name in ("stratum", "psu"):
        ids = held[name].combine_chunks()
        other = pc.not_equal(ids.slice(1), ids.slice(0, max(len(ids) - 1, 0)))
        changes[1:] |= other.to_numpy(zero_copy_only=False)
    return np.flatnonzero(changes)


def _refuse_giant(records: int) -> None:
    if records > LARGEST_PSU:
        raise BadInput(
            f"A PSU has more than {LARGEST_PSU:,} records",
            where="column PSU",
            to_do="check that the map names the PSU and not the region",
            code="HL-EST-54",
        )
