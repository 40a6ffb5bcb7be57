"""The one pass over the microdata: records reduced to profiles.

A profile is all records of one PSU that agree on every dimension and on every
yes/no answer that the plan asks for. One GROUP BY with a few sums therefore
serves all measures; for 163 conditions on 100,000 records it took an eighth of
the time of one conditional sum each (0.11 against 0.85 CPU seconds), and a longer
plan costs the engine no more.

Sums are exact, hence independent of threads and row order: a weight enters as
the integer ``round(weight * 1e9)``, an amount as ``round(amount * 1e6)``, and
their products are added as DECIMAL(38). Only exact sums leave the engine.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import ibis
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from headload.terms import NOT_ASKED

from .flags import FlagLayout, Flags

WEIGHT_UNITS = 1e9
AMOUNT_UNITS = 1e6
SQUARE_UNITS = 1e4
LARGEST_WEIGHT = 9e9  # persons; in billionths, a larger sum leaves 64 bits
LARGEST_SUM = 2**63 - 1
LARGEST_AMOUNT = 1e12  # so that no weighted sum can leave DECIMAL(38)

Integers = NDArray[np.int64]
Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class DesignColumns:
    """Design columns besides stratum and PSU: see `terms.Design`."""

    replicates: tuple[str, ...] = ()
    fpc: tuple[str, ...] = ()
    later_stages: tuple[str, ...] = ()


NO_MORE = DesignColumns()


@dataclass(frozen=True)
class Amount:
    """Weighted sums of one amount column, one value a profile."""

    sums: Numbers
    squares: Numbers


@dataclass(frozen=True)
class Replicate:
    """Sums of one replicate weight: persons in billionths, and amounts."""

    weight: Integers
    amounts: Mapping[str, Numbers]


@dataclass(frozen=True)
class Profiles:
    """Profiles as arrays of equal length, fetched in no certain order.

    Parameters
    ----------
    stratum, psu
        Text; a null means that the record has none.
    dimensions
        Code by dimension column; null is unknown.
    flags
        Answers to the plan's clauses.
    records
        Records of the file.
    members
        Records with a positive weight: a record with weight 0 is in the sample,
        so its PSU counts, but it is a member of no population.
    weight
        Sum of weights in billionths.
    bad_weights, bad_amounts
        Records whose weight or amount cannot be used.
    amounts
        Weighted sums by amount column.
    replicates
        Sums under each replicate weight; empty without them.
    bad_replicates
        Replicate weights that are missing or not usable.
    fpc, later_units
        Population (or sampling fraction) of each stage, and unit of each stage
        after the first; the stages one after the other.
    values
        The number that the records of a profile share, where quantiles are asked.
    """

    stratum: pa.Array
    psu: pa.Array
    dimensions: Mapping[str, pa.Array]
    flags: Flags
    records: Integers
    members: Integers
    weight: Integers
    bad_weights: int
    bad_amounts: Mapping[str, int]
    amounts: Mapping[str, Amount]
    replicates: tuple[Replicate, ...] = ()
    bad_replicates: int = 0
    fpc: tuple[Numbers, ...] = ()
    later_units: tuple[pa.Array, ...] = ()
    values: Numbers | None = None

    def taken(self, order: Integers) -> "Profiles":
        """Return the profiles in another order."""
        return replace(
            self,
            stratum=self.stratum.take(order),
            psu=self.psu.take(order),
            dimensions={k: codes.take(order) for k, codes in self.dimensions.items()},
            flags=Flags(self.flags.layout, self.flags.words[:, order]),
            records=self.records[order],
            members=self.members[order],
            weight=self.weight[order],
            amounts={
                column: Amount(amount.sums[order], amount.squares[order])
                for column, amount in self.amounts.items()
            },
            replicates=tuple(
                Replicate(
                    replicate.weight[order],
                    {name: sums[order] for name, sums in replicate.amounts.items()},
                )
                for replicate in self.replicates
            ),
            fpc=tuple(stage[order] for stage in self.fpc),
            later_units=tuple(units.take(order) for units in self.later_units),
            values=None if self.values is None else self.values[order],
        )


def fetch_profiles(
    table: Any,
    *,
    stratum: str | None,
    psu: str,
    dimensions: Iterable[str],
    layout: FlagLayout,
    amounts: Iterable[str],
    design: DesignColumns = NO_MORE,
    value: str = "",
) -> Profiles:
    """Group the persons table into profiles and fetch them.

    Parameters
    ----------
    table
        Ibis table of persons, with a float column ``weight``.
    stratum, psu
        Design columns; a survey without strata has one, called ``all``.
    dimensions
        Columns of the breakdowns.
    layout
        The yes/no answers wanted.
    amounts
        Number columns to add up.
    design
        Further columns of the sample design.
    value
        Number column by whose values profiles are told apart, for quantiles.
    """
    dimensions, amounts = tuple(dimensions), tuple(amounts)
    keys = {
        "stratum": table[stratum].cast("string") if stratum else ibis.literal("all"),
        "psu": table[psu].cast("string"),
        **{f"dimension_{i}": _code(table[d]) for i, d in enumerate(dimensions)},
        **{f"flags_{i}": word for i, word in enumerate(layout.expressions(table))},
        **_more_keys(table, design, value),
    }
    sums = _weight_sums(table) | _replicate_sums(table, amounts, design.replicates)
    for i, column in enumerate(amounts):
        sums |= _amount_sums(table, column, i)
    rows = table.select(**keys, **{name: value for name, (value, _) in sums.items()})
    found = rows.group_by(list(keys)).aggregate(
        **{name: finish(rows[name].sum()) for name, (_, finish) in sums.items()}
    )
    return _as_profiles(
        found.to_pyarrow(), dimensions, layout, amounts, design, bool(value)
    )


def _code(column: Any) -> Any:
    """Return a dimension's code; a question not asked is unknown."""
    return column.cast("string").nullif(NOT_ASKED)


