"""Confidence intervals, with the degrees of freedom of the population itself.

Totals and means are symmetric; shares are not, and an interval of a share never
leaves 0 to 1. No degree of freedom, no interval.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv, expit, logit, stdtrit

Numbers = NDArray[np.float64]
Pair = tuple[Numbers, Numbers]


def t_interval(
    value: Numbers, se: Numbers, df: NDArray[np.int64], confidence: float
) -> Pair:
    """Return value minus and plus t times its standard error; NaN without df."""
    reach = t_quantile(df, confidence) * se
    return value - reach, value + reach


def logit_interval(
    share: Numbers, se: Numbers, df: NDArray[np.int64], confidence: float
) -> Pair:
    """Return the t interval on the logit scale; NaN for shares 0 and 1.

    The standard error of the logit is se / (p (1 - p)); R
    ``svyciprop(method = "logit")``.
    """
    inside = (share > 0) & (share < 1)
    p = np.where(inside, share, np.nan)
    low, high = t_interval(logit(p), se / (p * (1 - p)), df, confidence)
    return expit(low), expit(high)


def exact_interval(
    share: Numbers, n: NDArray[np.int64], df: NDArray[np.int64], confidence: float
) -> Pair:
    """Return the Clopper-Pearson interval of shares that are exactly 0 or 1.

    Korn and Graubard (1998) use the effective sample size
    n / deff * (t with n - 1 df / t with the design's df)². The design effect of a
    share without variance is not defined; as in NCHS (2017), Data Presentation
    Standards for Proportions, it is taken as 1 there.
    """
    effective = n * (t_quantile(n - 1, confidence) / t_quantile(df, confidence)) ** 2
    effective = np.where(np.isfinite(effective), effective, 1.0)
    without = (n < 2) | (df < 1)
    tail = (1 - confidence) / 2
    # of x successes in m: betaincinv(x, m - x + 1) below, (x + 1, m - x) above
    reach = betaincinv(1.0, effective, 1 - tail)
    low = np.where(share == 0, 0.0, 1 - reach)
    high = np.where(share == 0, reach, 1.0)
    nowhere = without | ((share != 0) & (share != 1))
    return np.where(nowhere, np.nan, low), np.where(nowhere, np.nan, high)


def t_quantile(df: NDArray[np.int64], confidence: float) -> Numbers:
    """Return the two-sided quantile of Student's t; NaN for less than one df."""
    usable = np.where(df >= 1, df, np.nan).astype(np.float64)
    quantile: Numbers = stdtrit(usable, (1 + confidence) / 2)
    return quantile
