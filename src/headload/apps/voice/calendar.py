"""Deadlines for the calendar of a phone: iCalendar (RFC 5545), byte for byte the same.

A whole day stays one wherever the reader is. A time that does not recur is told in UTC,
which no change of clocks can misread; one that recurs every year is told on the body's
own clock, with its time zone. What is unconfirmed is TENTATIVE.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event
from icalendar.prop import vCategory, vRecur, vText, vUri

from headload.apps.voice.deadlines import Confidence, Deadline
from headload.apps.voice.rules import WrongDeadline, Yearly
from headload.apps.voice.time_zone import time_zone

MEDIA_TYPE = "text/calendar; charset=utf-8"
MAKER = "-//Headload//Deadlines//EN"
RINGS = timedelta(hours=9)
"""When the alarm of a whole day rings, on the reader's clock."""
_FIRST = datetime(2020, 1, 1, tzinfo=UTC)
"""Changes are numbered by the seconds since then, which fit until 2088."""
_STATUS: Mapping[Confidence, str] = {
    Confidence.CONFIRMED: "CONFIRMED",
    Confidence.UNCONFIRMED: "TENTATIVE",
}
_UID = re.compile(r"[A-Za-z0-9._@:/+-]{1,255}")
_LANGUAGE = re.compile(r"(?:[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*)?")
_URL = re.compile(r"(?:https?://[!#-;=?-~]+)?")
_BREAK = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_NO_TEXT = re.compile("[\0-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_ESCAPES = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n"})


@dataclass(frozen=True)
class Entry:
    """A deadline with what a calendar shows of it.

    Parameters
    ----------
    uid
        Name of the deadline for ever, as ``01JD…@site.example``: a program that knows
        it replaces what it has. At most 255 letters and digits of
        ASCII, and ``._@:/+-``.
    title, note
        What is due, and how it is sent in; `note` may have several lines.
    language
        Language tag of title, note and categories (BCP 47); empty where not known.
    categories
        Words to sort by, as the body, the sector and the kind of process.
    url
        Page of the deadline: http or https, other signs than ASCII percent-encoded.
    alarms
        Whole days before, to be reminded. For a whole day at 9 in the morning.
    cancelled
        Whether nothing is due any more: it stays, so that calendars strike it out.
    changed
        When it was changed last, with a time zone; programs keep the newest. None is
        the stamp of the file.

    Raises
    ------
    WrongDeadline
        HL-VOICE-07 for a uid, language, address or alarm that a calendar cannot take.
    """

    uid: str
    deadline: Deadline
    title: str
    note: str = ""
    language: str = ""
    categories: tuple[str, ...] = ()
    url: str = ""
    alarms: tuple[int, ...] = ()
    cancelled: bool = False
    changed: datetime | None = None

    def __post_init__(self) -> None:
        for name, form in (("uid", _UID), ("language", _LANGUAGE), ("url", _URL)):
            if not form.fullmatch(getattr(self, name)):
                raise _refused(f"its {name} has another form", self.uid)
        if any(not 0 <= days <= 3650 for days in self.alarms):
            raise _refused("an alarm is not 0 to 3650 days before", self.uid)
        if self.changed and self.changed.tzinfo is None:
            raise _refused("its change has no time zone", self.uid)


def ics(
    entries: Iterable[Entry],
    *,
    stamp: datetime,
    name: str = "",
    language: str = "",
) -> bytes:
    """Return an iCalendar file with an event for each entry, in order of their days.

    The same entries give the same bytes, in whatever order they come, as long as the
    database of time zones is the same. Lines end with CRLF and have at most 75 octets,
    divided between signs (3.1).

    Parameters
    ----------
    stamp
        When the entries were changed last (DTSTAMP), with a time zone.
    name, language
        What the calendar is called, and in which language; may be empty.

    Raises
    ------
    WrongDeadline
        HL-VOICE-07 for a stamp without time zone, a wrong language, or the same uid
        twice.
    """
    if stamp.tzinfo is None:
        raise _refused("its stamp has no time zone", name)
    if not _LANGUAGE.fullmatch(language):
        raise _refused("its language has another form", name)
    order = sorted(entries, key=lambda entry: (entry.deadline.day, entry.uid))
    _check_once(order)
    made = Calendar()
    made.add("PRODID", MAKER)
    made.add("VERSION", "2.0")
    if name:
        # RFC 7986, and the name that programs knew before it
        made.add("NAME", _text(name, language))
        made.add("X-WR-CALNAME", _text(name, language))
    events = [_event(entry, stamp) for entry in order]
    for zone, year in sorted(_zones(events).items()):
        made.add_component(time_zone(zone, year))
    for event in events:
        made.add_component(event)
    return bytes(made.to_ical())


