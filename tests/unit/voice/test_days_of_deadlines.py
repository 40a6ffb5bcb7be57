"""The day of a deadline, and the moment after which it is too late."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import example, given
from hypothesis import strategies as st

from headload.apps.voice.deadlines import (
    Confidence,
    Deadline,
    days,
    next_day,
    next_deadline,
    overdue_since,
    today_in,
)
from headload.apps.voice.rules import Fixed, Rule, WrongDeadline, Yearly, rule_of
from unit.voice.any_rules import DAYS, rules

GENEVA = "Europe/Zurich"
ZONES = st.sampled_from(
    [
        GENEVA,
        "Pacific/Apia",
        "Asia/Kolkata",
        "America/Lima",
        "America/Santiago",
        "Asia/Beirut",
        "Africa/Cairo",
        "Australia/Lord_Howe",
        "UTC",
    ],
)


def test_the_next_1_september_is_today_or_ahead() -> None:
    rule = Yearly(9, 1)
    assert next_day(rule, date(2026, 8, 31)) == date(2026, 9, 1)
    assert next_day(rule, date(2026, 9, 1)) == date(2026, 9, 1)
    assert next_day(rule, date(2026, 9, 2)) == date(2027, 9, 1)


@pytest.mark.parametrize(
    "text",
    [
        "FIXED 2019-06-10",
        "RELATIVE 21 DAYS BEFORE 2019-07-01",
        "PERIOD 5 YEARS SINCE 2014-06-10",
    ],
)
def test_a_single_day_has_no_next_once_it_is_past(text: str) -> None:
    rule = rule_of(text)
    assert next_day(rule, date(2019, 6, 10)) == date(2019, 6, 10)
    assert next_day(rule, date(2019, 6, 11)) is None
    assert next_deadline(rule, date(2019, 6, 11)) is None


def test_a_survey_that_was_not_held_is_overdue_since_a_day() -> None:
    rule = rule_of("PERIOD 5 YEARS SINCE 2014-05-01")
    assert overdue_since(rule, date(2019, 5, 1)) is None
    assert overdue_since(rule, date(2026, 1, 1)) == date(2019, 5, 1)
    assert overdue_since(Fixed(date(2019, 5, 1)), date(2026, 1, 1)) is None


@given(rules(), st.dates())
@example(Yearly(2, 29), date(2999, 12, 31))
@example(Yearly(2, 29), date.max)
@example(Yearly(2, 29), date.min)
def test_the_next_day_is_never_before_today_and_the_first(
    rule: Rule,
    today: date,
) -> None:
    found = next_day(rule, today)
    if found is None:
        assert days(rule, today, date.max) == ()
    else:
        assert found >= today
        assert days(rule, today, found) == (found,)


@given(rules(), st.dates(), st.integers(-400, 40_000))
def test_days_are_within_their_range_in_order_and_once(
    rule: Rule,
    first: date,
    length: int,
) -> None:
    ordinal = min(max(first.toordinal() + length, 1), date.max.toordinal())
    last = date.fromordinal(ordinal)
    found = days(rule, first, last)
    assert list(found) == sorted(set(found))
    assert all(first <= day <= last for day in found)


@given(DAYS)
@example(date(2024, 2, 29))
def test_another_reader_of_the_rrule_finds_the_same_days(day: date) -> None:
    rule = Yearly(day.month, day.day)
    first, last = date(2020, 1, 1), date(2031, 12, 31)
    start = datetime.combine(first, time())
    theirs = rrulestr(rule.rrule, dtstart=start).between(
        start,
        datetime.combine(last, time()),
        inc=True,
    )
    assert tuple(each.date() for each in theirs) == days(rule, first, last)


def test_the_last_minute_in_geneva_is_another_day_in_apia() -> None:
    rule = rule_of("YEARLY 09-01 23:59")
    deadline = next_deadline(rule, date(2026, 8, 1), zone=GENEVA)
    assert deadline is not None
    assert deadline.too_late_from == datetime(2026, 9, 1, 21, 59, tzinfo=UTC)
    assert deadline.day_in(GENEVA) == date(2026, 9, 1)
    assert deadline.day_in("Pacific/Apia") == date(2026, 9, 2)
    assert deadline.day_in("America/Lima") == date(2026, 9, 1)


def test_a_whole_day_ends_at_the_bodys_midnight() -> None:
    deadline = Deadline(Yearly(9, 1), date(2026, 9, 1), GENEVA)
    assert deadline.too_late_from == datetime(2026, 9, 1, 22, tzinfo=UTC)
    assert deadline.day_in(GENEVA) == date(2026, 9, 1)
    assert deadline.day_in("Pacific/Apia") == date(2026, 9, 2)


def test_without_a_time_zone_the_moment_is_not_known() -> None:
    deadline = Deadline(Yearly(9, 1), date(2026, 9, 1))
    assert deadline.too_late_from is None
    assert deadline.day_in(GENEVA) is None


def test_a_deadline_is_unconfirmed_until_somebody_confirms_it() -> None:
    assert Deadline(Yearly(9, 1), date(2026, 9, 1)).confidence == "unconfirmed"
    sure = next_deadline(
        Yearly(9, 1),
        date(2026, 9, 1),
        confidence=Confidence.CONFIRMED,
    )
    assert sure is not None
    assert sure.confidence == "confirmed"


@pytest.mark.parametrize(
    ("zone", "text", "utc"),
    [
        # the clock goes from 02:00 to 03:00: 02:30 is read as before the change
        (GENEVA, "FIXED 2026-03-29 02:30", "2026-03-29 01:30"),
        # it goes from 03:00 back to 02:00: the first 02:30 counts
        (GENEVA, "FIXED 2026-10-25 02:30", "2026-10-25 00:30"),
        # in Lord Howe by half an hour
        ("Australia/Lord_Howe", "FIXED 2026-10-04 02:15", "2026-10-03 15:45"),
        # midnight did not occur: the day before ended when the clock was moved
        ("America/Santiago", "FIXED 2026-09-05", "2026-09-06 04:00"),
        # the last hour of a day came twice: the day ends after the second
        ("America/Santiago", "FIXED 2026-04-04", "2026-04-05 04:00"),
        # Samoa left out 30 December 2011
        ("Pacific/Apia", "FIXED 2011-12-29", "2011-12-30 10:00"),
        ("Pacific/Apia", "FIXED 2011-12-30 12:00", "2011-12-30 22:00"),
        ("Asia/Kolkata", "FIXED 2026-09-01 23:59", "2026-09-01 18:29"),
    ],
)
def test_times_that_a_clock_skips_or_repeats(zone: str, text: str, utc: str) -> None:
    rule = rule_of(text)
    assert isinstance(rule, Fixed)
    moment = Deadline(rule, rule.day, zone).too_late_from
    assert moment == datetime.fromisoformat(f"{utc}+00:00")


@given(rules(), DAYS, ZONES)
def test_a_deadline_ends_on_its_day_where_the_body_is(
    rule: Rule,
    today: date,
    zone: str,
) -> None:
    deadline = next_deadline(rule, today, zone=zone)
    if deadline is None:
        return
    moment, there = deadline.too_late_from, deadline.day_in(zone)
    assert moment is not None
    assert there is not None
    # a clock that skips midnight puts 23:59 of its day on the next
    assert deadline.day <= there <= deadline.day + timedelta(days=1)
    seen = moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    gap = seen - datetime.combine(deadline.day, rule.at or time())
    assert timedelta() <= gap <= timedelta(days=2)


def test_today_is_the_day_where_the_body_is() -> None:
    now = datetime(2026, 9, 1, 23, tzinfo=UTC)
    assert today_in(GENEVA, now) == date(2026, 9, 2)
    assert today_in("America/Lima", now) == date(2026, 9, 1)
    with pytest.raises(WrongDeadline, match="no moment"):
        today_in(GENEVA, datetime(2026, 9, 1))  # noqa: DTZ001  (what is refused)


def test_a_day_that_was_typed_in_is_refused() -> None:
    with pytest.raises(WrongDeadline, match="does not give 2026-09-02") as refused:
        Deadline(Yearly(9, 1), date(2026, 9, 2))
    assert refused.value.code == "HL-VOICE-05"


def test_a_time_needs_a_time_zone() -> None:
    with pytest.raises(WrongDeadline, match="without a time zone"):
        next_deadline(rule_of("YEARLY 09-01 23:59"), date(2026, 1, 1))


@pytest.mark.parametrize(
    "zone",
    ["Geneva", "Europe", "../etc/passwd", "/etc/localtime", "Europe/Zurich\n", "\0"],
)
def test_a_time_zone_that_does_not_exist_is_refused(zone: str) -> None:
    with pytest.raises(WrongDeadline, match="no such time zone") as refused:
        Deadline(Yearly(9, 1), date(2026, 9, 1), zone)
    assert refused.value.code == "HL-VOICE-06"
