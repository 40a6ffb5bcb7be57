"""What is suspicious about a count: codes and ids for whoever looks into it.

A check refuses nothing. The organisation owns its number; a flag asks for a second
look, and says which counts it comes from.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from headload.apps.network.months import is_within_months
from headload.apps.network.observations import (
    ALL_SECTORS,
    CLASS_OF,
    Basis,
    Count,
    Unit,
)
from headload.apps.network.places import lies_in
from headload.apps.network.rates import SurveyEstimate

JUMP = 0.5
JUMP_MONTHS = 12
TENFOLD = 10
ABOUT = 10_000
STALE_MONTHS = 36
BASIS_FACTOR = 2


class Check(StrEnum):
    """What a check found."""

    JUMP = "jump-within-a-year"
    TENFOLD = "factor-of-ten"
    OVER_FEDERATION = "larger-than-its-federation"
    OVER_SURVEY = "more-than-the-survey-finds"
    ABOUT = "rounded"
    STALE = "stale"
    BASES_DISAGREE = "bases-disagree"
    SECTORS_MIXED = "all-sectors-used-for-one"
    OVER_OTHERWISE = "larger-than-its-federation-on-another-basis"


@dataclass(frozen=True)
class Finding:
    """A flag; `ids` are the counts and the estimate it rests on, the checked first."""

    check: Check
    ids: tuple[str, ...]


@dataclass(frozen=True)
class Surroundings:
    """What a count is held against.

    Parameters
    ----------
    today
        Day that the check is made on.
    unit
        Organisation of the count.
    others
        Further counts of the same organisation.
    federations
        Counts of the organisations it is affiliated to.
    estimates
        Workers that surveys find.
    used_for
        Sector that the count is used for; None where for none.
    within
        The place that a place lies in.
    """

    today: date
    unit: Unit
    others: Sequence[Count] = ()
    federations: Sequence[Count] = ()
    estimates: Sequence[SurveyEstimate] = ()
    used_for: str | None = None
    within: Mapping[str, str] = field(default_factory=dict)


def check_count(count: Count, around: Surroundings) -> tuple[Finding, ...]:
    """Return all that is suspicious about a count, in the order of `Check`."""
    others = [each for each in around.others if each.id != count.id]
    found = {
        Check.JUMP: jumps(count, others),
        Check.TENFOLD: tenfold(count, others),
        Check.OVER_FEDERATION: over_federation(
            count, around.federations, around.within
        ),
        Check.OVER_SURVEY: over_survey(count, around.estimates),
        Check.BASES_DISAGREE: bases_disagree(count, others),
        Check.OVER_OTHERWISE: over_otherwise(count, around.federations, around.within),
    }
    alone = {
        Check.ABOUT: is_rounded(count),
        Check.STALE: is_stale(count, around.today),
        Check.SECTORS_MIXED: is_of_mixed_sectors(count, around.unit, around.used_for),
    }
    return tuple(
        Finding(check, (count.id, *found.get(check, ())))
        for check in Check
        if found.get(check) or alone.get(check)
    )


def jumps(count: Count, others: Iterable[Count]) -> tuple[str, ...]:
    """Return like counts within 12 months from which it is more than half apart.

    Half of the earlier one; of two of the same day, of the smaller.
    """
    return tuple(
        each.id
        for each in others
        if _is_like(count, each)
        and CLASS_OF[count.basis] is CLASS_OF[each.basis]
        and _is_near(count, each, JUMP_MONTHS)
        and abs(count.value - each.value) > JUMP * _earlier(count, each)
    )


def tenfold(count: Count, others: Iterable[Count]) -> tuple[str, ...]:
    """Return neighbours of which it is ten times, or a tenth, or less, or more.

    Neighbours are, whatever their basis, the nearest like count before, the nearest
    after, those of the same day, and those without a date; for a count without a date,
    all.
    """
    return tuple(
        each.id
        for each in _neighbours(count, others)
        if _larger(count, each) > 0
        and _larger(count, each) >= TENFOLD * _smaller(count, each)
    )


def over_federation(
    count: Count, federations: Iterable[Count], within: Mapping[str, str]
) -> tuple[str, ...]:
    """Return totals of federations, of like basis and within 36 months, that are less.

    Totals without a date are held against it too: a part is not more than the whole.
    """
    return tuple(
        each.id
        for each in federations
        if each.includes_affiliates is not False
        and each.sector == count.sector
        and CLASS_OF[each.basis] is CLASS_OF[count.basis]
        and lies_in(count.area, each.area, within)
        and _is_near_or_undated(count, each)
        and count.value > each.value
    )


def over_otherwise(
    count: Count, federations: Iterable[Count], within: Mapping[str, str]
) -> tuple[str, ...]:
    """Return totals of federations, of another class of basis, it is over twice of.

    Such as what an organisation declares against those its federation gets a fee for.
    What the press says is held against nothing.
    """
    press = CLASS_OF[Basis.PRESS]
    return tuple(
        each.id
        for each in federations
        if each.includes_affiliates is not False
        and each.sector == count.sector
        and CLASS_OF[each.basis] is not CLASS_OF[count.basis]
        and press not in {CLASS_OF[each.basis], CLASS_OF[count.basis]}
        and lies_in(count.area, each.area, within)
        and _is_near_or_undated(count, each)
        and count.value > BASIS_FACTOR * each.value
    )


def over_survey(count: Count, estimates: Iterable[SurveyEstimate]) -> tuple[str, ...]:
    """Return estimates of its sector and area whose upper limit it exceeds."""
    return tuple(
        each.id
        for each in estimates
        if (each.sector, each.area) == (count.sector, count.area)
        and each.upper is not None
        and count.value > each.upper
    )


def bases_disagree(count: Count, others: Iterable[Count]) -> tuple[str, ...]:
    """Return like counts of another basis, within 36 months, more than twice apart.

    Counts without a date are held against it too.
    """
    return tuple(
        each.id
        for each in others
        if _is_like(count, each)
        and count.basis is not each.basis
        and _is_near_or_undated(count, each)
        and _larger(count, each) > BASIS_FACTOR * _smaller(count, each)
    )


def is_rounded(count: Count) -> bool:
    """Tell whether it is in whole ten thousands: shown as "about".

    Examples
    --------
    >>> from headload.apps.network.observations import Basis
    >>> told = Count("c", "idwf", 669_000, Basis.DECLARED, "domestic_worker", "001")
    >>> is_rounded(told)
    False
    """
    return count.value > 0 and count.value % ABOUT == 0


def is_stale(count: Count, today: date) -> bool:
    """Tell whether it is older than 36 months; without a date it is not known."""
    if count.as_of is None or count.as_of > today:
        return False
    return not is_within_months(count.as_of, today, STALE_MONTHS)


def is_of_mixed_sectors(count: Count, unit: Unit, used_for: str | None) -> bool:
    """Tell whether members of all sectors are counted as those of one.

    Unknown sectors may be several.
    """
    is_for_one = used_for not in {None, ALL_SECTORS}
    return is_for_one and count.sector == ALL_SECTORS and len(unit.sectors) != 1


def _is_like(count: Count, other: Count) -> bool:
    return (count.sector, count.area) == (other.sector, other.area)


def _is_near(count: Count, other: Count, months: int) -> bool:
    if count.as_of is None or other.as_of is None:
        return False
    return is_within_months(count.as_of, other.as_of, months)


def _is_near_or_undated(count: Count, other: Count) -> bool:
    undated = count.as_of is None or other.as_of is None
    return undated or _is_near(count, other, STALE_MONTHS)


def _earlier(count: Count, other: Count) -> int:
    if count.as_of == other.as_of:
        return _smaller(count, other)
    return min((count, other), key=lambda each: each.as_of or date.max).value


def _larger(count: Count, other: Count) -> int:
    return max(count.value, other.value)


def _smaller(count: Count, other: Count) -> int:
    return min(count.value, other.value)


def _neighbours(count: Count, others: Iterable[Count]) -> list[Count]:
    like = [each for each in others if _is_like(count, each)]
    day = count.as_of
    if day is None:
        return like
    dates = {each.as_of for each in like if each.as_of}
    near = {None, day, max((each for each in dates if each < day), default=None)}
    near.add(min((each for each in dates if each > day), default=None))
    return [each for each in like if each.as_of in near]
