"""What is asked of every contestant: tables of four figures on the employed.

The twelve tables are those on which other software was first measured (276 cells,
2,208 numbers with the standard errors); the growth of cost is seen with fewer and
with more of them.
"""

from collections.abc import Mapping

Table = tuple[str, ...]
"""Columns that a table breaks its figures down by."""

TWELVE: tuple[Table, ...] = (
    ("sex",),
    ("region",),
    ("urban", "sex"),
    ("age_group", "sex"),
    ("work_group", "sex"),
    ("work_group", "region", "urban"),
    ("status", "sex", "urban"),
    ("work_group",),
    ("status",),
    ("work_group", "region"),
    ("isco1", "sex"),
    ("isic1", "urban"),
)
TWENTY_FOUR: tuple[Table, ...] = (
    *TWELVE,
    ("age_group",),
    ("isco1",),
    ("isic1", "sex"),
    ("region", "sex"),
    ("status", "region"),
    ("isco1", "urban"),
    ("age_group", "urban"),
    ("work_group", "status"),
    ("work_group", "age_group"),
    ("region", "urban", "sex"),
    ("isic1", "region"),
    ("isco1", "status"),
)
# one table each, of ever more cells
CELLS: tuple[Table, ...] = (
    ("sex",),
    ("region", "sex"),
    ("isic1", "region"),
    ("isic1", "region", "sex", "urban"),
    ("isic1", "region", "sex", "urban", "age_group"),
)

TOTAL, RATE, MEAN, RATIO = "employed", "informal-rate", "mean-hours", "hourly-earnings"
FIGURES = (TOTAL, RATE, MEAN, RATIO)


def name_of(table: Table) -> str:
    """Return the name of a table, such as ``urban+sex``."""
    return "+".join(table)


def table_of(name: str) -> Table:
    """Return the table of a name."""
    return tuple(name.split("+"))


def key(table: Table, codes: Mapping[str, str], figure: str, part: str) -> str:
    """Name one number: table, cell, figure, and whether value or standard error."""
    cell = "+".join(codes[column] for column in table)
    return f"{name_of(table)}|{cell}|{figure}|{part}"
