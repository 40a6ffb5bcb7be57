"""Deadlines as an iCalendar file, read back by a program that others keep."""

import io
import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical
from hypothesis import example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event

from headload.apps.voice.calendar import Entry, ics
from headload.apps.voice.deadlines import Confidence, Deadline, next_deadline
from headload.apps.voice.rules import Rule, WrongDeadline, Yearly, rule_of
from headload.apps.voice.time_zone import YEARS, time_zone
from unit.voice.any_rules import DAYS, rules

STAMP = datetime(2026, 1, 15, 12, tzinfo=UTC)
GENEVA = "Europe/Zurich"
HINDI = "रेहड़ी-पटरी वालों का सर्वेक्षण; हर पाँच साल में, कम से कम एक बार\n"
HOSTILE = [
    "a\nEND:VEVENT\nBEGIN:VEVENT\nSUMMARY:forged",
    "a\r\nATTENDEE:mailto:x@example.org",
    "a\rX:1",
    "\r\n b",
    "commas, semicolons; colons: \"quotes\" 'and' \\backslashes\\",
    "C:\\New\\names, \\n is no line end, nor \\N, \\, \\;",
    "x" * 5000,
    "\\" * 5000,
    HINDI * 100,
    "👩🏾‍🌾" * 1000,
    " leading and trailing ",
    "\tTab",
    "",
    "\ufeffmark",
    "%0A %2C ^n ^^",
    "=?utf-8?q?x?=",
]


def entry(text: str, zone: str = "", **more: object) -> Entry:
    deadline = next_deadline(rule_of(text), date(1950, 1, 1), zone=zone)
    assert deadline is not None
    return Entry("one@site.example", deadline, "Due", **more)  # type: ignore[arg-type]


def written(*entries: Entry) -> list[str]:
    text = ics(entries, stamp=STAMP).decode()
    return text.replace("\r\n ", "").split("\r\n")


def read(*entries: Entry) -> list[Event]:
    calendar = Calendar.from_ical(ics(entries, stamp=STAMP))
    assert isinstance(calendar, Calendar)
    assert calendar.errors == []
    assert all(event.errors == [] for event in calendar.events)
    return calendar.events


def test_the_shadow_reports_to_cedaw_73_as_a_calendar_has_them() -> None:
    made = entry(
        "RELATIVE 21 DAYS BEFORE 2019-07-01",
        language="en",
        note="Five pages, in English",
        categories=("CEDAW", "treaty body review"),
        url="https://site.example/en/voice/cedaw73",
        alarms=(7,),
    )
    assert written(made) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Headload//Deadlines//EN",
        "BEGIN:VEVENT",
        "SUMMARY;LANGUAGE=en:Due",
        "DTSTART;VALUE=DATE:20190610",
        "DTSTAMP:20260115T120000Z",
        "UID:one@site.example",
        "CATEGORIES;LANGUAGE=en:CEDAW,treaty body review",
        "DESCRIPTION;LANGUAGE=en:Five pages\\, in English",
        "STATUS:TENTATIVE",
        "TRANSP:TRANSPARENT",
        "URL:https://site.example/en/voice/cedaw73",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION;LANGUAGE=en:Due",
        "TRIGGER:-P6DT15H",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_what_recurs_every_year_recurs_in_the_calendar() -> None:
    (event,) = read(entry("YEARLY 09-01"))
    assert event["RRULE"] == {"FREQ": ["YEARLY"], "BYMONTH": [9], "BYMONTHDAY": [1]}
    assert date(1950, 9, 1) == event.DTSTART


def test_what_is_confirmed_says_so() -> None:
    day = date(2026, 9, 1)
    sure = Deadline(Yearly(9, 1), day, confidence=Confidence.CONFIRMED)
    (event,) = read(Entry("a", sure, "Due"))
    assert event["STATUS"] == "CONFIRMED"


def test_a_time_that_does_not_recur_is_told_in_utc() -> None:
    lines = written(entry("FIXED 2026-09-01 23:59", GENEVA))
    assert "DTSTART:20260901T215900Z" in lines
    assert "BEGIN:VTIMEZONE" not in lines


