"""From when a convention binds a country, and which dates of a source cannot be right.

ILO conventions come into force for a member twelve months after its ratification was
registered, but not before the convention itself (C189, article 21; C190, article 14).
The months are those of the instrument, since a few have others. Dates are known to the
year, the month or the day; a coarse date is doubted only where no day of it can be.
"""

import datetime
from dataclasses import dataclass
from enum import StrEnum

from headload.apps.voice.dates import first_day, last_day, told
from headload.apps.voice.rules import Relative, Side, Unit

Days = tuple[datetime.date, datetime.date]


class Doubt(StrEnum):
    """What is wrong with the dates of a ratification."""

    SAME_DAY = "same_day"
    YEARS = "years"
    DAYS = "days"
    BEFORE_ADOPTION = "before_adoption"


@dataclass(frozen=True)
class Instrument:
    """What the rule needs of a convention; empty is not known.

    Parameters
    ----------
    months
        From ratification to force; none where the instrument's own rule is not known,
        and then nothing is worked out.
    """

    adopted: str
    in_force: str
    months: int | None


@dataclass(frozen=True)
class Judged:
    """What the rule gives for a country, and what it makes of the source.

    Parameters
    ----------
    by_rule
        When the convention binds it, as far as that is certain; empty if not known.
    doubts
        Why the dates of the source are doubted.
    """

    by_rule: str
    doubts: tuple[Doubt, ...] = ()


def judge(ratified: str, in_force: str, instrument: Instrument) -> Judged:
    """Hold the dates of a source against the rule.

    Examples
    --------
    >>> c189 = Instrument("2011-06-16", "2013-09-05", 12)
    >>> judge("2012-06-14", "2013-09-05", c189)
    Judged(by_rule='2013-09-05', doubts=())
    >>> judge("2012-09-20", "2014-09-20", c189)
    Judged(by_rule='2013-09-20', doubts=(<Doubt.YEARS: 'years'>,))
    """
    days = in_force_by_rule(ratified, instrument)
    doubts = []
    both = ratified and instrument.adopted
    if both and last_day(ratified) < first_day(instrument.adopted):
        doubts.append(Doubt.BEFORE_ADOPTION)
    if in_force and days and not _meet((first_day(in_force), last_day(in_force)), days):
        doubts.append(_why(ratified, in_force, told(*days)))
    return Judged(told(*days) if days else "", tuple(doubts))


def in_force_by_rule(ratified: str, instrument: Instrument) -> Days | None:
    """Return the first and the last day on which it can have come into force.

    None where the ratification, the instrument's coming into force or its rule are not
    known.
    """
    if not ratified or not instrument.in_force or instrument.months is None:
        return None
    return (
        max(
            _later(first_day(ratified), instrument.months),
            first_day(instrument.in_force),
        ),
        max(
            _later(last_day(ratified), instrument.months), last_day(instrument.in_force)
        ),
    )


def _later(day: datetime.date, months: int) -> datetime.date:
    return Relative(day, months, Unit.MONTHS, Side.AFTER).day


def _meet(one: Days, other: Days) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _why(ratified: str, in_force: str, by_rule: str) -> Doubt:
    """Return the likeliest slip: a day copied, a year mistyped, or another."""
    if in_force == ratified:
        return Doubt.SAME_DAY
    if in_force[4:] and in_force[4:] == by_rule[4:]:
        return Doubt.YEARS
    return Doubt.DAYS
