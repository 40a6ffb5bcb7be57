"""What must be known of the file before its records are added up.

One aggregate over the columns that a plan needs: what cannot be estimated from is
refused here, before any long work, with counts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isnan, nan
from typing import Any

from headload.errors import BadInput, WrongUse
from headload.terms import NOT_ASKED

from .ranking import in_order
from .units import LARGEST_AMOUNT, LARGEST_WEIGHT, Units
from .vocabulary import codes_of
from .wanted import Wanted

MOST_CELLS = 10_000_000
FIRST = 10_000  # records


@dataclass(frozen=True)
class Facts:
    """Facts of the whole file.

    Parameters
    ----------
    records
        Records of the file.
    labels
        Codes that occur or are listed, in order, by column of codes.
    units
        Digits kept of weighted amounts.
    fpc_are_shares
        Whether each finite population correction is a sampling fraction.
    """

    records: int
    labels: Mapping[str, tuple[str, ...]]
    units: Units
    fpc_are_shares: tuple[bool, ...]


def facts_of(table: Any, wanted: Wanted, *, search: bool = False) -> Facts:
    """Look at the columns that a plan needs, and refuse what cannot be used.

    Parameters
    ----------
    table, wanted
        The persons table, and the columns.
    search
        Look for codes even where a code list says which there are.

    Raises
    ------
    BadInput
        ``HL-EST-40`` no record; ``HL-EST-45`` records without PSU or stratum;
        ``HL-EST-46`` weights missing, negative or not finite; ``HL-EST-48``
        amounts too large to be added exactly;
        ``HL-EST-52`` replicate weights that cannot be used.
    """
    # two questions: a store that keeps counts and ranges answers the first unread
    found = _answered(
        table, {**_of_design(table, wanted), **_of_numbers(table, wanted)}
    )
    labels = _labels(table, wanted, search)
    _refuse_unplaced(found)
    _refuse_weights(found, table, wanted)
    largest_weight = _largest(found, *_weights(wanted), *wanted.design.replicates)
    amounts = {c: _largest_amount(found, c, table) for c in wanted.numbers}
    return Facts(
        records=found["records"],
        labels=labels,
        units=Units.of(
            {column: amounts[column] for column in wanted.amounts},
            largest_weight,
            found["records"],
        ),
        fpc_are_shares=tuple(
            (found[f"fpc_{i}"] or 0.0) <= 1 for i in range(len(wanted.design.fpc))
        ),
    )


def bad_weights(table: Any) -> BadInput:
    """Return the refusal of weights that cannot be used, with their number."""
    bad = _unusable(table, ("weight",), lowest=0.0)
    return BadInput(
        f"{bad} records have a weight that is missing, negative, not finite or above "
        f"{LARGEST_WEIGHT:.0f}",
        where="column weight",
        to_do="drop these records on read, or correct the weight in the map",
        code="HL-EST-46",
    )


def number(column: Any) -> Any:
    """Return a number column; null where it is not a number."""
    kind = column.type()
    if kind.is_floating():
        return column.cast("float64").nullif(float("nan"))
    return column.cast("float64")


def _answered(table: Any, asked: dict[str, Any]) -> dict[str, Any]:
    if not asked:
        return {}
    # as a stream: a whole table would bring pandas along
    batches = table.aggregate(**asked).to_pyarrow_batches()
    answer: dict[str, Any] = batches.read_all().to_pylist()[0]
    return answer


def _of_design(table: Any, wanted: Wanted) -> dict[str, Any]:
    found = {"records": table.count(), "with_PSU": table[wanted.psu].count()}
    if wanted.stratum:
        found["with_stratum"] = table[wanted.stratum].count()
    for i, column in enumerate(wanted.design.fpc):
        found[f"fpc_{i}"] = table[column].cast("float64").max()
    return found


def _of_numbers(table: Any, wanted: Wanted) -> dict[str, Any]:
    """Return count, lowest and highest of weights and amounts."""
    weights = (*_weights(wanted), *wanted.design.replicates)
    columns = dict.fromkeys((*weights, *wanted.numbers))
    found = {}
    for column in columns:
        values = table[column].cast("float64")
        found[f"count_{column}"] = values.count()
        found[f"low_{column}"] = values.min()
        found[f"high_{column}"] = values.max()
    return found


def _weights(wanted: Wanted) -> tuple[str, ...]:
    """Return the columns of weights that are not negative."""
    return ("weight", wanted.design.fit) if wanted.design.fit else ("weight",)


def _largest(found: Mapping[str, Any], *columns: str) -> float:
    """Return the largest size in some columns; NaN where one holds it."""
    ends = [found[f"{end}_{column}"] for column in columns for end in ("low", "high")]
    sizes = [abs(end or 0.0) for end in ends]
    return nan if any(map(isnan, sizes)) else max(sizes)


def _largest_amount(found: Mapping[str, Any], column: str, table: Any) -> float:
    """Return the largest size of an amount; what is not a number does not count.

    Raises
    ------
    BadInput
        ``HL-EST-48``.
    """
    largest = _largest(found, column)
    if isnan(largest):
        size = number(table[column]).abs()
        largest = _answered(table, {"size": size.max()})["size"] or 0.0
    if largest < LARGEST_AMOUNT:
        return largest
    too_large = table.count(where=number(table[column]).abs() >= LARGEST_AMOUNT)
    count = _answered(table, {"bad": too_large})["bad"]
    raise BadInput(
        f"{count} amounts are too large to be added exactly (10^12 or more)",
        where=f"column {column}",
        to_do="check the unit, and the codes that mean missing, in the map",
        code="HL-EST-48",
    )


def _labels(table: Any, wanted: Wanted, search: bool) -> dict[str, tuple[str, ...]]:
    """Return the codes of each column: those listed, else those that occur.

    A look at the first records finds most lists that do not fit, and spares a
    second pass.
    """
    labels = {column: _listed(column, wanted) for column in wanted.codes}
    listed = [column for column, codes in labels.items() if codes]
    seen = _distinct(table.limit(FIRST), listed)
    unlisted = [
        column
        for column, codes in labels.items()
        if search or not codes or not seen[column] <= set(codes)
    ]
    for column, codes in _distinct(table, unlisted).items():
        labels[column] = in_order(codes, labels[column])
    return labels


def _distinct(table: Any, columns: Sequence[str]) -> dict[str, set[str]]:
    """Return the codes that occur; a question not asked is unknown."""
    texts = {column: table[column].cast("string") for column in columns}
    found = _answered(
        table,
        {
            c: text.collect(distinct=True, include_null=True)
            for c, text in texts.items()
        },
    )
    return {c: set(codes or ()) - {None, NOT_ASKED} for c, codes in found.items()}


def _listed(column: str, wanted: Wanted) -> tuple[str, ...]:
    """Return the codes of a column's list; none where it has none."""
    names = [name for name, one in wanted.dimensions.items() if one == column]
    known = codes_of(*names, column)
    return tuple(c for c in known.codes if c != NOT_ASKED) if known else ()


