"""From figures and their variance to everything that stands in an estimate.

One opinion: an undefined number is NaN here and None outside, never 0; a figure
of 0 has no coefficient of variation.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headload.terms import GeneralisedErrors, MeasureKind, Replicates

from .distribution import Distribution
from .intervals import Pair, exact_interval, logit_interval, t_interval, t_quantile
from .solving import Solved, ratio
from .sums import Figure
from .tabulation import Tabulation
from .tally import Counts, with_differences
from .variance import LonelyRule

Integers = NDArray[np.int64]
Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Figures:
    """Arrays of shape (cells, targets), named as in `Estimate`."""

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
    generalised
        The office's table of sampling errors, to be used instead of all that.
    """

    rule: LonelyRule
    confidence: float
    replicates: Replicates | None = None
    replicate_df: int = 0
    generalised: GeneralisedErrors | None = None

    def df(self, counts: Counts) -> Integers:
        """Return PSUs minus strata; with replicates not more than they carry."""
        if self.replicates is None:
            return counts.psus - counts.strata
        return np.minimum(np.maximum(counts.psus - 1, 0), self.replicate_df)


def figures_of(
    tabulation: Tabulation,
    counts: Counts,
    found: Solved,
    variance: Numbers,
    precision: Precision,
) -> Figures:
    """Return value, precision and counts of every figure and difference.

    Parameters
    ----------
    tabulation, counts, found
        What was asked, counted and worked out; quantiles are for `quantile_figures`.
    variance
        Of every target, shape (cells, targets).
    precision
        How intervals are made.
    """
    figures = tabulation.targets.figures
    singles = len(figures)
    kinds = [figure.kind for figure in figures]
    totals = np.array([kind is MeasureKind.TOTAL for kind in kinds], dtype=bool)
    se = np.sqrt(np.where(np.isnan(found.value), np.nan, variance))
    records = _Records(tabulation, counts.whole)
    df = precision.df(counts)
    low, high = t_interval(found.value, se, df, precision.confidence)
    rates = [j for j, kind in enumerate(kinds) if kind is MeasureKind.RATE]
    low[:, rates], high[:, rates] = _share_interval(
        found.value[:, rates],
        se[:, rates],
        records.n[:, rates],
        df[:, rates],
        confidence=precision.confidence,
    )
    base = tabulation.parts.natural(counts.whole, [f.base for f in figures])
    of_base = np.where(totals, found.value[:, :singles], base)
    effect = np.full_like(se, np.nan)
    effect[:, :singles] = _design_effect(
        tabulation,
        counts.whole,
        found.value[:, :singles],
        variance[:, :singles],
        totals,
    )
    return Figures(
        value=found.value,
        se=se,
        ci_low=low,
        ci_high=high,
        cv=ratio(se, np.abs(found.value)),
        deff=effect,
        df=df,
        n=records.n,
        n_numerator=records.n_numerator,
        n_psu=counts.psus,
        weighted_base=with_differences(of_base, tabulation.targets),
        unknown=records.unknown,
    )


def quantile_figures(
    tabulation: Tabulation,
    counts: Counts,
    found: Solved,
    variance: Numbers,
    *,
    precision: Precision,
    distributions: Sequence[Distribution],
) -> Figures:
    """Return quantiles with Woodruff's interval.

    The share F at or below the quantile is estimated with its standard error; the
    distribution read backwards at F minus and plus t times that error gives the
    interval, and its width over 2 t the standard error. Woodruff (1952); R
    `svyquantile(qrule = "math", interval.type = "mean")`. Where the interval of F
    leaves 0 to 1 the quantile's is open on that side, and has no standard error.
    """
    df, records = precision.df(counts), _Records(tabulation, counts.whole)
    t = t_quantile(df, precision.confidence)
    reach = t * np.sqrt(variance)
    low, high = (
        np.column_stack(
            [
                d.at((found.share + side * reach)[:, j])
                for j, d in enumerate(distributions)
            ]
        )
        for side in (-1, 1)
    )
    se = (high - low) / (2 * t)
    bases = [figure.base for figure in tabulation.targets.figures]
    return Figures(
        value=found.value,
        se=se,
        ci_low=low,
        ci_high=high,
        cv=ratio(se, np.abs(found.value)),
        deff=np.full_like(se, np.nan),
        df=df,
        n=records.n,
        n_numerator=records.n,
        n_psu=counts.psus,
        weighted_base=tabulation.parts.natural(counts.whole, bases),
        unknown=records.unknown,
    )


class _Records:
    """Records behind each target, (cells, targets)."""

    def __init__(self, tabulation: Tabulation, whole: Integers) -> None:
        figures, targets = tabulation.targets.figures, tabulation.targets
        place = tabulation.parts.positions
        n = whole[:, place([f.members for f in figures])]
        having = whole[:, place([f.having for f in figures])]
        # who has the property; of an amount everybody has one
        of_persons = np.array([f.squares is None for f in figures], dtype=bool)
        self.n = with_differences(n, targets)
        self.n_numerator = with_differences(np.where(of_persons, having, n), targets)
        unknown = whole[:, place([f.unknown for f in figures])]
        self.unknown = with_differences(unknown, targets)


def _share_interval(
    value: Numbers, se: Numbers, n: Integers, df: Integers, *, confidence: float
) -> Pair:
    """Logit, and exact for shares of 0 and 1."""
    inside = logit_interval(value, se, df, confidence)
    edge = exact_interval(value, n, df, confidence)
    at_edge = ((value == 0) | (value == 1)) & ~np.isnan(se)
    low, high = (
        np.where(at_edge, exact, logit)
        for logit, exact in zip(inside, edge, strict=True)
    )
    return low, high


def _design_effect(
    tabulation: Tabulation,
    whole: Integers,
    value: Numbers,
    variance: Numbers,
    totals: NDArray[np.bool_],
) -> Numbers:
    """Return variance over that of simple random sampling without replacement.

    As R `survey`: n records of the base out of N = Σw, s² = n / (n - 1) times the
    weighted variance; Var(mean) = s² / n · (1 - n / N), times N² for a total.
    Undefined (NaN) when nothing varies, or when the weights do not exceed 1 on
    average; and for a ratio of amounts, which has no such design of reference.
    """
    figures, parts = tabulation.targets.figures, tabulation.parts
    n = whole[:, parts.positions([f.in_base for f in figures])]
    population = parts.natural(whole, [f.base for f in figures])
    mean = np.where(totals, ratio(value, population), value)
    spread = mean * (1 - mean)
    amounts = [j for j, f in enumerate(figures) if f.squares is not None]
    squares = [f.squares for f in figures if f.squares is not None]
    second = ratio(parts.natural(whole, squares), population[:, amounts])
    spread[:, amounts] = second - mean[:, amounts] ** 2
    of_mean = ratio(spread, n - 1.0) * (1 - ratio(n, population))
    simple = np.where(totals, of_mean * population**2, of_mean)
    simple[:, [j for j, f in enumerate(figures) if _of_amounts(f)]] = np.nan
    return ratio(variance, np.where(simple > 0, simple, np.nan))


def _of_amounts(figure: Figure) -> bool:
    return figure.kind is MeasureKind.RATIO