def _whole(total: Any) -> Any:
    return total.try_cast("int64")  # null when it leaves 64 bits: refused later


def _real(total: Any) -> Any:
    return total.cast("float64")  # of an exact integer: the same everywhere


def _weight_units(table: Any) -> tuple[Any, Any]:
    """Return the usable weight in billionths, and whether it was usable."""
    weight = table.weight.cast("float64")
    usable = weight.between(0, LARGEST_WEIGHT).fill_null(False)
    units = (ibis.ifelse(usable, weight, 0.0) * WEIGHT_UNITS).round().cast("int64")
    return units, usable


def _weight_sums(table: Any) -> dict[str, tuple[Any, Any]]:
    units, usable = _weight_units(table)
    return {
        "records": (ibis.literal(1, type="int64"), _whole),
        "members": ((units > 0).cast("int64"), _whole),
        "weight": (units.cast("decimal(19, 0)"), _whole),
        "bad_weights": ((~usable).cast("int64"), _whole),
    }


def _amount_sums(table: Any, column: str, i: int) -> dict[str, tuple[Any, Any]]:
    units, _ = _weight_units(table)
    whole, amount, bad = _whole_amount(table, column)
    # the square feeds the design effect alone: each record's is rounded to a
    # whole number first, so that its sum too is exact
    square = (units / WEIGHT_UNITS * amount * amount * SQUARE_UNITS).cast(
        "decimal(38, 0)"
    )
    return {
        f"sum_{i}": (units.cast("decimal(19, 0)") * whole, _real),
        f"square_{i}": (square, _real),
        f"bad_{i}": (bad.cast("int64"), _whole),
    }


def _whole_amount(table: Any, column: str) -> tuple[Any, Any, Any]:
    """Return an amount in millionths, as it is, and whether it is too large."""
    amount = table[column].cast("float64")
    known = amount.notnull() & ~amount.isnan()
    small = (amount.abs() < LARGEST_AMOUNT).fill_null(False)
    amount = ibis.ifelse(known & small, amount, 0.0)
    whole = (amount * AMOUNT_UNITS).round().cast("int64").cast("decimal(18, 0)")
    return whole, amount, known & ~small