def test_a_time_that_recurs_is_told_on_the_bodys_clock() -> None:
    lines = written(entry("YEARLY 09-01 23:59", GENEVA))
    assert "DTSTART;TZID=Europe/Zurich:19500901T235900" in lines
    assert lines.count("BEGIN:VTIMEZONE") == 1


@pytest.mark.parametrize("zone", [GENEVA, "Asia/Kolkata", "Etc/UTC", "GMT", "UTC"])
def test_every_time_zone_that_is_named_is_told(zone: str) -> None:
    deadline = Deadline(rule_of("YEARLY 09-01 23:59"), date(2026, 9, 1), zone)
    text = ics([Entry("a", deadline, "Due")], stamp=STAMP).decode()
    named = set(re.findall(r"DTSTART;TZID=([^:]+):", text))
    assert named == set(re.findall(r"\r\nTZID:(.+)\r\n", text))


@given(st.lists(rules(), max_size=5), st.sampled_from([GENEVA, "Pacific/Apia"]))
@settings(deadline=None)
def test_a_calendar_program_finds_the_same_days(many: list[Rule], zone: str) -> None:
    entries = [
        Entry(f"{number}@x", deadline, str(deadline.rule))
        for number, rule in enumerate(many)
        if (deadline := next_deadline(rule, date(1950, 1, 1), zone=zone))
    ]
    events = read(*entries)
    assert len(events) == len(entries)
    for one in entries:
        (event,) = (each for each in events if each["UID"] == one.uid)
        start = event.DTSTART
        if one.deadline.rule.at is None:
            assert start == one.deadline.day
            assert not isinstance(start, datetime)
        else:
            assert isinstance(start, datetime)
            assert start.astimezone(UTC) == one.deadline.too_late_from
        assert str(rule_of(str(event["SUMMARY"]))) == str(one.deadline.rule)


@given(st.permutations(["YEARLY 09-01", "FIXED 2026-09-01", "YEARLY 02-29 08:00"]))
@settings(deadline=None)
def test_the_same_entries_are_the_same_bytes_in_any_order(texts: list[str]) -> None:
    made = [
        Entry(text.replace(" ", "-"), entry(text, GENEVA).deadline, text)
        for text in sorted(texts)
    ]
    there = [next(each for each in made if each.title == text) for text in texts]
    assert ics(there, stamp=STAMP) == ics(made, stamp=STAMP)
    # a stamp in another time zone is the same moment
    here = STAMP.astimezone(ZoneInfo("Asia/Kolkata"))
    assert ics(there, stamp=here) == ics(made, stamp=STAMP)


def holds(text: str) -> None:
    """Check that a text stays in its property, and is read as it was written."""
    one = entry(
        "FIXED 2026-09-01",
        note=text,
        categories=(text, "second"),
        language="hi",
        alarms=(7,),
    )
    made = Entry(one.uid, one.deadline, text, text, "hi", one.categories, "", (7,))
    data = ics([made], stamp=STAMP, name=text, language="hi")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert data.count(b"\n") == data.count(b"\r") == data.count(b"\r\n")
    for line in data.split(b"\r\n"):
        line.decode()  # no sign is divided
    calendar = Calendar.from_ical(data)
    assert isinstance(calendar, Calendar)
    (event,) = calendar.events
    (alarm,) = event.walk("VALARM")
    clean = re.sub("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]", "\n", text)
    clean = re.sub("[\0-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]", "\ufffd", clean)
    clean = clean.replace("\ufeff", "")
    assert str(event["SUMMARY"]) == clean
    assert str(event.get("DESCRIPTION", "")) == clean
    assert str(alarm["DESCRIPTION"]) == clean
    for name in ("NAME", "X-WR-CALNAME"):
        # icalendar leaves what RFC 5545 does not name as it stands
        raw = str(calendar.get(name, ""))
        assert re.sub(r"\\(.)", lambda m: "\n" if m[1] == "n" else m[1], raw) == clean
    assert [str(each) for each in event["CATEGORIES"].cats] == [clean, "second"]
    assert set(event) <= {
        "SUMMARY",
        "DTSTART",
        "DTSTAMP",
        "UID",
        "CATEGORIES",
        "DESCRIPTION",
        "STATUS",
        "TRANSP",
    }


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_stays_in_its_property(text: str) -> None:
    holds(text)


