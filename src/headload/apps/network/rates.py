"""The representation rate: members of organisations per worker that a survey finds.

A rate is made from counts and an estimate that are named in it, and never typed in. The
counts are bounds, not a sample: the interval goes from the fewest members over the
survey's upper limit to the most members over its lower limit.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from math import exp

from headload.apps.network.counting import Bounds, Consolidated
from headload.apps.network.observations import BasisClass, Count

CV_LOW = 0.20
CV_SUPPRESSED = 0.30
YEARS_APART = 3
WOMEN_COVER = 0.80
_Z = 1.96


class RateFlag(StrEnum):
    """What a reader has to know about a rate, or why it is not published."""

    LOW_RELIABILITY = "low-reliability"
    CV_SUPPRESSED = "suppressed-for-cv"
    NO_PRECISION = "no-precision"
    ESTIMATE_SUPPRESSED = "estimate-suppressed"
    OVER_ONE = "over-one"
    YEARS_APART = "years-apart"
    POPULATION_DIFFERS = "population-differs"
    AREA_DIFFERS = "area-differs"
    PRESS = "press"
    NO_COUNT = "no-count"
    FEW_WOMEN_COUNTED = "women-counted-for-too-few"
    PROTECTED = "organisations-protected"


NOT_PUBLISHED = frozenset(
    {
        RateFlag.CV_SUPPRESSED,
        RateFlag.NO_PRECISION,
        RateFlag.ESTIMATE_SUPPRESSED,
        RateFlag.OVER_ONE,
        RateFlag.PRESS,
        RateFlag.NO_COUNT,
        RateFlag.FEW_WOMEN_COUNTED,
        RateFlag.PROTECTED,
    }
)
"""Flags of which each alone keeps a rate from being published."""


@dataclass(frozen=True)
class SurveyEstimate:
    """How many workers a survey finds, as a release gives it.

    Parameters
    ----------
    value
        Persons; None where the release withholds it.
    cv
        Standard error over value, such as 0.08; None where not known.
    sector, area
        Whom and where, in the codes of the counts.
    year
        Year of the survey.
    population_differs
        Whether members may be outside what the survey covers: retired, rural, below its
        age limit, or classified elsewhere.
    """

    id: str
    version: str
    value: float | None
    cv: float | None
    sector: str
    area: str
    year: int
    population_differs: bool

    @property
    def upper(self) -> float | None:
        """Upper limit of the 95 % interval, on the log scale; None where not known."""
        if self.value is None or self.cv is None:
            return None
        return self.value * exp(_Z * self.cv)


@dataclass(frozen=True)
class RepresentationRate:
    """Members per worker, with an interval of count and survey together.

    Parameters
    ----------
    point, low, high
        Members per worker, 1 is all; None where it cannot be worked out.
    flags
        In the order of `RateFlag`.
    counts
        Ids of the counts it rests on.
    missing
        Organisations without a usable count: the rate is without them.
    """

    point: float | None
    low: float | None
    high: float | None
    flags: tuple[RateFlag, ...]
    counts: tuple[str, ...]
    missing: tuple[str, ...]
    estimate: str
    version: str


def representation_rate(
    members: Consolidated, estimate: SurveyEstimate
) -> RepresentationRate:
    """Return how many members there are per worker that a survey finds.

    Parameters
    ----------
    members
        Members of all organisations of the sector and area, nobody counted twice.
    estimate
        Workers of the same sector and area.

    Returns
    -------
    RepresentationRate
        R = M / N, from low / N x exp(-1.96 cv) to high / N x exp(1.96 cv). Without
        precision there is a point and no interval; without an estimate, or one of 0,
        nothing.

    Examples
    --------
    A cv of 8 % and 560 members, at least 500 and at most 600, of 20,000 workers give
    2.8 % (2.1 to 3.5).
    """
    bounds = Bounds(members.low, members.point, members.high)
    return _rate(bounds, members.used, members, estimate, set())


def womens_rate(members: Consolidated, estimate: SurveyEstimate) -> RepresentationRate:
    """Return how many women are members per woman that a survey finds.

    Parameters
    ----------
    estimate
        Women who are workers of the same sector and area.

    Returns
    -------
    RepresentationRate
        Without values, and not to be published, where counts that say how many women
        there are have fewer than 80 % of the members; otherwise from those counts.
    """
    told = tuple(each for each in members.used if each.women is not None)
    if members.women is None or members.women_cover < WOMEN_COVER:
        few = {RateFlag.FEW_WOMEN_COUNTED}
        return _rate(None, told, members, estimate, few)
    return _rate(members.women, told, members, estimate, set())


def _rate(
    bounds: Bounds | None,
    used: tuple[Count, ...],
    members: Consolidated,
    estimate: SurveyEstimate,
    known: set[RateFlag],
) -> RepresentationRate:
    """Return the rate of bounds, all flags found; `known` are flags known already."""
    point, low, high = _values(bounds, estimate) if used else (None, None, None)
    flags = (
        known | set(_of_precision(estimate)) | set(_of_match(used, members, estimate))
    )
    if low is not None and low > 1:
        flags.add(RateFlag.OVER_ONE)
    return RepresentationRate(
        point=point,
        low=low,
        high=high,
        flags=tuple(each for each in RateFlag if each in flags),
        counts=tuple(each.id for each in used),
        missing=members.missing,
        estimate=estimate.id,
        version=estimate.version,
    )


def _values(
    bounds: Bounds | None, estimate: SurveyEstimate
) -> tuple[float | None, float | None, float | None]:
    if bounds is None or not estimate.value:
        return None, None, None
    point = bounds.point / estimate.value
    if estimate.cv is None:
        return point, None, None
    low = bounds.low / estimate.value * exp(-_Z * estimate.cv)
    return point, low, bounds.high / estimate.value * exp(_Z * estimate.cv)


def _of_precision(estimate: SurveyEstimate) -> Iterable[RateFlag]:
    """Yield what the estimate's own precision says; an estimate of 0 has none."""
    if estimate.value is None:
        yield RateFlag.ESTIMATE_SUPPRESSED
    elif estimate.cv is None or estimate.value == 0:
        yield RateFlag.NO_PRECISION
    elif estimate.cv > CV_SUPPRESSED:
        yield RateFlag.CV_SUPPRESSED
    elif estimate.cv > CV_LOW:
        yield RateFlag.LOW_RELIABILITY


def _of_match(
    used: tuple[Count, ...], members: Consolidated, estimate: SurveyEstimate
) -> Iterable[RateFlag]:
    """Yield where members and workers are not the same kind, place or time."""
    if not used:
        yield RateFlag.NO_COUNT
    years = {each.as_of.year for each in used if each.as_of}
    if any(abs(year - estimate.year) > YEARS_APART for year in years):
        yield RateFlag.YEARS_APART
    if estimate.population_differs or estimate.sector != members.scope.sector:
        yield RateFlag.POPULATION_DIFFERS
    if estimate.area != members.scope.area:
        yield RateFlag.AREA_DIFFERS
    if members.scope.basis is BasisClass.PRESS:
        yield RateFlag.PRESS
