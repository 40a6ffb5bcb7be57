"""From the sums of a cell to its figures, and to what their variance needs.

One opinion: an undefined number is NaN here and None outside, never 0.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from headload.terms import MeasureKind

from .adding import taken
from .distribution import Distribution
from .groups import Groups
from .layout import Layout
from .parts import Parts
from .sums import Figure, Sum
from .tabulation import Tabulation
from .units import WEIGHT_UNITS

Numbers = NDArray[np.float64]
Integers = NDArray[np.int64]


@dataclass(frozen=True)
class Solved:
    """Figures of one tabulation, arrays of shape (cells, figures or targets).

    Parameters
    ----------
    value
        Of every target; for a quantile the quantile.
    share
        What is linearised, by figure: its value, and for a quantile the share at
        or below it.
    scale
        What the linearised figure is divided by: 1 for a total.
    ratio, divisor
        Of each difference: the factor of its second figure, and the divisor.
    """

    value: Numbers
    share: Numbers
    scale: Numbers
    ratio: Numbers
    divisor: Numbers


def solved(
    tabulation: Tabulation,
    whole: Integers,
    distributions: Sequence[Distribution] | None = None,
) -> Solved:
    """Work the figures of a tabulation out.

    Parameters
    ----------
    tabulation
        What is asked.
    whole
        Exact sums, shape (cells, columns of its parts).
    distributions
        Of each figure, where quantiles are asked.
    """
    figures = tabulation.targets.figures
    below = _natural(tabulation, whole, [figure.divisor for figure in figures])
    if distributions is None:
        above = _natural(tabulation, whole, [figure.numerator for figure in figures])
        share = np.where(_totals(figures), above, ratio(above, below))
        value = share
    else:
        pairs = list(zip(distributions, figures, strict=True))
        value = np.column_stack([d.at(np.full(len(whole), f.p)) for d, f in pairs])
        share = shares_up_to(value, distributions)
    differences = tabulation.targets.differences
    first = value[:, [d.first for d in differences]]
    second = value[:, [d.second for d in differences]]
    relative = np.array([d.relative for d in differences], dtype=bool)
    divisor = np.where(relative & (second != 0), second, 1.0)
    plain = first - second
    return Solved(
        value=np.column_stack([value, np.where(relative, ratio(plain, second), plain)]),
        share=share,
        scale=np.where(_totals(figures) | ~(below > 0), 1.0, below),
        ratio=np.where(relative, ratio(first, second), 1.0),
        divisor=divisor,
    )


def shares_up_to(value: Numbers, distributions: Sequence[Distribution]) -> Numbers:
    """Return the share at or below each quantile, (cells, figures)."""
    return np.column_stack([d.up_to(value[:, j]) for j, d in enumerate(distributions)])


def linearised(
    groups: Groups, layout: Layout, tabulation: Tabulation, found: Solved
) -> Numbers:
    """Return the linearised targets of each unit, shape (rows, targets).

    A total is its own linearisation, a ratio has (y - R x) / X, a difference the
    difference of its figures, a relative one (la - (a / b) lb) / b. Units that
    serve both sides of a difference count once, so domains that cut across PSUs
    and periods that keep them need no covariance of their own.
    """
    rows = layout.to_rows(groups.whole)
    own, below = above_and_below(rows, groups.parts, tabulation)
    if tabulation.value:
        own = _at_or_below(groups, layout, tabulation, found)
    return linear(own, below, cell=layout.row_cell, tabulation=tabulation, found=found)


def above_and_below(
    rows: Integers, parts: Parts, tabulation: Tabulation
) -> tuple[Numbers, Numbers]:
    """Return numerators and divisors by row, in natural numbers, (rows, figures).

    The numerator of a quantile is 0 here, since it depends on the quantile.
    """
    figures = tabulation.targets.figures
    above = _rows(rows, parts, [figure.numerator for figure in figures])
    return above, _rows(rows, parts, [figure.divisor for figure in figures])


def linear(
    own: Numbers,
    below: Numbers,
    *,
    cell: Integers,
    tabulation: Tabulation,
    found: Solved,
) -> Numbers:
    """Return the linearised targets of rows, shape (rows, targets).

    Parameters
    ----------
    own, below
        Numerators and divisors, shape (rows, figures).
    cell
        Cell of each row.
    tabulation, found
        What is asked, and the figures around which it is linearised.
    """
    of_total = _totals(tabulation.targets.figures)
    share = np.where(of_total, 0.0, np.nan_to_num(found.share[cell]))
    result = (own - share * below) / found.scale[cell]
    differences = tabulation.targets.differences
    if not differences:
        return result
    first = result[:, [d.first for d in differences]]
    second = result[:, [d.second for d in differences]]
    factor = np.nan_to_num(found.ratio[cell])
    divisor = np.nan_to_num(found.divisor[cell], nan=1.0)
    return np.column_stack([result, (first - factor * second) / divisor])


def ratio(above: NDArray[Any], below: NDArray[Any]) -> Numbers:
    """Divide; NaN where the divisor is not positive."""
    undefined = np.full(np.broadcast_shapes(above.shape, below.shape), np.nan)
    quotient: Numbers = np.divide(above, below, out=undefined, where=below > 0)
    return quotient


def _totals(figures: tuple[Figure, ...]) -> NDArray[np.bool_]:
    return np.array(
        [figure.kind is MeasureKind.TOTAL for figure in figures], dtype=bool
    )


def _natural(
    tabulation: Tabulation, whole: Integers, sums: list[Sum | None]
) -> Numbers:
    """Return sums of cells in natural numbers; 1 where there is none."""
    there = [j for j, one in enumerate(sums) if one is not None]
    result = np.ones((len(whole), len(sums)))
    wanted = [one for one in sums if one is not None]
    result[:, there] = tabulation.parts.natural(whole, wanted)
    return result


def _rows(rows: Integers, parts: Parts, sums: Sequence[Sum | None]) -> Numbers:
    """Return sums by row in natural numbers; 0 where there is none."""
    there = [j for j, one in enumerate(sums) if one is not None]
    result = np.zeros((len(rows), len(sums)))
    result[:, there] = parts.natural(rows, [one for one in sums if one is not None])
    return result


def _at_or_below(
    groups: Groups, layout: Layout, tabulation: Tabulation, found: Solved
) -> Numbers:
    """Return the persons at or below the quantile of their own cell, by row."""
    bases = [figure.base for figure in tabulation.targets.figures]
    weight = taken(groups.whole, groups.parts.positions(bases))
    value = np.zeros(0) if groups.value is None else groups.value
    if layout.kept is not None:
        weight, value = weight[layout.kept], value[layout.kept]
    limit = found.value[layout.cell_of_groups()]
    below = np.where(value[:, None] <= limit, weight, 0)
    rows: Integers = layout.kept_to_rows(below)
    return rows / WEIGHT_UNITS
