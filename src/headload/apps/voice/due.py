"""What is due in a process, the next first; what has no day says so."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from headload.apps.voice.deadlines import next_day, overdue_since, today_in
from headload.apps.voice.models import Deadline, Process
from headload.apps.voice.rules import Fixed, Period, Relative, Rule, Yearly, rule_of
from headload.apps.voice.words import STILL_OPEN

_WORDS: dict[type[Rule], str] = {
    Fixed: "rule_fixed",
    Yearly: "rule_yearly",
    Relative: "rule_relative",
    Period: "rule_period",
}


@dataclass(frozen=True)
class Due:
    """A deadline as it stands on a day.

    Parameters
    ----------
    day
        The next one; none where no day is known, or all have passed.
    passed
        The day on which it ran out, where none comes any more.
    overdue
        Whether it should have been done by then and nothing says that it was.
    said
        Name of the words that tell the rule; empty where there is none.
    """

    deadline: Deadline
    day: datetime.date | None
    passed: datetime.date | None
    overdue: bool
    said: str

    @property
    def sure(self) -> bool:
        """Whether the body itself has named the deadline."""
        return bool(self.deadline.confidence == "confirmed")


def due_in(process: Process, now: datetime.datetime) -> Sequence[Due]:
    """Return what is due in a process: by day, then what has none, then what passed."""
    found = [_due(each, process, now) for each in process.deadlines.all()]
    return sorted(
        found,
        key=lambda each: (bool(each.passed), each.day or datetime.date.max),
    )


def by_urgency(
    processes: Iterable[Process], now: datetime.datetime
) -> tuple[list[tuple[Process, Due | None]], list[Process]]:
    """Return processes in which something can be said, by the next deadline; others.

    Of the others the newest stand first.
    """
    running, over = [], []
    for process in processes:
        if process.state in STILL_OPEN:
            dues = due_in(process, now)
            running.append((process, dues[0] if dues and dues[0].day else None))
        else:
            over.append(process)
    order = {state: place for place, state in enumerate(STILL_OPEN)}
    running.sort(
        key=lambda each: (
            each[1].day if each[1] and each[1].day else datetime.date.max,
            order[each[0].state],
            each[0].title,
        )
    )
    over.sort(key=lambda each: each.end or each.start, reverse=True)
    return running, over


def _due(deadline: Deadline, process: Process, now: datetime.datetime) -> Due:
    if not deadline.rule:
        return Due(deadline, None, None, overdue=False, said="")
    rule = rule_of(deadline.rule)
    zone = deadline.zone or (process.body.zone if process.body else "") or "UTC"
    today = today_in(zone, now)
    day = next_day(rule, today)
    passed = None if day or isinstance(rule, Yearly) else rule.day
    overdue = overdue_since(rule, today) is not None
    return Due(deadline, day, passed, overdue=overdue, said=_WORDS[type(rule)])
