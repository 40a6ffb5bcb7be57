"""svy, called as its users do: one call a table and figure.

Runs in the environment of the peers, which does not have Headload. Loading the
file and naming the design are not counted as work.
"""

from collections.abc import Iterator
from importlib.metadata import version
from typing import Any

import polars as pl
import svy

from .agreement import Figures
from .contestant import Question, hand_in, parser, question
from .tables import MEAN, RATE, RATIO, TOTAL, Table, key
from .usage import now

NAME = "svy"


def sample_of(asked: Question) -> svy.Sample:
    """Return the survey with its design; yes/no columns as numbers, as svy adds."""
    rows = pl.read_parquet(asked.files).with_columns(
        persons=pl.lit(1.0), informal=pl.col("informal").cast(pl.Float64)
    )
    return svy.Sample(rows, svy.Design(stratum="stratum", psu="psu", wgt="weight"))


def figures_of(sample: svy.Sample, tables: tuple[Table, ...]) -> Figures:
    """Return values and standard errors by key."""
    figures: dict[str, float] = {}
    for table in tables:
        for figure, found in _estimates(sample, table):
            for row in found.to_polars().iter_rows(named=True):
                for part, column in (("value", "est"), ("se", "se")):
                    figures[key(table, row, figure, part)] = row[column]
    return figures


def main() -> None:
    """Answer the question of the command line."""
    asked = question(parser(__doc__).parse_args())
    sample = sample_of(asked)
    start = now()
    figures = figures_of(sample, asked.tables)
    work = now() - start
    hand_in(NAME, figures, work=work, version=version("svy"))


def _estimates(sample: svy.Sample, table: Table) -> Iterator[tuple[str, Any]]:
    estimation = sample.estimation
    among = {"by": list(table), "where": svy.col("employed")}
    yield TOTAL, estimation.total("persons", **among)
    yield RATE, estimation.mean("informal", **among)
    yield MEAN, estimation.mean("hours", **among)
    yield RATIO, estimation.ratio("earnings", "hours", drop_nulls=True, **among)


if __name__ == "__main__":
    main()
