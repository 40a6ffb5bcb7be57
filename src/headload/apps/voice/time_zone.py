"""What an .ics file tells of a time zone: offsets from UTC, and when they change.

Programs need it where a time recurs (RFC 5545, 3.6.5 and 3.2.19). icalendar makes one
too, but tells the moment of a change on the clock after it; the standard wants the
clock before it (3.6.5: DTSTART with TZOFFSETFROM), an hour that programs would be off.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

YEARS = 20
"""Years that are told; after them the last offset is taken to stay."""
_WEEK = timedelta(days=7)
_SECOND = timedelta(seconds=1)


def time_zone(name: str, first_year: int) -> Timezone:
    """Return the VTIMEZONE of a zone of the IANA database, from the start of a year.

    The days of changes are listed one by one (RDATE), as the database has them today.

    Raises
    ------
    zoneinfo.ZoneInfoNotFoundError
        When there is no such zone; `Deadline` has refused it before.
    """
    zone = ZoneInfo(name)
    # a month early: 1 January begins at another moment there
    start = datetime(first_year - 1, 12, 1, tzinfo=UTC)
    made = Timezone()
    made.add("TZID", name)
    made.add_component(_observance(start, start, zone, []))
    alike: dict[tuple[object, ...], list[datetime]] = defaultdict(list)
    for change in _changes(zone, start, datetime(first_year + YEARS, 1, 1, tzinfo=UTC)):
        before, after = change - _SECOND, change
        key = (*_told(before, zone), *_told(after, zone))
        alike[key].append(change)
    for first, *others in alike.values():
        made.add_component(_observance(first - _SECOND, first, zone, others))
    return made


def _told(moment: datetime, zone: ZoneInfo) -> tuple[object, ...]:
    there = moment.astimezone(zone)
    return there.utcoffset(), there.tzname(), bool(there.dst())


def _observance(
    before: datetime,
    after: datetime,
    zone: ZoneInfo,
    others: list[datetime],
) -> TimezoneStandard | TimezoneDaylight:
    old = before.astimezone(zone).utcoffset() or timedelta()
    there = after.astimezone(zone)
    made = TimezoneDaylight() if there.dst() else TimezoneStandard()
    made.add("DTSTART", (after + old).replace(tzinfo=None))
    if others:
        made.add("RDATE", [(each + old).replace(tzinfo=None) for each in others])
    made.add("TZOFFSETFROM", old)
    made.add("TZOFFSETTO", there.utcoffset() or timedelta())
    made.add("TZNAME", there.tzname() or zone.key)
    return made


def _changes(zone: ZoneInfo, start: datetime, end: datetime) -> Iterator[datetime]:
    """Yield the first second of each new offset; no zone changes twice in a week."""
    while start < end:
        early, late = start, start + _WEEK
        start = late
        old = early.astimezone(zone).utcoffset()
        if late.astimezone(zone).utcoffset() == old:
            continue
        while late - early > _SECOND:
            middle = early + ((late - early) // 2 // _SECOND) * _SECOND
            if middle.astimezone(zone).utcoffset() == old:
                early = middle
            else:
                late = middle
        yield late