def _refuse_unplaced(found: Mapping[str, Any]) -> None:
    if not found["records"]:
        raise BadInput(
            "There are no records to estimate from",
            where="persons table",
            to_do="check the file and the population of the survey map",
            code="HL-EST-40",
        )
    for column in ("stratum", "PSU"):
        missing = found["records"] - found.get(f"with_{column}", found["records"])
        if missing:
            raise BadInput(
                f"{missing} records have no {column}",
                where=f"design column of the {column}",
                to_do="map the column completely, or declare the design incomplete",
                code="HL-EST-45",
            )


def _refuse_weights(found: Mapping[str, Any], table: Any, wanted: Wanted) -> None:
    if not all(_usable(found, c, lowest=0.0) for c in _weights(wanted)):
        raise bad_weights(table)
    replicates = wanted.design.replicates
    if not all(_usable(found, c, lowest=-LARGEST_WEIGHT) for c in replicates):
        bad = _unusable(table, replicates, lowest=-LARGEST_WEIGHT)
        raise BadInput(
            f"{bad} replicate weights are missing, not finite or beyond "
            f"{LARGEST_WEIGHT:.0f}",
            where="columns of the replicate weights",
            to_do="drop these records on read, or correct the columns in the map",
            code="HL-EST-52",
        )


def _usable(found: Mapping[str, Any], column: str, *, lowest: float) -> bool:
    """Tell whether every weight is a number in range; a NaN fails both tests."""
    complete = found[f"count_{column}"] == found["records"]
    low, high = found[f"low_{column}"], found[f"high_{column}"]
    return bool(complete and low >= lowest and high <= LARGEST_WEIGHT)


def _unusable(table: Any, columns: Sequence[str], *, lowest: float) -> int:
    """Count the weights that cannot be used."""
    numbers = (table[column].cast("float64") for column in columns)
    usable = [one.between(lowest, LARGEST_WEIGHT).fill_null(False) for one in numbers]
    count = sum(table.count(where=~one) for one in usable)
    return int(_answered(table, {"bad": count})["bad"])


def refuse_many_cells(
    by: tuple[str, ...], sizes: tuple[int, ...], figures: int
) -> None:
    """Refuse a breakdown with more figures than anybody will read.

    Raises
    ------
    WrongUse
        ``HL-EST-14``, with the breakdown and the number of codes.
    """
    cells = figures
    for size in sizes:
        cells *= max(size, 1)
    if cells > MOST_CELLS:
        shown = ", ".join(f"{n} ({k} codes)" for n, k in zip(by, sizes, strict=True))
        raise WrongUse(
            f"The plan asks for {cells:,} figures in one breakdown; at most "
            f"{MOST_CELLS:,} are worked out",
            where=f"breakdown by {shown}",
            to_do="group the codes, or take a dimension out",
            code="HL-EST-14",
        )
