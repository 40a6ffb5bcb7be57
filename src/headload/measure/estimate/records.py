"""The one pass over the microdata: records by PSU, in an order of their own.

Records stream out of the engine in the order of stratum and PSU (shorter ids
first, then by code point) and are cut into chunks of whole PSUs. Where a chunk
ends depends on the number of records alone, so that a figure does not depend on
threads, batches, files or engine. A file that is stored in that order is read as
it lies; any other is sorted by the engine first.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import ibis
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from headload.errors import BadInput
from headload.terms import NOT_ASKED

from .answers import NO_ANSWERS, Answers
from .facts import Facts, bad_weights, number
from .parts import FIT
from .ranking import UNKNOWN
from .units import LARGEST_WEIGHT, WEIGHT_UNITS, halves, whole
from .wanted import Wanted

CHUNK = 2**18  # records; below, a chunk's sums stay in the processor's cache
LARGEST_PSU = 2**26
SHORT_LIST = 64  # codes up to which the engine ranks faster than a hash table
REDUCED_AWAY = ("pyspark",)  # engines on other machines add up before they send

Integers = NDArray[np.int64]
Numbers = NDArray[np.float64]


class NotInOrderError(Exception):
    """The records do not lie in the order of stratum and PSU."""


class UnlistedCodeError(Exception):
    """A record has a code that is in no list."""


@ibis.udf.scalar.builtin  # type: ignore[untyped-decorator]  # ibis has no types
def array_position(codes: list[str], code: str) -> int:  # type: ignore[empty-body]
    """Return the position of a code in a list, from 1; 0 or null when absent."""


@dataclass(frozen=True)
class Chunk:
    """Whole PSUs with their records, in order.

    Parameters
    ----------
    records
        Number of records of the file.
    strata, psus
        Stratum and id of each PSU.
    psu
        PSU of each record, from 0.
    codes
        Rank of each record's code, by column; -1 is unknown.
    answers
        To the clauses of the plan.
    values
        What is added up, by name: see `sums.Sum`; amounts in two halves.
    numbers
        Number columns as they are; NaN where missing.
    units
        Unit of each later stage, by stage.
    fpc
        Population (or sampling fraction) of each stage.
    """

    records: int
    strata: pa.Array
    psus: pa.Array
    psu: Integers
    codes: Mapping[str, NDArray[np.int16]]
    answers: Answers
    values: Mapping[str, Integers]
    numbers: Mapping[str, Numbers]
    units: tuple[pa.Array, ...]
    fpc: tuple[Numbers, ...]

    def only(self, records: Integers) -> "Chunk":
        """Return the same PSUs with some of their records, without answers."""
        if len(records) == len(self.psu):
            return self
        return replace(
            self,
            psu=self.psu[records],
            codes={column: ranks[records] for column, ranks in self.codes.items()},
            answers=NO_ANSWERS,
            values={name: whole[records] for name, whole in self.values.items()},
            numbers={column: some[records] for column, some in self.numbers.items()},
            units=(),
            fpc=(),
        )


def chunks(table: Any, wanted: Wanted, facts: Facts, *, sort: bool) -> Iterator[Chunk]:
    """Yield the records of a persons table, chunk by chunk.

    Parameters
    ----------
    table
        Ibis table of persons, with a float column ``weight``.
    wanted, facts
        Which columns, and what is known of them.
    sort
        Let the engine sort first.

    Raises
    ------
    NotInOrderError
        When the records turn out not to be in order, there are more than one
        chunk holds, and `sort` is False.
    UnlistedCodeError
        When a record has a code that the facts do not know.
    BadInput
        ``HL-EST-46`` for a weight that is not a number; ``HL-EST-47`` for weights
        too large to be added exactly; ``HL-EST-54`` for a PSU with more records
        than can be held.
    """
    rows, reduced = _rows(table, wanted, facts)
    if sort or reduced:
        rows = rows.order_by(
            [rows.stratum.length(), rows.stratum, rows.psu.length(), rows.psu]
        )
    last: tuple[str, str] | None = None
    persons = 0.0
    for part, starts in _cut(rows.to_pyarrow_batches(chunk_size=CHUNK)):
        weight = _numbers(part, "weight")
        if not (weight >= 0).all():  # a store's ranges may leave NaN out
            raise bad_weights(table)
        persons += float((weight * _records(part)).sum())
        refuse_weight_sum(persons)
        found = _as_chunk(part, starts, wanted, facts)
        last = _refuse_disorder(found, last)
        yield found


def _rows(table: Any, wanted: Wanted, facts: Facts) -> tuple[Any, bool]:
    """Return the columns of each record; records added up where that saves."""
    keys = {
        "stratum": _text(table[wanted.stratum]) if wanted.stratum else _one_stratum(),
        "psu": _text(table[wanted.psu]),
        **_named("yes", (table[column] for column in wanted.yes_no)),
        **_named("code", (_rank(table[c], facts.labels[c]) for c in wanted.codes)),
        **_named("unit", (_text(table[c]) for c in wanted.design.later_stages)),
        **_named("fpc", (number(table[c]) for c in wanted.design.fpc)),
        **_named("number", (number(table[c]) for c in wanted.numbers)),
    }
    weights = {
        "weight": table.weight.cast("float64"),
        **_named(
            "replicate", (table[c].cast("float64") for c in wanted.design.replicates)
        ),
    }
    if wanted.design.fit:
        weights[f"replicate_{FIT}"] = table[wanted.design.fit].cast("float64")
    if table.get_backend().name not in REDUCED_AWAY:
        return table.select(**keys, **weights), False
    rows = table.select(**keys, **weights).mutate(records=1)
    return rows.group_by([*keys, *weights]).aggregate(records=rows.records.sum()), True


def _named(name: str, columns: Iterable[Any]) -> dict[str, Any]:
    return {f"{name}_{i}": column for i, column in enumerate(columns)}


def _text(column: Any) -> Any:
    return column.cast("string")


def _one_stratum() -> Any:
    return ibis.literal("all")


def _rank(codes: Any, labels: tuple[str, ...]) -> Any:
    """Return the rank of a code from 1, 0 where it is not listed, last if not asked.

    Of a long list, the code itself, to be ranked later.
    """
    if len(labels) > SHORT_LIST:
        return _text(codes)
    text = _text(codes)
    place = array_position([*labels, NOT_ASKED], text)
    # absent from the list is null in one engine and 0 in another
    missing = ibis.ifelse(text.isnull(), len(labels) + 1, 0)
    return ibis.coalesce(place, missing).cast("int16")


def _cut(batches: Iterable[pa.RecordBatch]) -> Iterator[tuple[pa.Table, Integers]]:
    """Cut a stream into chunks of whole PSUs; yield each with where they start.

    The chunk of a PSU is the number of records before it over `CHUNK`; a chunk is
    complete as soon as a PSU of the next one is there.
    """
    waiting: list[pa.RecordBatch] = []
    before = 0
    for batch in batches:
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
    records = np.add.reduceat(_records(held), starts)
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


def _records(held: pa.Table) -> Integers:
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


def _as_chunk(held: pa.Table, starts: Integers, wanted: Wanted, facts: Facts) -> Chunk:
    held = held.combine_chunks()
    sizes = np.diff(starts, append=held.num_rows)
    ranks = {
        column: _ranks(held[f"code_{i}"], facts.labels[column])
        for i, column in enumerate(wanted.codes)
    }
    numbers = {
        column: _numbers(held, f"number_{i}") for i, column in enumerate(wanted.numbers)
    }
    return Chunk(
        records=int(_records(held).sum()),
        strata=held["stratum"].combine_chunks().take(starts),
        psus=held["psu"].combine_chunks().take(starts),
        psu=np.repeat(np.arange(len(starts)), sizes),
        codes=ranks,
        answers=_answers(held, wanted, facts, ranks, numbers),
        values=_values(held, wanted, facts, numbers),
        numbers=numbers,
        units=tuple(
            held[f"unit_{i}"].combine_chunks()
            for i in range(len(wanted.design.later_stages))
        ),
        fpc=tuple(_numbers(held, f"fpc_{i}") for i in range(len(wanted.design.fpc))),
    )


def _numbers(held: pa.Table, name: str) -> Numbers:
    """Return a number column; NaN for null."""
    return np.asarray(held[name].to_numpy(), dtype=np.float64)


def _answers(
    held: pa.Table,
    wanted: Wanted,
    facts: Facts,
    ranks: Mapping[str, NDArray[np.int16]],
    numbers: Mapping[str, Numbers],
) -> Answers:
    yes: dict[str, NDArray[np.bool_]] = {}
    known: dict[str, NDArray[np.bool_] | None] = {}
    for i, column in enumerate(wanted.yes_no):
        answer = held[f"yes_{i}"]
        yes[column] = answer.fill_null(False).to_numpy()
        known[column] = answer.is_valid().to_numpy() if answer.null_count else None
    for column, values in numbers.items():
        known[column] = ~np.isnan(values)
        yes[column] = (values != 0) & known[column]
    return Answers(yes, known, ranks, facts.labels, held.num_rows)


def _ranks(codes: pa.ChunkedArray, labels: tuple[str, ...]) -> NDArray[np.int16]:
    """Return the rank of each code from 0; -1 where it is null or not asked."""
    nulls = codes.null_count
    if not pa.types.is_integer(codes.type):
        listed = pa.array([*labels, NOT_ASKED], pa.string())
        codes = pc.add(pc.index_in(codes, value_set=listed), 1)
    if codes.null_count > nulls:
        raise UnlistedCodeError
    numbers = codes.fill_null(len(labels) + 1).to_numpy()
    ranks: NDArray[np.int16] = numbers.astype(np.int16)
    if not ranks.all():
        raise UnlistedCodeError
    ranks -= 1
    ranks[ranks == len(labels)] = UNKNOWN
    return ranks


def _values(
    held: pa.Table,
    wanted: Wanted,
    facts: Facts,
    numbers: Mapping[str, Numbers],
) -> dict[str, Integers]:
    """Return what is added up, as whole numbers times the records of each row."""
    rows = held["records"].to_numpy() if "records" in held.column_names else 1
    weight = _numbers(held, "weight")
    found = {"weight": whole(weight, WEIGHT_UNITS) * rows}
    found["members"] = (found["weight"] > 0) * np.int64(1) * rows
    replicates: list[int | str] = [*range(len(wanted.design.replicates))]
    replicates += [FIT] if wanted.design.fit else []
    under = {f"_of_{r}": _numbers(held, f"replicate_{r}") for r in replicates}
    for r in replicates:
        found[f"replicate_{r}"] = whole(under[f"_of_{r}"], WEIGHT_UNITS) * rows
    for i, column in enumerate(wanted.amounts):
        amount = np.nan_to_num(numbers[column])
        scale = 10.0 ** facts.units.digits[column]
        for suffix, weights in {"": weight, **under}.items():
            high, low = halves(whole(weights * amount, scale))
            found[f"product_{i}{suffix}_high"] = high * rows
            found[f"product_{i}{suffix}_low"] = low * rows
        if column in wanted.squared:
            scale = 10.0 ** facts.units.square_digits[column]
            found[f"square_{i}"] = whole(weight * amount * amount, scale) * rows
    return found


def _refuse_disorder(found: Chunk, last: tuple[str, str] | None) -> tuple[str, str]:
    """Refuse PSUs that are not in order; return the last one's stratum and id."""
    first = (found.strata[0].as_py(), found.psus[0].as_py())
    strata_grow, strata_same = _growing(found.strata)
    psus_grow, _ = _growing(found.psus)
    in_order = (strata_grow | (strata_same & psus_grow)).all()
    if not in_order or (last is not None and _place(last) >= _place(first)):
        raise NotInOrderError
    return found.strata[-1].as_py(), found.psus[-1].as_py()


