"""Check that the persons table can answer a plan, before anything is computed.

A rate needs yes/no answers, a mean needs numbers: nothing is converted on the
quiet, because a 2 that means "no" is a number too.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from headload.errors import WrongUse
from headload.terms import Design, DesignStatus, MeasureKind, Persons

from .calibration.weights import WEIGHT_OF_FIT, not_calibrated
from .condition import Clause, parse
from .measures import Measure, Plan
from .parsing import Parsed, parsed
from .replication import replicates_of
from .section import closest
from .wanted import DesignColumns

OF_AMOUNTS = (MeasureKind.MEAN, MeasureKind.MEDIAN, MeasureKind.RATIO)
STAND_INS = ("household_id", "person_id")  # for a PSU that was not released


def parsed_measures(table: Any, plan: Plan) -> dict[int, tuple[Parsed, ...]]:
    """Return the parsed measures of each table of the plan, by its position.

    Raises
    ------
    WrongUse
        ``HL-EST-10`` for a column that is not there, ``HL-EST-11`` for one of the
        wrong type.
    """
    for name, column in plan.dimensions.items():
        _type(table, column, f"dimension {name}")
    return {
        i: tuple(_checked(table, measure, spec.id) for measure in spec.measures)
        for i, spec in enumerate(plan.tables)
    }


def cluster_column(persons: Persons, design: Design) -> str:
    """Return the column used as PSU.

    Without released PSUs each household is one, and each person where the file
    has no households.
    """
    if design.status is DesignStatus.WEIGHTS_ONLY and design.cluster == "psu":
        for column in STAND_INS:
            if column in persons.table.columns and column not in persons.not_asked:
                return column
    _type(persons.table, design.cluster, "the design, cluster")
    return design.cluster


def stratum_column(table: Any, design: Design) -> str | None:
    """Return the column of strata; None for a sample treated as one stratum."""
    if not design.stratified:
        return None
    _type(table, "stratum", "the design, strata")
    return "stratum"


def design_columns(table: Any, design: Design) -> DesignColumns:
    """Return the columns of replicate weights, corrections and later stages.

    Raises
    ------
    WrongUse
        ``HL-EST-52`` for replicates that do not fit, ``HL-EST-10`` for a missing
        column of another kind, ``HL-EST-61`` for persons that are not calibrated.
    """
    if design.calibration is not None and WEIGHT_OF_FIT not in table.columns:
        raise not_calibrated("have not been calibrated")
    if design.status is DesignStatus.REPLICATES:
        how = replicates_of(design, table.columns)
        return DesignColumns(replicates=how.columns)
    for column in (*design.fpc, *design.later_stages):
        _type(table, column, "the design, fpc and later_stages")
    columns = DesignColumns(fpc=design.fpc, later_stages=design.later_stages)
    if design.calibration is None or not design.calibration.margins:
        return columns
    margins = tuple(margin.column for margin in design.calibration.margins)
    for column in margins:
        _type(table, column, "the design, calibration")
    return replace(columns, margins=margins, fit=WEIGHT_OF_FIT)


def _checked(table: Any, measure: Measure, table_id: str) -> Parsed:
    where = f"table {table_id}, {measure.indicator}"
    of = parse(measure.of, where=where)
    is_amount = _is_amount(table, measure, of, where)
    found = parsed(measure, is_amount=is_amount)
    if measure.per and not _is_number(_type(table, measure.per, where)):
        raise _wrong_type(measure.per, "a number column", where)
    for one in (found, *found.sides):
        clauses = (*one.among, *one.part)
        _check_clauses(table, clauses if is_amount else (*of, *clauses), where)
    return found


def _is_amount(
    table: Any, measure: Measure, of: tuple[Clause, ...], where: str
) -> bool:
    """Tell whether a measure adds up a number column rather than persons."""
    single = len(of) == 1 and not of[0].code and not of[0].denied
    numeric = single and _is_number(_type(table, of[0].column, where))
    kind = measure.figure or measure.kind
    if kind in OF_AMOUNTS and not numeric:
        raise _wrong_type(measure.of, "a number column", where)
    return numeric and kind is not MeasureKind.RATE


def _check_clauses(table: Any, clauses: Iterable[Clause], where: str) -> None:
    for clause in clauses:
        kind = _type(table, clause.column, where)
        if clause.code and not kind.is_string():
            raise _wrong_type(clause.column, "a column of codes (text)", where)
        if not clause.code and not kind.is_boolean():
            raise _wrong_type(clause.column, "a yes/no column", where)


def _is_number(kind: Any) -> bool:
    return bool(kind.is_numeric() and not kind.is_boolean())


def _type(table: Any, column: str, where: str) -> Any:
    if column not in table.columns:
        raise WrongUse(
            f'Column "{column}" is not in the persons table',
            where=where,
            to_do=closest(column, table.columns),
            code="HL-EST-10",
        )
    return table[column].type()


def _wrong_type(column: str, needed: str, where: str) -> WrongUse:
    return WrongUse(
        f'"{column}" is not {needed}',
        where=where,
        to_do="name another column, or compare codes with `column = code`",
        code="HL-EST-11",
    )
