"""From added-up ingredients to figures with their precision, cell by cell.

One opinion: an undefined number is NaN here and None outside, never 0; a figure
of 0 has no coefficient of variation.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from headload.terms import MeasureKind, Replicates

from .breakdown import Breakdown
from .ingredients import Ingredients, Parsed
from .intervals import Pair, exact_interval, logit_interval, t_interval
from .profiles import WEIGHT_UNITS
from .replication import replicate_variance
from .sample import Sample
from .variance import LONELY_RULES, LonelyRule, between_psu_variance

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
class Layer:
    """One stage of the design as one breakdown sees it.

    The first layer's rows are PSUs within strata; a later one's are the units of
    its stage within those of the stage before.
    """

    parts: Ingredients
    breakdown: Breakdown
    sample: Sample


@dataclass(frozen=True)
class Precision:
    """How variances are found, and how wide intervals are.

    Parameters
    ----------
    rule
        Treatment of single-PSU strata.
    confidence
        Level of the intervals, between 0 and 1.
    replicates
        Replicate weights, to be used instead of the spread between PSUs.
    replicate_df
        Their degrees of freedom.
    """

    rule: LonelyRule
    confidence: float
    replicates: Replicates | None = None
    replicate_df: int = 0

    def df(self, psus: Integers, strata: Integers) -> Integers:
        """Return PSUs minus strata; with replicates not more than they carry."""
        if self.replicates is None:
            return psus - strata
        return np.minimum(np.maximum(psus - 1, 0), self.replicate_df)


@dataclass(frozen=True)
class Sums:
    """Cell sums that value, variance and design effect share.

    `base` is the weighted population; `divisor` what the figure divides by.
    """

    numerator: Numbers
    base: Numbers
    divisor: Numbers
    squares: Numbers | None
    base_members: Integers


@dataclass(frozen=True)
class Evaluated:
    """Values of some measures, and all that their precision needs.

    Parameters
    ----------
    value
        Shape (measures, cells).
    sums
        Behind the values.
    linearised, present
        By layer: PSU totals (measures, rows) of the linearised figures, and
        whether a segment has a member of the base (measures, segments).
    replicated
        Values under each replicate weight, shape (replicates, measures, cells).
    members, having
        Members of the figure and of its numerator, by row of the first layer.
    """

    value: Numbers
    sums: Sums
    linearised: tuple[Numbers, ...]
    present: tuple[NDArray[np.bool_], ...]
    replicated: Numbers | None
    members: Integers
    having: Integers


def figures(
    measures: Sequence[Parsed], layers: Sequence[Layer], precision: Precision
) -> Figures:
    """Estimate every measure in every cell of one breakdown.

    Parameters
    ----------
    measures
        The measures, all of one shape.
    layers
        Their ingredients and cells by stage of the design, the first stage first.
    precision
        How variances and intervals are made.
    """
    found, first = evaluated(measures, layers), layers[0]
    totals = totals_of(measures)
    variance = variance_of(found, layers, precision)
    variance = np.where(totals | (found.sums.divisor > 0), variance, np.nan)
    se = np.sqrt(variance)
    counts = counts_of(found.members, first.breakdown, precision)
    low, high = _interval(
        measures, found.value, se, counts.n, counts.df, precision.confidence
    )
    of_persons = found.sums.squares is None
    n_having = first.breakdown.rows_to_cells(found.having)
    return Figures(
        value=found.value,
        se=se,
        ci_low=low,
        ci_high=high,
        cv=ratio(se, np.abs(found.value)),
        deff=_design_effect(variance, found.sums, totals, first.parts),
        df=counts.df,
        n=counts.n,
        n_numerator=n_having if of_persons else counts.n,
        n_psu=counts.psus,
        weighted_base=np.where(totals, found.value, found.sums.base),
        unknown=unknown_of(first),
    )


def evaluated(measures: Sequence[Parsed], layers: Sequence[Layer]) -> Evaluated:
    """Return values and linearised PSU totals, without their variance."""
    totals, first = totals_of(measures), layers[0]
    sums = _cell_sums(first.parts, first.breakdown)
    value = np.where(totals, sums.numerator, ratio(sums.numerator, sums.divisor))
    in_base = [layer.breakdown.to_rows(layer.parts.base_members) for layer in layers]
    having = first.breakdown.to_rows(first.parts.numerator_members)
    return Evaluated(
        value=value,
        sums=sums,
        linearised=tuple(
            _linearised(layer, value, sums.divisor, totals) for layer in layers
        ),
        present=tuple(
            in_strata(rows, layer.breakdown)
            for rows, layer in zip(in_base, layers, strict=True)
        ),
        replicated=_replicated(first, totals),
        members=np.where(totals, having, in_base[0]),
        having=having,
    )


def variance_of(
    found: Evaluated, layers: Sequence[Layer], precision: Precision
) -> Numbers:
    """Return the variance of evaluated figures, shape (measures, cells)."""
    if precision.replicates is not None and found.replicated is not None:
        return replicate_variance(found.replicated, found.value, precision.replicates)
    # a unit alone at a later stage is refused under "fail" and adds nothing else
    rules = [precision.rule, *[LONELY_RULES["certainty"]] * (len(layers) - 1)]
    variance: Numbers = np.zeros_like(found.value)
    for linearised, present, layer, rule in zip(
        found.linearised, found.present, layers, rules, strict=True
    ):
        variance = variance + between_psu_variance(
            linearised, present, layer.breakdown, layer.sample, rule
        )
    return variance


@dataclass(frozen=True)
class Counts:
    """Records, PSUs and degrees of freedom behind each figure."""

    n: Integers
    psus: Integers
    df: Integers


def counts_of(members: Integers, breakdown: Breakdown, precision: Precision) -> Counts:
    """Count what stands behind figures, from their members by row."""
    psus = breakdown.rows_to_cells((members > 0).astype(np.int64))
    strata = breakdown.segments_to_cells(in_strata(members, breakdown).astype(np.int64))
    n = breakdown.rows_to_cells(members)
    return Counts(n=n, psus=psus, df=precision.df(psus, strata))


def totals_of(measures: Sequence[Parsed]) -> NDArray[np.bool_]:
    """Tell which measures are totals, as a column."""
    return np.array([[measure.is_total] for measure in measures])


def unknown_of(first: Layer) -> Integers:
    """Return the records left out of each cell as unknown."""
    to_rows = first.breakdown.to_rows(first.parts.unknown)
    unknown: Integers = first.breakdown.rows_to_cells(to_rows)
    return unknown


def _replicated(first: Layer, totals: NDArray[np.bool_]) -> Numbers | None:
    if not first.parts.replicates:
        return None
    breakdown = first.breakdown
    values = []
    for fraction in first.parts.replicates:
        above, below = (
            _natural(breakdown.rows_to_cells(breakdown.to_rows(part)))
            for part in (fraction.numerator, fraction.divisor)
        )
        values.append(np.where(totals, above, ratio(above, below)))
    return np.array(values)


def _cell_sums(parts: Ingredients, breakdown: Breakdown) -> Sums:
    def by_cell(by_group: NDArray[Any]) -> NDArray[Any]:
        return breakdown.rows_to_cells(breakdown.to_rows(by_group))

    return Sums(
        numerator=_natural(by_cell(parts.fraction.numerator)),
        base=_natural(by_cell(parts.base)),
        divisor=_natural(by_cell(parts.fraction.divisor)),
        squares=None if parts.squares is None else by_cell(parts.squares),
        base_members=by_cell(parts.base_members),
    )


def _linearised(
    layer: Layer, value: Numbers, whole: Numbers, totals: NDArray[np.bool_]
) -> Numbers:
    """Return the PSU totals of the linearised figure, (measures, rows).

    A total is its own linearisation; a ratio has (y - R x) / X.
    """
    own, divisor = (
        _natural(layer.breakdown.to_rows(part))
        for part in (layer.parts.fraction.numerator, layer.parts.fraction.divisor)
    )
    share = np.where(totals | np.isnan(value), 0.0, value)
    scale = np.where(totals | (whole <= 0), 1.0, whole)
    cell = layer.breakdown.row_cell
    residual: Numbers = (own - share[:, cell] * divisor) / scale[:, cell]
    return residual


def in_strata(by_row: Integers, breakdown: Breakdown) -> NDArray[np.bool_]:
    """Tell which segments have a member, (measures, segments)."""
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
    variance: Numbers,
    sums: Sums,
    totals: NDArray[np.bool_],
    parts: Ingredients,
) -> Numbers:
    """Return variance over that of simple random sampling without replacement.

    As R `survey`: n records of the base out of N = Σw, s² = n / (n - 1) times the
    weighted variance; Var(mean) = s² / n · (1 - n / N), times N² for a total.
    Undefined (NaN) when nothing varies, or when the weights do not exceed 1 on
    average; and for a ratio of amounts, which has no such design of reference.
    """
    if parts.divisor is not None:
        return np.full_like(variance, np.nan)
    n, population = sums.base_members, sums.base
    mean = ratio(sums.numerator, population)
    spread = (
        mean * (1 - mean)
        if sums.squares is None
        else ratio(sums.squares, population) - mean**2
    )
    of_mean = ratio(spread, n - 1.0) * (1 - ratio(n, population))
    simple = np.where(totals, of_mean * population**2, of_mean)
    return ratio(variance, np.where(simple > 0, simple, np.nan))


def _natural(values: NDArray[Any]) -> Numbers:
    """Return persons for billionths; amounts are natural already."""
    if np.issubdtype(values.dtype, np.integer):
        return values / WEIGHT_UNITS
    return values


def ratio(above: NDArray[Any], below: NDArray[Any]) -> Numbers:
    """Divide; NaN where the divisor is not positive."""
    undefined = np.full(np.broadcast_shapes(above.shape, below.shape), np.nan)
    quotient: Numbers = np.divide(above, below, out=undefined, where=below > 0)
    return quotient
