"""The bare scan: reading and decoding every column that is needed, no more (F2)."""

import duckdb

from .contestant import Question, hand_in, parser, question
from .floor import connected
from .usage import now

NAME = "scan"
DESIGN_AND_AMOUNTS = (
    "stratum",
    "psu",
    "weight",
    "employed",
    "informal",
    "hours",
    "earnings",
)


def scanned(connection: duckdb.DuckDBPyConnection, asked: Question) -> None:
    """Read every column of the tables, the design and the amounts.

    `any_value` makes the engine decode a column and does the least with it.
    """
    dimensions = sorted({column for table in asked.tables for column in table})
    columns = (*dimensions, *DESIGN_AND_AMOUNTS)
    taken = ", ".join(f"any_value({column})" for column in columns)
    connection.execute(f"SELECT {taken} FROM read_parquet('{asked.files}')").fetchall()


def main() -> None:
    """Answer the question of the command line."""
    asked = question(parser(__doc__).parse_args())
    start = now()
    scanned(connected(asked), asked)
    work = now() - start
    hand_in(NAME, {}, work=work, version=f"DuckDB {duckdb.__version__}")


if __name__ == "__main__":
    main()
