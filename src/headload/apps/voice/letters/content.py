"""What a letter says on a day: what is due, what changed, of laws too, what to sign.

It is a function of the rows, the choice and the moment; how it looks is decided
elsewhere. `seen` is what the letter before said.
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from headload.apps.common.words import Text, say
from headload.apps.voice.deadlines import Confidence
from headload.apps.voice.deadlines import Deadline as Dated
from headload.apps.voice.due import Due, due_in
from headload.apps.voice.feeds.wanted import among
from headload.apps.voice.letters.clock import last_moment
from headload.apps.voice.letters.laws import laws_since
from headload.apps.voice.letters.lines import Line, on_one_line
from headload.apps.voice.letters.wishes import Choice, address
from headload.apps.voice.models import Document, Process
from headload.apps.voice.papers.choose import cards
from headload.apps.voice.rules import rule_of
from headload.apps.voice.states import PaperState
from headload.apps.voice.words import STILL_OPEN

HORIZON = datetime.timedelta(days=90)
_MOST = 20
Seen = Mapping[str, Any]


@dataclass(frozen=True)
class Letter:
    """What a letter says; without a reason it is not sent.

    Parameters
    ----------
    more
        How many deadlines within ninety days are not listed.
    more_laws
        How many laws with news are not listed.
    reason
        Whether something is due, changed, newly open to be signed, or new of laws.
    """

    due: Sequence[Line] = ()
    more: int = 0
    changed: Sequence[Line] = ()
    laws: Sequence[Line] = ()
    more_laws: int = 0
    calls: Sequence[Line] = ()
    reason: bool = False
    seen: Seen = field(default_factory=dict)


def letter_of(choice: Choice, seen: Seen, now: datetime.datetime) -> Letter:
    """Return what there is to say to somebody who was told `seen` before."""
    language = choice.language
    found = _deadlines(choice, now)
    coming = [each for each in found if each[1].day]
    near = [each for each in coming if _is_near(each[1], now)]
    overdue = [each for each in found if each[1].overdue]
    told = {_key(*each): [str(each[1].day), each[1].sure] for each in coming}
    changed = _changed(coming, seen, told, language, now) if seen else []
    laws = _laws(choice, seen)
    papers = _calls(choice, now)
    fresh = {each.permanent for each, _ in papers} - set(seen.get("calls", ()))
    return Letter(
        due=[_line(*each, choice) for each in (*near[:_MOST], *overdue)],
        more=max(len(near) - _MOST, 0),
        changed=changed,
        laws=laws[:_MOST],
        more_laws=max(len(laws) - _MOST, 0),
        calls=[line for _, line in papers],
        reason=bool(near or changed or laws or fresh),
        seen={
            "at": now.isoformat(),
            "deadlines": told,
            "calls": [each.permanent for each, _ in papers],
        },
    )


def _laws(choice: Choice, seen: Seen) -> list[Line]:
    """Return what is new of laws since the last letter; nothing in the first."""
    last = seen.get("at")
    return laws_since(choice, datetime.datetime.fromisoformat(last)) if last else []


def _deadlines(choice: Choice, now: datetime.datetime) -> list[tuple[Process, Due]]:
    processes = among(choice.groups, choice.places, choice.bodies)
    found = [
        (process, due)
        for process in processes
        if process.state in STILL_OPEN
        for due in due_in(process, now)
    ]
    return sorted(
        found, key=lambda each: (each[1].day or datetime.date.max, each[0].pk)
    )


def _is_near(due: Due, now: datetime.datetime) -> bool:
    return due.day is not None and due.day <= (now + HORIZON).date()


def _key(process: Process, due: Due) -> str:
    return f"{process.permanent}-{due.deadline.pk}"


def _line(process: Process, due: Due, choice: Choice) -> Line:
    language, notes = choice.language, []
    if due.day:
        yours = _yours(process, due, choice.zone)
        if yours:
            notes.append(say("letter_yours", language, moment=yours, zone=choice.zone))
    elif due.passed:
        notes.append(say("deadline_overdue", language, day=due.passed.isoformat()))
    notes.append(say(due.said, language))
    notes.append(
        say("deadline_confirmed" if due.sure else "deadline_unconfirmed", language)
    )
    if due.deadline.submission:
        notes.append(on_one_line(due.deadline.submission, process.language, language))
    day = due.day or due.passed
    return Line(day.isoformat() if day else "", *_told(process, due, language), notes)


def _told(process: Process, due: Due, language: str) -> tuple[Text, str]:
    title = f"{due.deadline.what}: {process.title}"
    link = address("process", language, process.slug)
    return on_one_line(title, process.language, language), link


def _yours(process: Process, due: Due, zone: str) -> str:
    """Return the last minute on her clock, where that of the body is known."""
    body = due.deadline.zone or (process.body.zone if process.body else "")
    rule = rule_of(due.deadline.rule)
    if due.day is None or not body:
        return ""
    return last_moment(Dated(rule, due.day, body, Confidence.UNCONFIRMED), zone)


def _changed(
    coming: Sequence[tuple[Process, Due]],
    seen: Seen,
    told: Seen,
    language: str,
    now: datetime.datetime,
) -> list[Line]:
    """Return what is another than the last letter said, and is still to come."""
    before, today = seen.get("deadlines", {}), now.date().isoformat()
    lines = []
    for process, due in coming:
        was = before.get(_key(process, due))
        note = _difference(was, told[_key(process, due)], language, today)
        if note:
            title, link = _told(process, due, language)
            lines.append(Line(str(due.day), title, link, [note]))
    gone = [key for key, (day, _) in before.items() if key not in told and day > today]
    if gone:
        lines.append(Line("", say("letter_gone", language, count=len(gone))))
    return lines


def _difference(
    was: Sequence[Any] | None, now: Sequence[Any], language: str, today: str
) -> Text | None:
    if was is None:
        return say("letter_new", language)
    if was[0] != now[0] and was[0] > today:
        return say("letter_moved", language, day=was[0])
    if was[1] != now[1]:
        return say("letter_sure" if now[1] else "letter_unsure", language)
    return None


def _calls(choice: Choice, now: datetime.datetime) -> list[tuple[Document, Line]]:
    """Return papers that can be signed and are not handed in, the newest first."""
    language = choice.language
    open_ = Document.objects.filter(Q(due_on=None) | Q(due_on__gte=now.date()))
    if choice.groups:
        open_ = open_.filter(Q(sectors__in=choice.groups) | Q(everyone=True))
    if choice.places:
        areas = Q(area__in=choice.places) | Q(area__within__in=choice.places)
        open_ = open_.filter(areas)
    if choice.bodies:
        open_ = open_.filter(process__body__in=choice.bodies)
    found = cards(language, pk__in=open_.values("pk"))
    return [
        (
            each.document,
            Line(
                each.document.due_on.isoformat() if each.document.due_on else "",
                each.title,
                address("paper", language, each.document.slug),
            ),
        )
        for each in found
        if each.version.state == PaperState.PUBLISHED and not each.version.submitted_on
    ][:_MOST]