def _more_keys(table: Any, design: DesignColumns, value: str) -> dict[str, Any]:
    """Return what tells profiles apart besides PSU, codes and answers."""
    fpc = {f"fpc_{i}": table[c].cast("float64") for i, c in enumerate(design.fpc)}
    units = {
        f"unit_{i}": table[c].cast("string") for i, c in enumerate(design.later_stages)
    }
    number = table[value].cast("float64") if value else None
    known = {} if number is None else {"value": number.nullif(float("nan"))}
    return fpc | units | known


def _replicate_sums(
    table: Any, amounts: tuple[str, ...], columns: tuple[str, ...]
) -> dict[str, tuple[Any, Any]]:
    """Return the sums of every replicate weight; a few producers' are negative."""
    sums: dict[str, tuple[Any, Any]] = {}
    wholes = [_whole_amount(table, column)[0] for column in amounts]
    for r, column in enumerate(columns):
        weight = table[column].cast("float64")
        usable = weight.between(-LARGEST_WEIGHT, LARGEST_WEIGHT).fill_null(False)
        units = (ibis.ifelse(usable, weight, 0.0) * WEIGHT_UNITS).round().cast("int64")
        exact = units.cast("decimal(19, 0)")
        sums[f"replicate_{r}"] = (exact, _whole)
        sums[f"bad_replicate_{r}"] = ((~usable).cast("int64"), _whole)
        for i, whole in enumerate(wholes):
            sums[f"replicate_{r}_sum_{i}"] = (exact * whole, _real)
    return sums


def _replicates_of(
    found: pa.Table, amounts: tuple[str, ...], columns: tuple[str, ...]
) -> tuple[Replicate, ...]:
    units = WEIGHT_UNITS * AMOUNT_UNITS
    return tuple(
        Replicate(
            pc.fill_null(found[f"replicate_{r}"], LARGEST_SUM).to_numpy(),
            {
                column: found[f"replicate_{r}_sum_{i}"].to_numpy() / units
                for i, column in enumerate(amounts)
            },
        )
        for r in range(len(columns))
    )


def _as_profiles(
    found: pa.Table,
    dimensions: tuple[str, ...],
    layout: FlagLayout,
    amounts: tuple[str, ...],
    design: DesignColumns,
    with_values: bool,
) -> Profiles:
    def numbers(name: str) -> NDArray[Any]:
        column: NDArray[Any] = found[name].to_numpy()
        return column

    words = [numbers(f"flags_{i}") for i in range(layout.words)]
    return Profiles(
        stratum=found["stratum"].combine_chunks(),
        psu=found["psu"].combine_chunks(),
        dimensions={
            column: found[f"dimension_{i}"].combine_chunks()
            for i, column in enumerate(dimensions)
        },
        flags=Flags(
            layout, np.array(words, dtype=np.int64).reshape(len(words), found.num_rows)
        ),
        records=numbers("records"),
        members=numbers("members"),
        weight=pc.fill_null(found["weight"], LARGEST_SUM).to_numpy(),
        bad_weights=pc.sum(found["bad_weights"]).as_py() or 0,
        bad_amounts={
            column: pc.sum(found[f"bad_{i}"]).as_py() or 0
            for i, column in enumerate(amounts)
        },
        amounts={
            column: Amount(
                sums=numbers(f"sum_{i}") / (WEIGHT_UNITS * AMOUNT_UNITS),
                squares=numbers(f"square_{i}") / SQUARE_UNITS,
            )
            for i, column in enumerate(amounts)
        },
        replicates=_replicates_of(found, amounts, design.replicates),
        bad_replicates=sum(
            pc.sum(found[f"bad_replicate_{r}"]).as_py() or 0
            for r in range(len(design.replicates))
        ),
        fpc=tuple(numbers(f"fpc_{i}") for i in range(len(design.fpc))),
        later_units=tuple(
            found[f"unit_{i}"].combine_chunks() for i in range(len(design.later_stages))
        ),
        values=numbers("value") if with_values else None,
    )
