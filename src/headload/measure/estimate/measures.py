"""What to estimate, as values: measures, tables and a plan.

A plan is data: nothing here knows of an engine. Columns are the resolved names
of the persons table, so a value says exactly what was counted.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from headload.terms import MeasureKind


@dataclass(frozen=True)
class Measure:
    """One figure, asked for in every cell of its table.

    Parameters
    ----------
    indicator
        Kebab-case part of the estimate's id, such as ``informal-employment-rate``.
    kind
        Any of `MeasureKind`; ``MEDIAN`` stands for every quantile.
    of
        What is counted or averaged: a condition (see `condition`) for rates and
        for totals of persons; a number column for means, medians, ratios and
        totals of amounts.
    among
        Population, a condition; None means everyone.
    unit
        ``persons``, ``share``, ``hours`` ...
    dimensions
        Dimensions fixed by the measure, such as
        ``{"worker_group": "street_vendor"}``.
    labels
        Title by language.
    per
        For ``RATIO``: the number column that `of` is divided by.
    part
        For ``RATIO``: a condition on the numerator alone, for shares of a total
        (``of = per = hours``, ``part = informal``).
    p
        For ``MEDIAN``: the share of the population below the quantile.
    between
        For ``DIFFERENCE``: the two conditions on `among` whose figures are
        subtracted, the first minus the second.
    figure
        For ``DIFFERENCE``: the kind of the two figures.
    relative
        For ``DIFFERENCE``: divide the difference by the second figure.
    """

    indicator: str
    kind: MeasureKind
    of: str
    among: str | None
    unit: str
    dimensions: Mapping[str, str]
    labels: Mapping[str, str]
    per: str = ""
    part: str = ""
    p: float = 0.5
    between: tuple[str, ...] = ()
    figure: MeasureKind | None = None
    relative: bool = False


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
    cells
        At most how many cells each table has, by code lists.
    left_out
        What the plan offers but the survey cannot give: a sentence for each word
        that has no column, naming the tables it takes away from.
    """

    tables: tuple[TableSpec, ...]
    dimensions: Mapping[str, str]
    cells: Mapping[str, int] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