def _place(unit: tuple[str, str]) -> tuple[int, str, int, str]:
    stratum, psu = unit
    return len(stratum), stratum, len(psu), psu


def _growing(ids: pa.Array) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return where the next id comes later, and where it is the same."""
    before, after = ids.slice(0, len(ids) - 1), ids.slice(1)
    lengths = pc.utf8_length(before), pc.utf8_length(after)
    later = pc.or_(
        pc.less(*lengths),
        pc.and_(pc.equal(*lengths), pc.less(before, after)),
    )
    same = pc.equal(before, after)
    return (
        later.to_numpy(zero_copy_only=False),
        same.to_numpy(zero_copy_only=False),
    )


def refuse_weight_sum(persons: float) -> None:
    """Refuse weights that cannot be added exactly.

    Raises
    ------
    BadInput
        ``HL-EST-47``.
    """
    if persons > LARGEST_WEIGHT:
        raise BadInput(
            f"The weights add up to more than {LARGEST_WEIGHT:.0f} persons",
            where="column weight",
            to_do="check the scale of the weight in the survey map",
            code="HL-EST-47",
        )


def _refuse_giant(records: int) -> None:
    if records > LARGEST_PSU:
        raise BadInput(
            f"A PSU has more than {LARGEST_PSU:,} records",
            where="column PSU",
            to_do="check that the map names the PSU and not the region",
            code="HL-EST-54",
        )
