"""The quality profile: which figures are shown, shown with caution, or not.

One implementation for every table, chart and page. Levels (totals, means,
medians, ratios) are judged by n, degrees of freedom and CV; shares by n, degrees
of freedom and the width of their interval, because a CV means nothing near 0
and 1. Whether a cell is *protected* is another question, asked elsewhere.
"""

import math
from dataclasses import dataclass

from headload.measure.protect.rounding import Figure, grain_of
from headload.terms import Estimate, Flag, MeasureKind

COMPLEMENT = "complement_unreliable"
ROUNDING = "rounding_exceeds_error"
_WORDED_N = 100
_WORDED_LIMIT = 25
_BY_WIDTH = {MeasureKind.RATE}
_BY_CV = {
    MeasureKind.TOTAL,
    MeasureKind.MEAN,
    MeasureKind.MEDIAN,
    MeasureKind.RATIO,
}


@dataclass(frozen=True)
class Quality:
    """Numbers of the profile (`methods.md` section 5); shares between 0 and 1.

    References
    ----------
    CV bands: Statistics Canada. n bands: DHS. Width of shares: NCHS Data
    Presentation Standards for Proportions, Vital and Health Statistics 2(175),
    2017.
    """

    not_published_n_below: int
    caution_n_below: int
    cv_caution: float
    cv_not_published: float
    df_min: int
    width_shown: float
    width_not_published: float
    relative_width_not_published: float


def quality_flag(estimate: Estimate, profile: Quality) -> Flag:
    """Return `UNRELIABLE`, `CAUTION` or `RELIABLE` for one estimate.

    A difference has no CV rule: it takes the worse flag of its two sides, which
    `headload.measure.protect.differences` adds.
    """
    if _too_few(estimate, profile) or _too_wide(estimate, profile):
        return Flag.UNRELIABLE
    if estimate.n < profile.caution_n_below or _wide_level(estimate, profile):
        return Flag.CAUTION
    return Flag.RELIABLE


def printed_flag(flag: Flag, figure: Figure, profile: Quality) -> Flag:
    """Return the flag of a share that is printed as `figure`, in percent.

    The width rule holds for the interval that a reader sees, which rounding has
    widened: a share that only the program knows well enough is not published.
    """
    if flag is Flag.UNRELIABLE or None in (figure.value, figure.ci_low, figure.ci_high):
        return flag
    value, low, high = (
        float(each or 0) / 100 for each in (figure.value, figure.ci_low, figure.ci_high)
    )
    return Flag.UNRELIABLE if _wide_share(value, high - low, profile) else flag


def quality_note(estimate: Estimate, profile: Quality) -> str:
    """Return the note code of a share, empty when there is none.

    ``complement_unreliable``: NCHS judges a share by its own relative width and
    footnotes the share of the others when that one fails. This is our reading:
    the share is shown, its complement is not to be quoted.

    ``fewer_than_7_in_100``: the relative width alone forbids the share, at least
    100 were asked and the upper limit is at most 25 percent (`methods.md` 3.8).
    """
    if estimate.measure not in _BY_WIDTH or _too_few(estimate, profile):
        return ""
    share, low, high = estimate.value, estimate.ci_low, estimate.ci_high
    if share is None or low is None or high is None:
        return ""
    if _wide_share(share, high - low, profile):
        limit = math.ceil(round(100 * high, 9))
        narrow = high - low < profile.width_not_published
        worded = narrow and estimate.n >= _WORDED_N and limit <= _WORDED_LIMIT
        return f"fewer_than_{limit}_in_100" if worded else ""
    return COMPLEMENT if _wide_share(1 - share, high - low, profile) else ""


def rounding_note(estimate: Estimate, base: float | None, step: float) -> str:
    """Return a note on a share that rounding may move by more than its error.

    It is judged by what rounding can do, not by what it did: the note says nothing
    of where in the rounded range a figure lies.

    Parameters
    ----------
    base
        Base of totals; None where they are not rounded.
    step
        Percentage points that shares are rounded to.
    """
    if base is None or estimate.measure not in _BY_WIDTH or estimate.value is None:
        return ""
    grain = grain_of(estimate.weighted_base, base)
    moved = grain * (1 + estimate.value) / 2 + step / 2
    return ROUNDING if moved > 100 * (estimate.se or 0.0) else ""


def _too_few(estimate: Estimate, profile: Quality) -> bool:
    df = estimate.df
    few_units = df is None or df < profile.df_min
    return estimate.n < profile.not_published_n_below or few_units


def _too_wide(estimate: Estimate, profile: Quality) -> bool:
    if estimate.value is None or estimate.se is None:
        return True
    if estimate.measure in _BY_WIDTH:
        if estimate.ci_low is None or estimate.ci_high is None:
            return True
        width = estimate.ci_high - estimate.ci_low
        return _wide_share(estimate.value, width, profile)
    if estimate.measure in _BY_CV:
        return estimate.cv is None or abs(estimate.cv) > profile.cv_not_published
    return False


def _wide_level(estimate: Estimate, profile: Quality) -> bool:
    judged = estimate.measure in _BY_CV and estimate.cv is not None
    return judged and abs(estimate.cv or 0.0) >= profile.cv_caution


def _wide_share(share: float, width: float, profile: Quality) -> bool:
    if width <= profile.width_shown:
        return False
    if width >= profile.width_not_published:
        return True
    return width > profile.relative_width_not_published * share