@given(st.text() | st.text('\\nN,;:\r\n \t"^%abहि\u2028\x85\0\ud800'))
@example("\x1c")
@settings(deadline=None)
def test_any_text_stays_in_its_property(text: str) -> None:
    holds(text)


@pytest.mark.parametrize(
    ("what", "value"),
    [
        ("uid", ""),
        ("uid", "a b"),
        ("uid", "a\r\nX:1"),
        ("uid", "a\\Nb"),
        ("uid", "x" * 256),
        ("language", "en:x"),
        ("language", "en\nX:1"),
        ("language", 'en"'),
        ("url", "javascript:alert(1)"),
        ("url", "https://x.example/a b"),
        ("url", "https://x.example/\r\nX:1"),
        ("url", "https://x.example/\n"),
        ("url", "https://x.example/हि"),
        ("url", 'https://x.example/"'),
        ("alarms", (-1,)),
        ("alarms", (7, 10**9)),
    ],
)
def test_what_a_calendar_cannot_take_is_refused(what: str, value: object) -> None:
    parts: dict[str, object] = {
        "uid": "a",
        "deadline": entry("YEARLY 09-01").deadline,
        "title": "Due",
    }
    with pytest.raises(WrongDeadline, match="cannot take this") as refused:
        Entry(**{**parts, what: value})  # type: ignore[arg-type]
    assert refused.value.code == "HL-VOICE-07"


def test_a_calendar_needs_a_moment_a_language_and_different_uids() -> None:
    one = entry("YEARLY 09-01")
    with pytest.raises(WrongDeadline, match="uid is there twice"):
        ics([one, one], stamp=STAMP)
    with pytest.raises(WrongDeadline, match="no time zone"):
        ics([one], stamp=STAMP.replace(tzinfo=None))
    with pytest.raises(WrongDeadline, match="language"):
        ics([one], stamp=STAMP, language="en\n")


def test_alarms_of_a_whole_day_ring_at_nine_in_the_morning() -> None:
    (event,) = read(entry("FIXED 2026-09-01", alarms=(7, 0, 7)))
    ring = [alarm["TRIGGER"].dt for alarm in event.walk("VALARM")]
    assert ring == [timedelta(days=-6, hours=-15), timedelta(hours=9)]
    (event,) = read(entry("FIXED 2026-09-01 23:59", GENEVA, alarms=(7, 1)))
    ring = [alarm["TRIGGER"].dt for alarm in event.walk("VALARM")]
    assert ring == [timedelta(days=-7), timedelta(days=-1)]


@pytest.mark.parametrize(
    "name",
    [
        GENEVA,
        "Europe/Dublin",
        "America/New_York",
        "America/Santiago",
        "Africa/Casablanca",
        "Australia/Lord_Howe",
        "Asia/Kolkata",
        "Pacific/Apia",
    ],
)
def test_another_program_reads_the_same_offsets_from_a_time_zone(name: str) -> None:
    text = f"BEGIN:VCALENDAR\r\n{time_zone(name, 2020).to_ical().decode()}END:VCALENDAR"
    theirs = tzical(io.StringIO(text.replace("\r\n ", ""))).get()
    zone = ZoneInfo(name)
    first = datetime(2020, 1, 1)  # noqa: DTZ001  (a clock on a wall)
    closely = [first + timedelta(minutes=30) * step for step in range(35_000)]
    rarely = [first + timedelta(hours=7) * step for step in range(YEARS * 1250)]
    for moment in closely + rarely:
        ours = moment.replace(tzinfo=zone)
        # programs differ on times that a clock skips
        if ours.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == moment:
            offset = moment.replace(tzinfo=theirs).utcoffset()
            assert offset == ours.utcoffset(), moment


@given(DAYS)
def test_a_time_zone_begins_before_the_first_day_of_its_year(day: date) -> None:
    (first, *_) = time_zone("Pacific/Apia", day.year).subcomponents
    assert first["DTSTART"].dt < datetime(day.year, 1, 1)  # noqa: DTZ001