def _event(entry: Entry, stamp: datetime) -> Event:
    rule = entry.deadline.rule
    made = Event()
    made.add("UID", entry.uid)
    made.add("DTSTAMP", entry.changed or stamp)
    if entry.changed:
        made.add("LAST-MODIFIED", entry.changed)
        made.add("SEQUENCE", int((entry.changed - _FIRST).total_seconds()))
    # no end: a whole day lasts one, a time is a moment (3.6.1)
    made.add("DTSTART", _start(entry.deadline))
    if isinstance(rule, Yearly):
        made.add("RRULE", vRecur.from_ical(rule.rrule))
    status = _STATUS[entry.deadline.confidence]
    made.add("STATUS", "CANCELLED" if entry.cancelled else status)
    made.add("TRANSP", "TRANSPARENT")
    made.add("SUMMARY", _text(entry.title, entry.language))
    if entry.note:
        made.add("DESCRIPTION", _text(entry.note, entry.language))
    if entry.categories:
        made.add("CATEGORIES", _categories(entry))
    if entry.url:
        made.add("URL", vUri(entry.url))
    for days in () if entry.cancelled else sorted(set(entry.alarms), reverse=True):
        made.add_component(_alarm(entry, days))
    return made


def _start(deadline: Deadline) -> date | datetime:
    at, moment = deadline.rule.at, deadline.too_late_from
    if at is None or moment is None:
        return deadline.day
    if not isinstance(deadline.rule, Yearly):
        return moment
    # in a year whose clock skips this very minute programs leave it out (3.3.10)
    return datetime.combine(deadline.day, at, ZoneInfo(deadline.zone))


def _zones(events: Sequence[Event]) -> dict[str, int]:
    """Return the time zones to tell, each with the year of its first event."""
    found: dict[str, int] = {}
    for event in events:
        start = event.get("DTSTART")
        # icalendar knows the names of UTC, which need no telling
        zone = start.params.get("TZID", "UTC")
        if zone != "UTC":
            found.setdefault(zone, start.dt.year)
    return found


def _alarm(entry: Entry, days: int) -> Alarm:
    made = Alarm()
    made.add("ACTION", "DISPLAY")
    made.add("DESCRIPTION", _text(entry.title, entry.language))
    rings = RINGS if entry.deadline.rule.at is None else timedelta()
    made.add("TRIGGER", rings - timedelta(days=days))
    return made


class _Text(vText):
    r"""A text that is read as it was written.

    icalendar escapes as well, but takes a written ``\N`` for the end of a line.
    """

    def to_ical(self) -> bytes:
        return self.translate(_ESCAPES).encode()


def _text(text: str, language: str) -> _Text:
    return _Text(_clean(text), params=_in(language))


def _categories(entry: Entry) -> vCategory:
    made = vCategory([], params=_in(entry.language))
    made.cats = [_Text(_clean(each)) for each in entry.categories]
    return made


def _in(language: str) -> dict[str, Any]:
    return {"LANGUAGE": language} if language else {}


def _clean(text: str) -> str:
    """Return a text that RFC 5545 allows: one kind of line end, no control signs."""
    # a byte order mark has no place within a file
    return _NO_TEXT.sub("\ufffd", _BREAK.sub("\n", text)).replace("\ufeff", "")


def _check_once(entries: Sequence[Entry]) -> None:
    seen: set[str] = set()
    for entry in entries:
        if entry.uid in seen:
            raise _refused("its uid is there twice", entry.uid)
        seen.add(entry.uid)


def _refused(problem: str, where: str) -> WrongDeadline:
    return WrongDeadline(
        f"A calendar cannot take this: {problem}",
        where=repr(where[:80]),
        to_do="correct it; the documentation of Entry says what each part may be",
        code="HL-VOICE-07",
    )
