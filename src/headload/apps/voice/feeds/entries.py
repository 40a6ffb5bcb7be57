"""Deadlines as entries of a calendar: the same rows, the same entries, on every day.

No clock is asked: what has passed stays, what recurs begins in the year of its process.
What is no longer due is cancelled, so that calendars that have it strike it out.
"""

import datetime
from collections.abc import Callable, Iterable

from headload.apps.common.words import say
from headload.apps.voice.calendar import Entry
from headload.apps.voice.deadlines import Confidence
from headload.apps.voice.deadlines import Deadline as Dated
from headload.apps.voice.models import Deadline, Process
from headload.apps.voice.rules import FIRST_YEAR, LAST_YEAR, Rule, Yearly, rule_of
from headload.apps.voice.words import STILL_OPEN, ProcessState

ALARMS = (14, 3)
"""Days before a deadline on which a calendar reminds."""
Address = Callable[[Process], str]


def entries(
    processes: Iterable[Process], language: str, address: Address
) -> list[Entry]:
    """Return an entry for each deadline that has a rule; others have no day.

    Parameters
    ----------
    language
        Of the reader; titles stay in that of their process.
    address
        From a process to its page.
    """
    return [
        _entry(process, deadline, language, address(process))
        for process in processes
        for deadline in process.deadlines.all()
        if deadline.rule
    ]


def changed(process: Process) -> datetime.datetime:
    """Return when a process or the body whose clock it goes by was changed last."""
    own: datetime.datetime = process.changed
    return max(own, process.body.changed) if process.body else own


def _entry(process: Process, deadline: Deadline, language: str, address: str) -> Entry:
    rule = rule_of(deadline.rule)
    sure = Confidence(deadline.confidence)
    zone = deadline.zone or (process.body.zone if process.body else "")
    if rule.at is not None and not zone:
        zone = "UTC"  # the clock by which pages tell it too
    title = f"{deadline.what}: {process.title}"
    if sure == Confidence.UNCONFIRMED:
        title = f"{title} ({say('calendar_unconfirmed', language)})"
    return Entry(
        uid=f"{process.permanent}-{deadline.pk}@headload",
        deadline=Dated(rule, _first_day(rule, process), zone, sure),
        title=title,
        note=_note(deadline, sure, language),
        language=process.language if process.language == language else "",
        categories=(process.body.name,) if process.body else (),
        url=address,
        alarms=ALARMS,
        cancelled=_is_off(process, rule),
        changed=changed(process),
    )


def _first_day(rule: Rule, process: Process) -> datetime.date:
    """Return the day of a rule; of one that recurs, that of the year of its process."""
    if not isinstance(rule, Yearly):
        return rule.day
    year = int(process.start[:4]) if process.start else process.changed.year
    return rule.in_year(min(max(year, FIRST_YEAR), LAST_YEAR))


def _is_off(process: Process, rule: Rule) -> bool:
    """Tell whether nothing is due: it lapsed, or recurs in what is over."""
    if process.state == ProcessState.LAPSED:
        return True
    return isinstance(rule, Yearly) and process.state not in STILL_OPEN


def _note(deadline: Deadline, sure: Confidence, language: str) -> str:
    lines = [deadline.submission, str(say(f"deadline_{sure}", language))]
    if deadline.source:
        lines.append(deadline.source.address)
    return "\n".join(line for line in lines if line)
