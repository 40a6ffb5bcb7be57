"""When something has to be in: the day of a rule, on whose clock, and how sure it is.

Days are those of the body's own calendar. Its time zone tells the moment after which it
is too late: 23:59 in Geneva is the next day in Apia.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from headload.apps.voice.rules import (
    FIRST_YEAR,
    LAST_YEAR,
    Period,
    Rule,
    WrongDeadline,
    Yearly,
)


class Confidence(StrEnum):
    """Whether the body itself has named the deadline."""

    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"


def next_day(rule: Rule, today: date) -> date | None:
    """Return the first day of a rule that is not before `today`; None if none is left.

    Parameters
    ----------
    today
        Today where the body is, which `today_in` tells: not where the reader is.

    Examples
    --------
    >>> next_day(Yearly(9, 1), date(2026, 9, 2)).isoformat()
    '2027-09-01'
    """
    if not isinstance(rule, Yearly):
        return rule.day if rule.day >= today else None
    year = max(today.year, FIRST_YEAR)
    if year <= LAST_YEAR and rule.in_year(year) < today:
        year += 1
    return rule.in_year(year) if year <= LAST_YEAR else None


def days(rule: Rule, first: date, last: date) -> tuple[date, ...]:
    """Return the days of a rule from `first` to `last`, both included, in order."""
    if isinstance(rule, Yearly):
        years = range(max(first.year, FIRST_YEAR), min(last.year, LAST_YEAR) + 1)
        found = [rule.in_year(year) for year in years]
    else:
        found = [rule.day]
    return tuple(day for day in found if first <= day <= last)


def overdue_since(rule: Rule, today: date) -> date | None:
    """Return the day on which a period ended and nothing was done; None if it runs.

    Only a period is overdue: a day that has passed under another rule is past.
    """
    if isinstance(rule, Period) and rule.day < today:
        return rule.day
    return None


@dataclass(frozen=True)
class Deadline:
    """A rule, the day that came of it, on whose clock, and how sure it is.

    Parameters
    ----------
    rule
        Why the day is what it is.
    day
        One of the days that the rule gives.
    zone
        Name of the body's time zone in the IANA database, as ``Europe/Zurich``. Empty
        is not known, which only a deadline of a whole day may be.
    confidence
        Unconfirmed until somebody has seen it said by the body.

    Raises
    ------
    WrongDeadline
        HL-VOICE-05 for a day that the rule does not give, HL-VOICE-06 for a time zone
        that does not exist or lacks.

    Examples
    --------
    >>> from headload.apps.voice.rules import rule_of
    >>> rule = rule_of("YEARLY 09-01 23:59")
    >>> deadline = Deadline(rule, date(2026, 9, 1), "Europe/Zurich")
    >>> deadline.too_late_from.isoformat(), deadline.day_in("Pacific/Apia").isoformat()
    ('2026-09-01T21:59:00+00:00', '2026-09-02')
    """

    rule: Rule
    day: date
    zone: str = ""
    confidence: Confidence = Confidence.UNCONFIRMED

    def __post_init__(self) -> None:
        if self.day not in days(self.rule, self.day, self.day):
            raise WrongDeadline(
                f"The rule does not give {self.day}",
                where=str(self.rule),
                to_do="take the day from the rule; or correct the rule",
                code="HL-VOICE-05",
            )
        if self.zone:
            _zone(self.zone)
        elif self.rule.at is not None:
            raise WrongDeadline(
                "A time of day says nothing without a time zone",
                where=str(self.rule),
                to_do="name the time zone of the body, as Europe/Zurich",
                code="HL-VOICE-06",
            )

    @property
    def too_late_from(self) -> datetime | None:
        """The moment, in UTC, from which it is too late; None without a time zone.

        For a whole day the midnight that ends it. As in RFC 5545 (3.3.5), a time that
        the clock skips is read with the offset before the change, and one that it
        shows twice is the first of the two, so that nobody comes late who keeps to it.
        """
        if not self.zone:
            return None
        if self.rule.at is None:
            local = datetime.combine(self.day + timedelta(days=1), time())
        else:
            local = datetime.combine(self.day, self.rule.at)
        # fold=0, which datetimes have by themselves, is what RFC 5545 says
        return local.replace(tzinfo=_zone(self.zone)).astimezone(UTC)

    def day_in(self, zone: str) -> date | None:
        """Return the day that a reader's calendar shows when it runs out.

        For a whole day, the day of its last moment. None without a time zone.

        Raises
        ------
        WrongDeadline
            HL-VOICE-06 for a time zone that does not exist.
        """
        moment = self.too_late_from
        if moment is None:
            return None
        if self.rule.at is None:
            moment -= datetime.resolution
        return moment.astimezone(_zone(zone)).date()


def next_deadline(
    rule: Rule,
    today: date,
    *,
    zone: str = "",
    confidence: Confidence = Confidence.UNCONFIRMED,
) -> Deadline | None:
    """Return the next deadline of a rule, today's included; None if none is left.

    Raises
    ------
    WrongDeadline
        HL-VOICE-06 for a time zone that does not exist, or lacks where a time is set.
    """
    day = next_day(rule, today)
    return None if day is None else Deadline(rule, day, zone, confidence)


def today_in(zone: str, now: datetime) -> date:
    """Return the day that it is in a time zone at a moment.

    Raises
    ------
    WrongDeadline
        HL-VOICE-06 for a time zone that does not exist, or a moment that has none.
    """
    if now.tzinfo is None:
        raise WrongDeadline(
            "A moment without a time zone is no moment",
            where=now.isoformat(),
            to_do="give a datetime that has a time zone, as datetime.now(UTC)",
            code="HL-VOICE-06",
        )
    return now.astimezone(_zone(zone)).date()


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise WrongDeadline(
            "There is no such time zone",
            where=repr(name),
            to_do="name one of the IANA database, as Europe/Zurich or Asia/Kolkata",
            code="HL-VOICE-06",
        ) from None
