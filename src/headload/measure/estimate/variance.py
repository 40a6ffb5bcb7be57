"""Variance between PSUs of a linearised figure (ultimate clusters).

For a stratum with n PSUs, of which m have a record in the cell, and PSU totals e
of the linearised figure (a total: its own value; a ratio y/x: (y - R x) / X)::

    V = sum over strata of  n / (n - 1) * [ sum_m (e - ē)² + (n - m) ē² ],  ē = Σe / n

With a finite population correction each stratum is multiplied by 1 - f, the share
not drawn, and every later stage adds the same expression within its own units,
times the fractions drawn before it (Särndal et al. 4.3; R `survey::multistage`).

The PSUs without a record in the cell are the n - m zeros. This centred form keeps
its digits where the textbook form Σe² - (Σe)²/n loses them. Equal to R
`survey::svyrecvar` with replacement; Särndal, Swensson and Wretman (1992) 4.6.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .breakdown import Breakdown
from .sample import Sample

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class LonelyRule:
    """What a stratum with a single PSU contributes.

    Parameters
    ----------
    share
        1 when its PSU counts by its distance from the mean PSU of the population's
        strata; 0 when the stratum contributes nothing.
    rescaled
        True when the variance of the other strata is scaled up to all strata.
    """

    share: float
    rescaled: bool


# R options(survey.lonely.psu = ...); "fail" has stopped before this table is read
LONELY_RULES = {
    "fail": LonelyRule(share=0.0, rescaled=False),
    "certainty": LonelyRule(share=0.0, rescaled=False),
    "adjust": LonelyRule(share=1.0, rescaled=False),
    "average": LonelyRule(share=0.0, rescaled=True),
}


def between_psu_variance(
    linearised: Numbers,
    present: NDArray[np.bool_],
    breakdown: Breakdown,
    sample: Sample,
    rule: LonelyRule,
) -> Numbers:
    """Return the variance of each figure in each cell.

    Parameters
    ----------
    linearised
        PSU totals of the linearised figures, shape (measures, rows).
    present
        Whether a stratum has a member of the figure's base in the cell, shape
        (measures, segments); only the rules for single-PSU strata look at it.
    breakdown, sample, rule
        Layout of rows, design, and treatment of single-PSU strata.

    Returns
    -------
    ndarray
        Shape (measures, cells); NaN where ``average`` has no other stratum.
    """
    psus = sample.psus_in_stratum[breakdown.segment_stratum]
    lonely = sample.lonely[breakdown.segment_stratum]
    factor = np.where(lonely, rule.share * present, psus / np.maximum(psus - 1, 1))
    factor = factor * sample.remaining[breakdown.segment_stratum]
    mean = breakdown.rows_to_segments(linearised) / psus
    if rule.share:
        whole = _mean_psu(linearised, present, breakdown, psus)
        mean = np.where(lonely, whole[:, breakdown.segment_cell], mean)
    spread = (linearised - mean[:, breakdown.row_segment]) ** 2
    squares = breakdown.rows_to_segments(spread)
    squares += (psus - breakdown.segment_rows) * mean**2
    variance: Numbers = breakdown.segments_to_cells(factor * squares)
    if rule.rescaled:
        variance *= _scale_up(present, lonely, breakdown)
    return variance


def _mean_psu(
    linearised: Numbers,
    present: NDArray[np.bool_],
    breakdown: Breakdown,
    psus: NDArray[np.int64],
) -> Numbers:
    """Return the mean over all PSUs of the strata where the base is present.

    Zero for a ratio, whose residuals add up to nothing; for a total it is not.
    """
    count = breakdown.segments_to_cells(present * psus)
    mean: Numbers = breakdown.rows_to_cells(linearised) / np.maximum(count, 1)
    return mean


def _scale_up(
    present: NDArray[np.bool_], lonely: NDArray[np.bool_], breakdown: Breakdown
) -> Numbers:
    strata = breakdown.segments_to_cells(present.astype(np.int64))
    alone = breakdown.segments_to_cells((present & lonely).astype(np.int64))
    usable = strata - alone
    scale = np.where(alone > 0, np.nan, 1.0)  # kept where no other stratum is left
    np.divide(strata, usable, out=scale, where=usable > 0)
    return scale
