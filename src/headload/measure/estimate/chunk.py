"""A chunk: whole PSUs with their records, as arrays to be added up."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from headload.terms import NOT_ASKED

from .answers import NO_ANSWERS, Answers
from .cutting import records_of
from .facts import Facts
from .parts import FIT
from .ranking import UNKNOWN
from .units import WEIGHT_UNITS, halves, whole
from .wanted import Wanted

Integers = NDArray[np.int64]
Numbers = NDArray[np.float64]


class UnlistedCodeError(Exception):
    """A record has a code that is in no list."""


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


def as_chunk(held: pa.Table, starts: Integers, wanted: Wanted, facts: Facts) -> Chunk:
    """Return records as a chunk; `starts` is the first record of each PSU.

    Raises
    ------
    UnlistedCodeError
        When a record has a code that the facts do not know.
    """
    held = held.combine_chunks()
    sizes = np.diff(starts, append=held.num_rows)
    ranks = {
        column: _ranks(held[f"code_{i}"], facts.labels[column])
        for i, column in enumerate(wanted.codes)
    }
    numbers = {
        column: numbers_of(held, f"number_{i}")
        for i, column in enumerate(wanted.numbers)
    }
    return Chunk(
        records=int(records_of(held).sum()),
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
        fpc=tuple(numbers_of(held, f"fpc_{i}") for i in range(len(wanted.design.fpc))),
    )


def numbers_of(held: pa.Table, name: str) -> Numbers:
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
    weight = numbers_of(held, "weight")
    found = {"weight": whole(weight, WEIGHT_UNITS) * rows}
    found["members"] = (found["weight"] > 0) * np.int64(1) * rows
    replicates: list[int | str] = [*range(len(wanted.design.replicates))]
    replicates += [FIT] if wanted.design.fit else []
    under = {f"_of_{r}": numbers_of(held, f"replicate_{r}") for r in replicates}
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
