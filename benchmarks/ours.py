"""Headload: every figure with its standard error, as the estimate room gives it."""

from collections.abc import Iterable, Sequence
from importlib.metadata import version

import ibis

from headload.measure.estimate import Measure, Plan, TableSpec, estimate
from headload.terms import Design, DesignStatus, Estimate, MeasureKind, Persons

from .agreement import Figures
from .contestant import Question, hand_in, parser, question
from .tables import MEAN, RATE, RATIO, TOTAL, Table, key, name_of, table_of
from .usage import now

NAME = "ours"
DESIGN = Design(DesignStatus.COMPLETE)


def persons_of(asked: Question) -> Persons:
    """Return the survey as harmonised records; nothing is read yet."""
    connection = ibis.duckdb.connect(**asked.settings)
    return Persons(survey="benchmark", table=connection.read_parquet(asked.files))


def plan_of(tables: Sequence[Table]) -> Plan:
    """Return the plan that asks for the four figures in every cell of the tables."""
    measures = (
        _measure(TOTAL, MeasureKind.TOTAL, "employed"),
        _measure(RATE, MeasureKind.RATE, "informal"),
        _measure(MEAN, MeasureKind.MEAN, "hours"),
        _measure(RATIO, MeasureKind.RATIO, "earnings", per="hours"),
    )
    return Plan(
        tables=tuple(
            TableSpec(id=name_of(table), title={}, measures=measures, by=(table,))
            for table in tables
        ),
        dimensions={name: name for table in tables for name in table},
    )


def figures_of(estimates: Iterable[Estimate]) -> Figures:
    """Return values and standard errors by key, of cells that have members."""
    figures: dict[str, float] = {}
    for cell in estimates:
        if cell.n and cell.value is not None and cell.se is not None:
            table = table_of(cell.table_id)
            for part, number in (("value", cell.value), ("se", cell.se)):
                figures[key(table, cell.dimensions, cell.indicator, part)] = number
    return figures


def main() -> None:
    """Answer the question of the command line."""
    asked = question(parser(__doc__).parse_args())
    start = now()
    found = estimate(persons_of(asked), plan_of(asked.tables), DESIGN)
    work = now() - start
    hand_in(NAME, figures_of(found.estimates), work=work, version=version("headload"))


def _measure(indicator: str, kind: MeasureKind, of: str, *, per: str = "") -> Measure:
    return Measure(
        indicator=indicator,
        kind=kind,
        of=of,
        among="employed",
        unit="",
        dimensions={},
        labels={},
        per=per,
    )


if __name__ == "__main__":
    main()
