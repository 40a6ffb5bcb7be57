"""Differences of two figures, with the covariance that their PSUs share.

The linearised difference is the difference of the linearised figures, PSU by PSU,
so domains that cut across PSUs and periods that keep PSUs need no covariance of
their own: a PSU that serves both sides counts once. Equal to R `svycontrast` of
`svyby(covmat = TRUE)`. A relative difference a/b - 1 has (la - (a/b) lb) / b.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from .figures import (
    Evaluated,
    Figures,
    Layer,
    Precision,
    counts_of,
    evaluated,
    ratio,
    unknown_of,
    variance_of,
)
from .ingredients import Parsed
from .intervals import t_interval

Numbers = NDArray[np.float64]
Sides = tuple[Sequence[Layer], Sequence[Layer]]


def contrasts(
    measures: Sequence[Parsed], sides: Sides, precision: Precision
) -> Figures:
    """Estimate differences in every cell of one breakdown.

    Parameters
    ----------
    measures
        Differences; `Parsed.sides` are the two figures of each.
    sides
        Layers of the first and of the second figures.
    precision
        How variances and intervals are made.

    Returns
    -------
    Figures
        ``n``, ``n_psu`` and ``weighted_base`` are of both sides together; the
        interval is symmetric; there is no design effect.
    """
    first, second = (
        evaluated([measure.sides[i] for measure in measures], sides[i]) for i in (0, 1)
    )
    relative = np.array([[measure.measure.relative] for measure in measures])
    difference = _combined(first, second, relative, sides[0])
    variance = variance_of(difference, sides[0], precision)
    value = difference.value
    se = np.sqrt(np.where(np.isnan(value), np.nan, variance))
    layer = sides[0][0]
    counts = counts_of(difference.members, layer.breakdown, precision)
    low, high = t_interval(value, se, counts.df, precision.confidence)
    having = layer.breakdown.rows_to_cells(difference.having)
    return Figures(
        value=value,
        se=se,
        ci_low=low,
        ci_high=high,
        cv=ratio(se, np.abs(value)),
        deff=np.full_like(value, np.nan),
        df=counts.df,
        n=counts.n,
        n_numerator=having if first.sums.squares is None else counts.n,
        n_psu=counts.psus,
        weighted_base=first.sums.base + second.sums.base,
        unknown=unknown_of(layer) + unknown_of(sides[1][0]),
    )


def _combined(
    first: Evaluated,
    second: Evaluated,
    relative: NDArray[np.bool_],
    layers: Sequence[Layer],
) -> Evaluated:
    """Return the difference as one evaluated figure."""
    share = np.where(relative, ratio(first.value, second.value), 1.0)
    scale = np.where(relative, second.value, 1.0)
    usable = np.where(np.isfinite(scale) & (scale != 0), scale, 1.0)
    share_or_0 = np.nan_to_num(share)
    linearised = []
    for a, b, layer in zip(first.linearised, second.linearised, layers, strict=True):
        cell = layer.breakdown.row_cell
        linearised.append((a - share_or_0[:, cell] * b) / usable[:, cell])
    replicated = None
    if first.replicated is not None and second.replicated is not None:
        replicated = _subtracted(first.replicated, second.replicated, relative)
    return replace(
        first,
        value=_subtracted(first.value, second.value, relative),
        linearised=tuple(linearised),
        present=tuple(
            a | b for a, b in zip(first.present, second.present, strict=True)
        ),
        replicated=replicated,
        members=first.members + second.members,
        having=first.having + second.having,
    )


def _subtracted(a: Numbers, b: Numbers, relative: NDArray[np.bool_]) -> Numbers:
    plain: Numbers = a - b
    return np.where(relative, ratio(plain, b), plain)
