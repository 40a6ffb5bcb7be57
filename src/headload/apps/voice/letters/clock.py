"""Weeks, months and times on the clock of whoever reads a letter."""

import datetime
from functools import cache
from itertools import groupby
from zoneinfo import ZoneInfo, available_timezones

from headload.apps.voice.deadlines import Deadline as Dated
from headload.apps.voice.words_of_letters import Every

_MORNING = datetime.timedelta(hours=6)
_REGIONS = (
    *("Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian"),
    "Pacific",
)


def period_of(now: datetime.datetime, every: str, zone: str) -> str:
    """Return the week or month that it is for her, from six in the morning on.

    Examples
    --------
    >>> early = datetime.datetime(2026, 11, 30, 3, tzinfo=datetime.UTC)
    >>> period_of(early, "week", "UTC"), period_of(early, "week", "Asia/Kolkata")
    ('2026-W48', '2026-W49')
    >>> period_of(early, "month", "Asia/Kolkata")
    '2026-11'
    """
    there = now.astimezone(ZoneInfo(zone)).replace(tzinfo=None) - _MORNING
    if every == Every.MONTH:
        return f"{there:%Y-%m}"
    year, week, _ = there.isocalendar()
    return f"{year}-W{week:02}"


def last_moment(dated: Dated, zone: str) -> str:
    """Return the last minute of a deadline on her clock; empty where none is known.

    Examples
    --------
    >>> from headload.apps.voice.rules import rule_of
    >>> rule = rule_of("FIXED 2026-09-01")
    >>> geneva = Dated(rule, datetime.date(2026, 9, 1), "Europe/Zurich")
    >>> last_moment(geneva, "America/Lima")
    '2026-09-01 16:59'
    """
    moment = dated.too_late_from
    if moment is None:
        return ""
    if dated.rule.at is None:
        moment -= datetime.timedelta(minutes=1)
    return f"{moment.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}"


@cache
def zones() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return time zones to choose among, by part of the world."""
    found = sorted(
        each for each in available_timezones() if each.partition("/")[0] in _REGIONS
    )
    parted = groupby(found, lambda each: each.partition("/")[0])
    regions = tuple((name, tuple(each)) for name, each in parted)
    return (("UTC", ("UTC",)), *regions)


def is_zone(name: str) -> bool:
    """Tell whether somebody can choose this time zone."""
    return any(name in names for _, names in zones())
