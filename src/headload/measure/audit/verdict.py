"""What the audit found of one withheld cell."""

from dataclasses import dataclass

EXACT, WEAK, SAFE = "exact", "weak", "safe"


@dataclass(frozen=True)
class Finding:
    """The interval that can be worked out for one withheld cell.

    Parameters
    ----------
    estimate_id, part
        The cell; of a rate the number with or without the property, of a mean what
        its people have together.
    low, high
        People, in the units of the release; of a sum, people with the largest mean
        of the indicator. `high` may be infinite.
    verdict
        ``exact``: narrower than one respondent; ``weak``: narrower than the
        threshold, or all below it; ``safe`` otherwise.
    """

    estimate_id: str
    part: str
    low: float
    high: float
    verdict: str


def verdict_of(low: float, high: float, *, respondent: float, needed: float) -> str:
    """Return the verdict on an interval.

    Parameters
    ----------
    respondent
        People that one respondent stands for, at most.
    needed
        People that the threshold of respondents stands for, at least.
    """
    slack = 1e-6 * max(1.0, respondent)
    if high - low < min(respondent, needed) - slack:
        return EXACT
    return SAFE if min(high - low, high) >= needed - slack else WEAK
