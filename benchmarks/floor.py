"""The floor: bare SQL for the same figures without any precision (F).

One GROUP BY a table over the same file in the same engine, written as cheaply as
we know how: it may use that hours and informality are known of all the employed.
"""

from typing import Any

import duckdb

from .agreement import Figures
from .contestant import Question, hand_in, parser, question
from .tables import FIGURES, Table, key
from .usage import now

NAME = "floor"

_SUMS = """
    sum(weight),
    sum(weight * informal::int) / sum(weight),
    sum(weight * hours) / sum(weight),
    sum(weight * earnings) / sum(weight * hours * (earnings IS NOT NULL)::int)
"""


def connected(asked: Question) -> duckdb.DuckDBPyConnection:
    """Return the engine with the settings asked for."""
    return duckdb.connect(config=asked.settings)


def figures_of(connection: duckdb.DuckDBPyConnection, asked: Question) -> Figures:
    """Return the values by key, without standard errors."""
    figures: dict[str, float] = {}
    for table in asked.tables:
        rows = connection.execute(_query(table, asked.files)).fetchall()
        for row in rows:
            figures |= _named(table, row)
    return figures


def main() -> None:
    """Answer the question of the command line."""
    asked = question(parser(__doc__).parse_args())
    start = now()
    figures = figures_of(connected(asked), asked)
    work = now() - start
    hand_in(NAME, figures, work=work, version=f"DuckDB {duckdb.__version__}")


def _query(table: Table, files: str) -> str:
    columns = ", ".join(table)
    return (
        f"SELECT {columns}, {_SUMS} FROM read_parquet('{files}') "
        f"WHERE employed GROUP BY {columns}"
    )


def _named(table: Table, row: tuple[Any, ...]) -> Figures:
    codes = dict(zip(table, row, strict=False))
    values = row[len(table) :]
    return {
        key(table, codes, figure, "value"): value
        for figure, value in zip(FIGURES, values, strict=True)
        if value is not None
    }


if __name__ == "__main__":
    main()
