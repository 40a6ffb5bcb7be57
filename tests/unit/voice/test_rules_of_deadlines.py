"""The four kinds of rule, and their texts."""

from datetime import UTC, date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headload.apps.voice.rules import (
    LONGEST,
    Fixed,
    Period,
    Relative,
    Side,
    Unit,
    WrongDeadline,
    Yearly,
    rule_of,
)
from headload.errors import BadInput
from unit.voice.any_rules import rules


def test_shadow_reports_to_cedaw_73_were_due_three_weeks_before_the_session() -> None:
    # cedaw.iwraw-ap.org: session from 1 July 2019, reports three weeks before
    start = date(2019, 7, 1)
    assert Relative(start, 21, Unit.DAYS, Side.BEFORE).day == date(2019, 6, 10)
    assert Relative(start, 3, Unit.WEEKS, Side.BEFORE).day == date(2019, 6, 10)


def test_observations_reach_the_committee_of_experts_by_1_september() -> None:
    rule = Yearly(9, 1)
    assert [rule.in_year(year) for year in (2026, 2027)] == [
        date(2026, 9, 1),
        date(2027, 9, 1),
    ]
    assert rule.rrule == "FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=1"


def test_a_survey_of_vendors_is_due_five_years_after_the_last() -> None:
    # Street Vendors Act 2014 (India): a survey at least once in five years
    assert Period(date(2014, 5, 1), 5, Unit.YEARS).day == date(2019, 5, 1)
    assert Period(date(2014, 5, 1), 60, Unit.MONTHS).day == date(2019, 5, 1)


@pytest.mark.parametrize(
    ("year", "day"),
    [(2024, 29), (2025, 28), (2000, 29), (1900, 28), (2100, 28)],
)
def test_29_february_is_the_last_day_of_february_in_every_year(
    year: int,
    day: int,
) -> None:
    rule = Yearly(2, 29)
    assert rule.in_year(year) == date(year, 2, day)
    assert rule.rrule == "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1"


def test_28_february_stays_28_february_in_leap_years() -> None:
    assert Yearly(2, 28).in_year(2024) == date(2024, 2, 28)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("RELATIVE 1 MONTH BEFORE 2026-03-31", date(2026, 2, 28)),
        ("RELATIVE 1 MONTH BEFORE 2024-03-31", date(2024, 2, 29)),
        ("RELATIVE 1 MONTH AFTER 2026-12-31", date(2027, 1, 31)),
        ("RELATIVE 6 MONTHS BEFORE 2026-08-31", date(2026, 2, 28)),
        ("RELATIVE 12 MONTHS BEFORE 2026-01-15", date(2025, 1, 15)),
        ("RELATIVE 1 DAY AFTER 2024-02-28", date(2024, 2, 29)),
        ("RELATIVE 0 DAYS BEFORE 2024-02-28", date(2024, 2, 28)),
        ("PERIOD 5 YEARS SINCE 2020-02-29", date(2025, 2, 28)),
        ("PERIOD 4 YEARS SINCE 2020-02-29", date(2024, 2, 29)),
    ],
)
def test_where_a_month_is_too_short_its_last_day_counts(text: str, day: date) -> None:
    rule = rule_of(text)
    assert isinstance(rule, Relative | Period)
    assert rule.day == day


@given(rules())
def test_the_text_of_a_rule_tells_the_same_rule(
    rule: Fixed | Yearly | Relative | Period,
) -> None:
    text = str(rule)
    assert rule_of(text) == rule
    assert rule_of(f"  {text.lower().replace(' ', '   ')}\n") == rule
    assert len(text) <= LONGEST
    assert text.isascii()


@given(st.text())
def test_any_other_text_is_refused_as_a_wrong_deadline(text: str) -> None:
    with pytest.raises(WrongDeadline):
        rule_of(text)


@given(
    st.sampled_from(["FIXED", "YEARLY", "RELATIVE", "PERIOD"]),
    st.text("0123456789-: DAYSMONTHBEFRINC\n\u0966\u096f", max_size=30),
)
def test_a_text_that_is_nearly_a_rule_is_a_rule_or_refused(
    kind: str,
    rest: str,
) -> None:
    try:
        rule = rule_of(f"{kind} {rest}")
    except WrongDeadline:
        return
    assert rule_of(str(rule)) == rule


@pytest.mark.parametrize(
    ("text", "code", "says"),
    [
        ("", "04", "tells no rule"),
        ("YEARLY", "04", "YEARLY 09-01"),
        ("WEEKLY 3", "04", "tells no rule"),
        ("YEARLY 9-1", "04", "tells no rule"),
        ("YEARLY ०९-०१", "04", "tells no rule"),
        ("FIXED 2019-W27-1", "04", "tells no rule"),
        ("RELATIVE -21 DAYS BEFORE 2019-07-01", "04", "tells no rule"),
        ("RELATIVE " + "9" * 5000 + " DAYS BEFORE 2019-07-01", "04", "no rule"),
        ("YEARLY 02-30", "02", "No year has this day"),
        ("YEARLY 04-31", "02", "No year has this day"),
        ("YEARLY 13-01", "02", "YEARLY 13-01"),
        ("YEARLY 00-00", "02", "No year has this day"),
        ("FIXED 2025-02-29", "01", "2025-02-29 is no day"),
        ("FIXED 0206-01-01", "01", "1900 to 2999"),
        ("FIXED 2026-09-01 24:00", "01", "24:00 is no time"),
        ("FIXED 2026-09-01 23:60", "01", "23:60 is no time"),
        ("RELATIVE 99999 MONTHS AFTER 2019-07-01", "01", "so far away"),
        ("RELATIVE 99999 WEEKS BEFORE 2019-07-01", "01", "99999 WEEKS"),
        ("PERIOD 2000 YEARS SINCE 2019-07-01", "01", "4019-07-01 is no day"),
        ("PERIOD 0 YEARS SINCE 2019-07-01", "03", "a whole number from 1"),
        ("PERIOD 5 DAYS SINCE 2019-07-01", "03", "years or months"),
        ("RELATIVE 1 YEAR BEFORE 2019-07-01", "03", "days or weeks or months"),
    ],
)
def test_what_is_wrong_with_a_text_is_said(text: str, code: str, says: str) -> None:
    with pytest.raises(WrongDeadline, match=says) as refused:
        rule_of(text)
    assert refused.value.code == f"HL-VOICE-{code}"
    assert len(str(refused.value)) < 400


@pytest.mark.parametrize(
    "at",
    [time(12, 0, 1), time(12, 0, 0, 1), time(12, tzinfo=UTC), time(12, fold=1)],
)
def test_a_time_is_an_hour_and_a_minute_on_the_bodys_clock(at: time) -> None:
    with pytest.raises(WrongDeadline, match="hour and minute alone"):
        Yearly(9, 1, at)


def test_a_wrong_deadline_is_bad_input_and_a_value_error() -> None:
    # the command line knows the one, a form's field the other
    assert issubclass(WrongDeadline, BadInput)
    assert issubclass(WrongDeadline, ValueError)
    assert WrongDeadline.exit_code == 3
