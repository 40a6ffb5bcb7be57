"""What to estimate, as values: measures, tables and a plan.

A plan is data: nothing here knows of an engine. Columns are the resolved names
of the persons table, so a value says exactly what was counted.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from headload.terms import MeasureKind


@dataclass(frozen=True)
class Measure:
    """One figure, asked for in every cell of its table.

    Parameters
    ----------
    indicator
        Kebab-case part of the estimate's id, such as ``informal-employment-rate``.
    kind
        ``TOTAL``, ``RATE`` or ``MEAN``.
    of
        What is counted or averaged: a condition (see `condition`) for rates and
        for totals of persons; a number column for means and totals of amounts.
    among
        Population, a condition; None means everyone.
    unit
        ``persons``, ``share``, ``hours`` ...
    dimensions
        Dimensions fixed by the measure, such as
        ``{"worker_group": "street_vendor"}``.
    labels
        Title by language.
    """

    indicator: str
    kind: MeasureKind
    of: str
    among: str | None
    unit: str
    dimensions: Mapping[str, str]
    labels: Mapping[str, str]


@dataclass(frozen=True)
class TableSpec:
    """Measures that share their breakdowns.

    `by` lists breakdowns, each a tuple of dimension names; ``()`` is the total.
    """

    id: str
    title: Mapping[str, str]
    measures: tuple[Measure, ...]
    by: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Plan:
    """Tables and the columns of their dimensions.

    Parameters
    ----------
    tables
        Tables in order of display.
    dimensions
        Column of each dimension name that a breakdown may use.
    left_out
        What the plan offers but the survey cannot give: a sentence for each word
        that has no column, naming the tables it takes away from.
    """

    tables: tuple[TableSpec, ...]
    dimensions: Mapping[str, str]
    left_out: tuple[str, ...] = ()
