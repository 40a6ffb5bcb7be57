"""From added-up ingredients to figures with their precision, cell by cell.

One opinion: an undefined number is NaN here and None outside, never 0; a figure
of 0 has no coefficient of variation.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from headload.terms import MeasureKind

from .breakdown import Breakdown
from .ingredients import Ingredients, Parsed
from .intervals import Pair, exact_interval, logit_interval, t_interval
from .profiles import WEIGHT_UNITS
from .sample import Sample
from .variance import LonelyRule, between_psu_variance

Integers = NDArray[np.int64]
Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Figures:
    """Arrays of shape (measures, cells), named as in `Estimate`."""

    value: Numbers
    se: Numbers
    ci_low: Numbers
    ci_high: Numbers
    cv: Numbers
    deff: Numbers
    df: Integers
    n: Integers
    n_numerator: Integers
    n_psu: Integers
    weighted_base: Numbers
    unknown: Integers


@dataclass(frozen=True)
class _Sums:
    """Cell sums that value, variance and design effect share."""

    numerator: Numbers
    base: Numbers
    squares: Numbers | None
    base_members: Integers


def figures(
    measures: Sequence[Parsed],
    parts: Ingredients,
    breakdown: Breakdown,
    sample: Sample,
    *,
    rule: LonelyRule,
    confidence: float,
) -> Figures:
    """Estimate every measure in every cell of one breakdown.

    Parameters
    ----------
    measures, parts
        The measures and their ingredients, row by row.
    breakdown, sample
        Cells, and the design of the whole sample.
    rule
        Treatment of single-PSU strata.
    confidence
        Level of the intervals, between 0 and 1.
    """
    totals = np.array([[measure.is_total] for measure in measures])
    numerator, base = (breakdown.to_rows(a) for a in (parts.numerator, parts.base))
    sums = _cell_sums(numerator, base, parts, breakdown)
    value = np.where(totals, sums.numerator, _ratio(sums.numerator, sums.base))
    members, in_base, having = _members(parts, breakdown, totals)
    linearised = _linearised(numerator, base, value, sums.base, totals, breakdown)
    variance = between_psu_variance(
        linearised, _in_strata(in_base, breakdown), breakdown, sample, rule
    )
    variance = np.where(totals | (sums.base > 0), variance, np.nan)
    se = np.sqrt(variance)
    psus = breakdown.rows_to_cells((members > 0).astype(np.int64))
    strata = breakdown.segments_to_cells(
        _in_strata(members, breakdown).astype(np.int64)
    )
    n, df = breakdown.rows_to_cells(members), psus - strata
    low, high = _interval(measures, value, se, n, df, confidence)
    n_having = breakdown.rows_to_cells(having)
    unknown = breakdown.rows_to_cells(breakdown.to_rows(parts.unknown))
    return Figures(
        value=value,
        se=se,
        ci_low=low,
        ci_high=high,
        cv=_ratio(se, np.abs(value)),
        deff=_design_effect(variance, sums, totals),
        df=df,
        n=n,
        n_numerator=n_having if parts.squares is None else n,
        n_psu=psus,
        weighted_base=np.where(totals, value, sums.base),
        unknown=unknown,
    )


def _cell_sums(
    numerator: NDArray[Any], base: Integers, parts: Ingredients, breakdown: Breakdown
) -> _Sums:
    squares = parts.squares
    return _Sums(
        numerator=_natural(breakdown.rows_to_cells(numerator)),
        base=_natural(breakdown.rows_to_cells(base)),
        squares=(
            None
            if squares is None
            else breakdown.rows_to_cells(breakdown.to_rows(squares))
        ),
        base_members=breakdown.rows_to_cells(breakdown.to_rows(parts.base_members)),
    )


def _members(
    parts: Ingredients, breakdown: Breakdown, totals: NDArray[np.bool_]
) -> tuple[Integers, Integers, Integers]:
    """Return members of the figure, of its base and of its numerator, by row."""
    in_base = breakdown.to_rows(parts.base_members)
    having = breakdown.to_rows(parts.numerator_members)
    return np.where(totals, having, in_base), in_base, having


def _linearised(
    numerator: NDArray[Any],
    base: Integers,
    value: Numbers,
    whole_base: Numbers,
    totals: NDArray[np.bool_],
    breakdown: Breakdown,
) -> Numbers:
    """Return the PSU totals of the linearised figure, (measures, rows).

    A total is its own linearisation; a ratio has (y - R x) / X.
    """
    own = _natural(numerator)
    ratio = np.where(totals | np.isnan(value), 0.0, value)
    scale = np.where(totals | (whole_base <= 0), 1.0, whole_base)
    cell = breakdown.row_cell
    residual: Numbers = (own - ratio[:, cell] * _natural(base)) / scale[:, cell]
    return residual


def _in_strata(by_row: Integers, breakdown: Breakdown) -> NDArray[np.bool_]:
    present: NDArray[np.bool_] = breakdown.rows_to_segments(by_row) > 0
    return present


def _interval(
    measures: Sequence[Parsed],
    value: Numbers,
    se: Numbers,
    n: Integers,
    df: Integers,
    confidence: float,
) -> Pair:
    """Logit for shares, exact for shares of 0 and 1, symmetric for the rest."""
    rates = np.array([[m.measure.kind is MeasureKind.RATE] for m in measures])
    bounds = t_interval(value, se, df, confidence)
    inside = logit_interval(value, se, df, confidence)
    edge = exact_interval(value, n, df, confidence)
    at_edge = (value == 0) | (value == 1)
    low, high = (
        np.where(rates, np.where(at_edge, exact, logit), symmetric)
        for symmetric, logit, exact in zip(bounds, inside, edge, strict=True)
    )
    return low, high


def _design_effect(
    variance: Numbers, sums: _Sums, totals: NDArray[np.bool_]
) -> Numbers:
    """Return variance over that of simple random sampling without replacement.

    As R `survey`: n records of the base out of N = Σw, s² = n / (n - 1) times the
    weighted variance; Var(mean) = s² / n · (1 - n / N), times N² for a total.
    Undefined (NaN) when nothing varies, or when the weights do not exceed 1 on
    average.
    """
    n, population = sums.base_members, sums.base
    mean = _ratio(sums.numerator, population)
    spread = (
        mean * (1 - mean)
        if sums.squares is None
        else _ratio(sums.squares, population) - mean**2
    )
    of_mean = _ratio(spread, n - 1.0) * (1 - _ratio(n, population))
    simple = np.where(totals, of_mean * population**2, of_mean)
    return _ratio(variance, np.where(simple > 0, simple, np.nan))


def _natural(values: NDArray[Any]) -> Numbers:
    """Return persons for billionths; amounts are natural already."""
    if np.issubdtype(values.dtype, np.integer):
        return values / WEIGHT_UNITS
    return values


def _ratio(above: NDArray[Any], below: NDArray[Any]) -> Numbers:
    """Divide; NaN where the divisor is not positive."""
    undefined = np.full(np.broadcast_shapes(above.shape, below.shape), np.nan)
    quotient: Numbers = np.divide(above, below, out=undefined, where=below > 0)
    return quotient
