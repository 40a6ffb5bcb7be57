"""From an unprotected estimate to the figure that may be printed.

Each kind of measure is rounded in its own way; `None` stands for a figure that
the policy's rounding would turn into nothing, or into nothing but.
"""

from headload.measure.protect.policy import Policy
from headload.measure.protect.rounding import (
    WITHHELD,
    Figure,
    above,
    as_estimated,
    below,
    digits,
    level,
    nearest,
    share,
)
from headload.terms import Estimate, Flag, MeasureKind

_SHARES = {"share", "percent", "percentage_points"}
_PERCENT_OF_RATIO = {
    (MeasureKind.RATIO, "share"),
    (MeasureKind.DIFFERENCE, "relative"),
}


def published_unit(estimate: Estimate) -> str:
    """Return the unit as published: shares become percent, or points."""
    if estimate.measure is MeasureKind.RATE:
        return "percent"
    if (estimate.measure, estimate.unit) in _PERCENT_OF_RATIO:
        return "percent"
    if estimate.measure is MeasureKind.DIFFERENCE and estimate.unit in _SHARES:
        return "percentage_points"
    return estimate.unit


def published_figure(
    estimate: Estimate,
    flag: Flag,
    policy: Policy,
    base: float | None,
) -> Figure:
    """Return value and precision, rounded by policy.

    Parameters
    ----------
    base
        Rounding base of totals; None publishes figures as estimated.
    """
    figure = _figure(estimate)
    scale = 100.0 if published_unit(estimate).startswith("percent") else 1.0
    if base is None:
        return as_estimated(figure, scale)
    if estimate.measure is MeasureKind.TOTAL:
        return level(figure, base)
    if estimate.measure is MeasureKind.RATE:
        return share(figure, estimate.weighted_base, base, percent_step(flag, policy))
    if estimate.measure is MeasureKind.DIFFERENCE and scale > 1:
        return _points(as_estimated(figure, scale), percent_step(flag, policy))
    median = estimate.measure is MeasureKind.MEDIAN
    number = policy.rounding.median_digits if median else policy.rounding.mean_digits
    return digits(as_estimated(figure, scale), number)


def rounded_away(estimate: Estimate, figure: Figure) -> bool:
    """Tell whether rounding made a figure none, or all, that was neither."""
    if estimate.value is None or figure.value is None:
        return estimate.value is not None
    if estimate.measure is MeasureKind.TOTAL:
        return figure.value == 0 and estimate.value != 0
    if estimate.measure is MeasureKind.RATE:
        return figure.value in {0.0, 100.0} and estimate.value not in {0.0, 1.0}
    return False


def between(
    minuend: Figure, subtrahend: Figure, difference: Figure, *, relative: bool = False
) -> Figure:
    """Return a difference as the difference of two published figures.

    A relative one is divided by the subtrahend, in percent.
    """
    if minuend.value is None or subtrahend.value is None:
        return difference
    value = nearest(minuend.value - subtrahend.value, 1e-6)
    if relative:
        if not subtrahend.value:
            return WITHHELD
        value = nearest(100 * value / subtrahend.value, 0.1)
    low, high = difference.ci_low, difference.ci_high
    return Figure(
        value=value,
        se=difference.se,
        ci_low=None if low is None else min(low, value),
        ci_high=None if high is None else max(high, value),
        cv=difference.cv,
    )


def _figure(estimate: Estimate) -> Figure:
    return Figure(
        value=estimate.value,
        se=estimate.se,
        ci_low=estimate.ci_low,
        ci_high=estimate.ci_high,
        cv=estimate.cv,
    )


def _points(figure: Figure, step: float) -> Figure:
    return Figure(
        value=None if figure.value is None else nearest(figure.value, step),
        se=None if figure.se is None else above(figure.se, step),
        ci_low=None if figure.ci_low is None else below(figure.ci_low, step),
        ci_high=None if figure.ci_high is None else above(figure.ci_high, step),
        cv=None,
    )


def percent_step(flag: Flag, policy: Policy) -> float:
    """Return the percentage points that shares with `flag` are rounded to."""
    rounding = policy.rounding
    decimals = (
        rounding.percent_decimals_caution
        if flag is Flag.CAUTION
        else rounding.percent_decimals
    )
    return float(10.0**-decimals)
