"""Rounding by policy: what is published is coarse enough to hide a count.

Totals go to a base that hides several respondents; percentages are made from
rounded totals, because a percentage of a known total gives back what rounding
hid; intervals are rounded outwards so that they never promise more.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

_SMALL = 1e-9


@dataclass(frozen=True)
class Figure:
    """Value and precision as published."""

    value: float | None
    se: float | None
    ci_low: float | None
    ci_high: float | None
    cv: float | None


WITHHELD = Figure(value=None, se=None, ci_low=None, ci_high=None, cv=None)


def rounding_base(mean_weight: float, per_base: int) -> float:
    """Return the smallest 1, 2 or 5 times a power of ten >= per_base mean weights.

    Examples
    --------
    >>> rounding_base(131.0, 5)
    1000.0
    >>> rounding_base(40.0, 5)
    200.0
    """
    least = per_base * mean_weight
    power = 10.0 ** math.floor(math.log10(least))
    for factor in (1, 2, 5, 10):
        if factor * power >= least * (1 - _SMALL):
            return factor * power
    raise AssertionError  # pragma: no cover  (10 x power exceeds least)


def nearest(value: float, base: float) -> float:
    """Return the multiple of `base` nearest to `value`, halves away from zero."""
    steps = math.floor(abs(value) / base + 0.5 + _SMALL)
    return _clean(math.copysign(steps * base, value))


def below(value: float, base: float) -> float:
    """Return the greatest multiple of `base` not above `value`."""
    return _clean(math.floor(value / base + _SMALL) * base)


def above(value: float, base: float) -> float:
    """Return the least multiple of `base` not below `value`."""
    return _clean(math.ceil(value / base - _SMALL) * base)


def level(figure: Figure, base: float) -> Figure:
    """Round a total: value to the base, SE up, interval outwards, CV to percent."""
    if figure.value is None:
        return figure
    low = None if figure.ci_low is None else max(0.0, below(figure.ci_low, base))
    return Figure(
        value=nearest(figure.value, base),
        se=None if figure.se is None else above(figure.se, base),
        ci_low=low,
        ci_high=None if figure.ci_high is None else above(figure.ci_high, base),
        cv=None if figure.cv is None else nearest(figure.cv, 0.01),
    )


def share(figure: Figure, population: float, base: float, step: float) -> Figure:
    """Return a share as percent of rounded totals, to multiples of `step` points.

    Parameters
    ----------
    figure
        Share between 0 and 1 with its precision.
    population
        Weighted population behind it, before rounding.
    base
        Base of totals.
    step
        0.1 or 1 percentage point.
    """
    whole = nearest(population, base)
    if figure.value is None or whole == 0:
        return WITHHELD
    value = nearest(100 * nearest(figure.value * population, base) / whole, step)
    value = min(value, 100.0)
    grain = grain_of(population, base)
    low = _limit(figure.ci_low, grain, step, below)
    high = _limit(figure.ci_high, grain, step, above)
    return Figure(
        value=value,
        se=None if figure.se is None else above(100 * figure.se, step),
        ci_low=None if low is None else min(low, value),
        ci_high=None if high is None else max(high, value),
        cv=None if figure.cv is None else nearest(figure.cv, 0.01),
    )


def grain_of(population: float, base: float) -> float:
    """Return the percentage points that one step of a rounded total is.

    Infinite where the population is rounded to nobody.

    Examples
    --------
    >>> grain_of(43_400.0, 1000.0) == 100 / 43
    True
    """
    whole = nearest(population, base)
    return 100 * base / whole if whole else math.inf


def digits(figure: Figure, number: int) -> Figure:
    """Round a mean or median to significant digits, its precision to the same."""
    if not figure.value:
        return figure
    step = 10.0 ** (math.floor(math.log10(abs(figure.value))) - number + 1)
    return Figure(
        value=nearest(figure.value, step),
        se=None if figure.se is None else above(figure.se, step),
        ci_low=None if figure.ci_low is None else below(figure.ci_low, step),
        ci_high=None if figure.ci_high is None else above(figure.ci_high, step),
        cv=None if figure.cv is None else nearest(figure.cv, 0.01),
    )


def as_estimated(figure: Figure, scale: float = 1.0) -> Figure:
    """Return the figure times `scale`, kept to twelve significant digits.

    Twelve digits say everything and drop what a summing order can change.
    """
    return Figure(
        value=_twelve(figure.value, scale),
        se=_twelve(figure.se, scale),
        ci_low=_twelve(figure.ci_low, scale),
        ci_high=_twelve(figure.ci_high, scale),
        cv=_twelve(figure.cv, 1.0),
    )


def _limit(
    limit: float | None,
    grain: float,
    step: float,
    outwards: Callable[[float, float], float],
) -> float | None:
    if limit is None:
        return None
    return min(max(outwards(outwards(100 * limit, grain), step), 0.0), 100.0)


def _twelve(number: float | None, scale: float) -> float | None:
    return None if number is None else float(f"{number * scale:.12g}")


def _clean(number: float) -> float:
    return float(f"{number:.12g}") + 0.0
