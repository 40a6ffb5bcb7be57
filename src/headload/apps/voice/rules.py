"""The rule of a deadline: four kinds, each with the day that it gives and its text.

A day is never typed in: it comes of a rule, which is kept beside it as a text that a
person can read, so that a page can say why a day is what it is and a session that
moves takes its deadlines along.

Where a month is too short, its last day stands for the one that it lacks: 29 February
falls on 28 February in other years, one month before 31 March is 28 or 29 February.
RFC 5545 (3.3.10) would leave such years out; RFC 7529 calls that choice ``SKIP=OMIT``
and ours ``SKIP=BACKWARD``. A year left out would be a deadline missed. Ours is also the
rule of Regulation (EEC, Euratom) 1182/71, article 3(2)(c).
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

from headload.errors import BadInput

FIRST_YEAR, LAST_YEAR = 1900, 2999
"""Years in which a deadline may fall: others are slips of the hand."""
LONGEST = 48
"""Signs that the text of a rule has at most."""


class WrongDeadline(BadInput, ValueError):
    """A rule, a time zone or a day that cannot be that of a deadline."""


class Unit(StrEnum):
    """What an offset or a period is counted in."""

    DAYS = "DAYS"
    WEEKS = "WEEKS"
    MONTHS = "MONTHS"
    YEARS = "YEARS"


class Side(StrEnum):
    """On which side of its anchor a day lies."""

    BEFORE = "BEFORE"
    AFTER = "AFTER"


@dataclass(frozen=True)
class Fixed:
    """One day that somebody has set.

    Parameters
    ----------
    day
        Day in the body's own calendar.
    at
        Hour and minute on the body's own clock; None is the whole day.

    Raises
    ------
    WrongDeadline
        HL-VOICE-01 for a year or a time that no deadline has.

    Examples
    --------
    >>> str(Fixed(date(2014, 9, 15), time(23, 59)))
    'FIXED 2014-09-15 23:59'
    """

    day: date
    at: time | None = None

    def __post_init__(self) -> None:
        _check_day(self.day, str(self))
        _check_time(self.at, str(self))

    def __str__(self) -> str:
        return f"FIXED {self.day.isoformat()}{_told(self.at)}"


@dataclass(frozen=True)
class Yearly:
    """The same day every year, as 1 September for the observations to the CEACR.

    Parameters
    ----------
    month, day
        Day of the year; 29 February is 28 February in years that lack it.
    at
        Hour and minute on the body's own clock; None is the whole day.

    Raises
    ------
    WrongDeadline
        HL-VOICE-02 for a day that no year has, HL-VOICE-01 for a wrong time.

    Examples
    --------
    >>> rule = Yearly(9, 1)
    >>> str(rule), rule.rrule
    ('YEARLY 09-01', 'FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=1')
    """

    month: int
    day: int
    at: time | None = None

    def __post_init__(self) -> None:
        # the month's length in a leap year
        if not (
            1 <= self.month <= 12
            and 1 <= self.day <= calendar.monthrange(2000, self.month)[1]
        ):
            raise WrongDeadline(
                "No year has this day",
                where=str(self),
                to_do="give month and day, as 09-01 for 1 September",
                code="HL-VOICE-02",
            )
        _check_time(self.at, str(self))

    def in_year(self, year: int) -> date:
        """Return the day on which it falls in a year."""
        return _day_of(year, self.month, self.day)

    @property
    def rrule(self) -> str:
        """The rule as a RECUR value (RFC 5545, 3.3.10).

        29 February is written as the last day of February, ``BYMONTHDAY=-1``: the same
        days as RFC 7529 gives with ``SKIP=BACKWARD``, for programs that know only
        RFC 5545.
        """
        day = -1 if (self.month, self.day) == (2, 29) else self.day
        return f"FREQ=YEARLY;BYMONTH={self.month};BYMONTHDAY={day}"

    def __str__(self) -> str:
        return f"YEARLY {self.month:02d}-{self.day:02d}{_told(self.at)}"


@dataclass(frozen=True)
class Relative:
    """So long before or after a day, as three weeks before a session begins.

    Parameters
    ----------
    anchor
        Day from which is counted; it is not counted itself.
    count, unit
        How far away the deadline lies: days, weeks or months. 0 is the day itself.
    side
        Before or after the anchor.
    at
        Hour and minute on the body's own clock; None is the whole day.

    Raises
    ------
    WrongDeadline
        HL-VOICE-03 for a wrong count or unit, HL-VOICE-01 for a year or a time that no
        deadline has.

    Examples
    --------
    >>> rule = Relative(date(2019, 7, 1), 21, Unit.DAYS, Side.BEFORE)
    >>> str(rule), rule.day.isoformat()
    ('RELATIVE 21 DAYS BEFORE 2019-07-01', '2019-06-10')
    """

    anchor: date
    count: int
    unit: Unit
    side: Side
    at: time | None = None

    def __post_init__(self) -> None:
        units = (Unit.DAYS, Unit.WEEKS, Unit.MONTHS)
        _check_count(self.count, self.unit, units=units, least=0, where=str(self))
        _check_day(self.anchor, str(self))
        _check_day(self.day, str(self))
        _check_time(self.at, str(self))

    @property
    def day(self) -> date:
        """The day that the rule gives."""
        sign = {Side.BEFORE: -1, Side.AFTER: 1}[self.side]
        return _away(self.anchor, sign * self.count, self.unit)

    def __str__(self) -> str:
        far = _far(self.count, self.unit)
        return f"RELATIVE {far} {self.side} {self.anchor.isoformat()}{_told(self.at)}"


@dataclass(frozen=True)
class Period:
    """So long since it was done last, as a survey of vendors every five years.

    It gives one day, not a row of them: the next period begins when it is done again,
    and until then it is overdue (`overdue_since`).

    Parameters
    ----------
    last
        Day on which it was done last.
    count, unit
        Length of the period: years or months, at least one.
    at
        Hour and minute on the body's own clock; None is the whole day.

    Raises
    ------
    WrongDeadline
        HL-VOICE-03 for a wrong count or unit, HL-VOICE-01 for a year or a time that no
        deadline has.

    Examples
    --------
    >>> rule = Period(date(2014, 5, 1), 5, Unit.YEARS)
    >>> str(rule), rule.day.isoformat()
    ('PERIOD 5 YEARS SINCE 2014-05-01', '2019-05-01')
    """

    last: date
    count: int
    unit: Unit
    at: time | None = None

    def __post_init__(self) -> None:
        units = (Unit.YEARS, Unit.MONTHS)
        _check_count(self.count, self.unit, units=units, least=1, where=str(self))
        _check_day(self.last, str(self))
        _check_day(self.day, str(self))
        _check_time(self.at, str(self))

    @property
    def day(self) -> date:
        """The day that the rule gives."""
        return _away(self.last, self.count, self.unit)

    def __str__(self) -> str:
        far = _far(self.count, self.unit)
        return f"PERIOD {far} SINCE {self.last.isoformat()}{_told(self.at)}"


Rule = Fixed | Yearly | Relative | Period


_DAY = r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})"
_FAR = r"(?P<count>[0-9]{1,5}) (?P<unit>DAY|WEEK|MONTH|YEAR)S?"
_AT = r"(?: (?P<at>[0-9]{2}:[0-9]{2}))?"
_FORMS = {
    "FIXED": rf"{_DAY}{_AT}",
    "YEARLY": rf"(?P<month>[0-9]{{2}})-(?P<of_month>[0-9]{{2}}){_AT}",
    "RELATIVE": rf"{_FAR} (?P<side>BEFORE|AFTER) {_DAY}{_AT}",
    "PERIOD": rf"{_FAR} SINCE {_DAY}{_AT}",
}


def rule_of(text: str) -> Rule:
    """Return the rule that a text tells, as ``str`` of a rule writes it.

    Small letters, blanks at the ends and several for one are taken as well.

    Raises
    ------
    WrongDeadline
        HL-VOICE-04 for a text that tells no rule; -01, -02 and -03 as the rules do.

    Examples
    --------
    >>> rule_of("relative 3 weeks before 2019-07-01")
    ... # doctest: +NORMALIZE_WHITESPACE
    Relative(anchor=datetime.date(2019, 7, 1), count=3, unit=<Unit.WEEKS: 'WEEKS'>,
        side=<Side.BEFORE: 'BEFORE'>, at=None)
    """
    kind, _, rest = " ".join(text.split()).upper().partition(" ")
    found = re.fullmatch(_FORMS.get(kind, r"(?!)"), rest)
    if not found:
        raise WrongDeadline(
            "The text tells no rule",
            where=repr(text[:LONGEST]),
            to_do="write it as FIXED 2026-09-01 23:59, YEARLY 09-01, RELATIVE 21 DAYS "
            "BEFORE 2019-07-01 or PERIOD 5 YEARS SINCE 2014-05-01",
            code="HL-VOICE-04",
        )
    part = found.groupdict()
    at = _time_of(part["at"], text) if part["at"] else None
    if kind == "YEARLY":
        return Yearly(int(part["month"]), int(part["of_month"]), at)
    day = _date_of(part["day"], text)
    if kind == "FIXED":
        return Fixed(day, at)
    count, unit = int(part["count"]), Unit(f"{part['unit']}S")
    if kind == "RELATIVE":
        return Relative(day, count, unit, Side(part["side"]), at)
    return Period(day, count, unit, at)


def _date_of(text: str, where: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise _no_day(text, where) from None


def _time_of(text: str, where: str) -> time:
    try:
        return time.fromisoformat(text)
    except ValueError:
        raise _no_time(text, where) from None


def _check_day(day: date, where: str) -> None:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise _no_day(day.isoformat(), where)


def _check_time(at: time | None, where: str) -> None:
    if at is not None and (at.second or at.microsecond or at.tzinfo or at.fold):
        raise _no_time(at.isoformat(), where)


def _check_count(
    count: int,
    unit: Unit,
    *,
    units: tuple[Unit, ...],
    least: int,
    where: str,
) -> None:
    if unit not in units or not least <= count <= 99_999:
        raise WrongDeadline(
            "It cannot be counted like this",
            where=where,
            to_do=f"give a whole number from {least}, and {' or '.join(units).lower()}",
            code="HL-VOICE-03",
        )


def _no_day(day: str, where: str) -> WrongDeadline:
    return WrongDeadline(
        f"{day} is no day for a deadline",
        where=where,
        to_do=f"give a day that exists, in the years {FIRST_YEAR} to {LAST_YEAR}",
        code="HL-VOICE-01",
    )


def _no_time(at: str, where: str) -> WrongDeadline:
    return WrongDeadline(
        f"{at} is no time for a deadline",
        where=where,
        to_do="give hour and minute alone, 00:00 to 23:59; the end of a day is no time",
        code="HL-VOICE-01",
    )


def _told(at: time | None) -> str:
    return "" if at is None else at.strftime(" %H:%M")


def _far(count: int, unit: Unit) -> str:
    return f"{count} {unit.removesuffix('S') if count == 1 else unit}"


def _day_of(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def _away(day: date, count: int, unit: Unit) -> date:
    try:
        if unit in (Unit.DAYS, Unit.WEEKS):
            return day + timedelta(days=count * (7 if unit == Unit.WEEKS else 1))
        months = count * (12 if unit == Unit.YEARS else 1)
        year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
        return _day_of(year, month + 1, day.day)
    except (OverflowError, ValueError):
        # a day before the year 1 or after 9999
        raise _no_day("A day so far away", f"{count} {unit} from {day}") from None
