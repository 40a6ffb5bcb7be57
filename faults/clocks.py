"""R14: clocks jump, summers begin: no deadline moves, one letter goes."""

import json
import shutil
import sys
from pathlib import Path

from faults.furnished import EMAIL, furnished
from faults.room import Room
from faults.trial import NotTried, Outcome

MOMENTS = (
    ("2026-11-26 12:00:00", 1),
    ("2026-11-26 12:00:05", 1),
    ("2026-03-29 01:59:58", 1),
    ("2027-02-01 12:00:00", 1),
    ("2026-11-25 00:00:00", 1),
    ("2027-03-28 01:59:58", 2),
    ("2027-03-28 03:00:05", 2),
    ("2028-02-29 23:59:58", 3),
)
"""When reminders are sent, and how many letters an owner then has in all: one in 90
days. Clocks go forward and back between, and through the start of summer."""
ZONES = ("UTC", "Pacific/Apia", "Pacific/Pago_Pago", "Europe/Zurich", "Asia/Kolkata")
RULES = (
    "YEARLY 02-29",
    "YEARLY 03-28 02:30",
    "YEARLY 10-31 02:30",
    "FIXED 2028-02-29 23:59",
)
_BODY = "Europe/Zurich"


def clocks(room: Room) -> Outcome:
    """Send reminders under a clock that jumps, and ask for days in many time zones."""
    if not shutil.which("faketime"):
        raise NotTried("faketime, which moves clocks, is not installed")
    home, _ = furnished(room, "clocks")
    wrong = []
    for moment, wanted in MOMENTS:
        clock = ("faketime", moment)
        done = room.run("network", "remind", home=home, before=clock)
        count = _letters(home)
        if done.status or count != wanted:
            wrong.append(f"{moment}: {count} letters for {wanted} {done.said[-200:]}")
    days = {zone: _days(room, home, zone) for zone in ZONES}
    same = len(set(days.values())) == 1
    number = days["UTC"].count("|")
    more = "".join(f"; {each}" for each in wrong)
    return Outcome(
        not wrong and same,
        f"{len(MOMENTS)} moments, clock forward and back: an owner has "
        f"{_letters(home)} letters, one in 90 days{more}; {number} days and moments "
        f"of {len(RULES)} deadlines (leap day, hours that "
        f"summer takes or doubles) asked in {len(ZONES)} time zones: "
        f"{'the same' if same else f'DIFFERENT: {days}'}",
    )


def _letters(home: Path) -> int:
    told = (each.read_text("utf-8") for each in home.glob("mail/*"))
    return sum(each.count(f"To: {EMAIL}") for each in told)


def _days(room: Room, home: Path, zone: str) -> str:
    command = (sys.executable, "-m", "faults.clocks")
    done = room.ended(command, home=home, more={"TZ": zone})
    if done.status:
        raise RuntimeError(done.said[-1000:])
    return str(json.loads(done.said.splitlines()[-1]))


def main() -> None:
    """Print the next days of each rule, and when it is too late, from three moments."""
    from datetime import UTC, datetime

    from headload.apps.voice.deadlines import next_deadline, today_in
    from headload.apps.voice.rules import rule_of

    told = []
    for moment in ("2026-11-26T12:00", "2027-03-28T00:59", "2028-02-28T23:30"):
        now = datetime.fromisoformat(moment).replace(tzinfo=UTC)
        for text in RULES:
            due = next_deadline(rule_of(text), today_in(_BODY, now), zone=_BODY)
            late = due.too_late_from.isoformat() if due and due.too_late_from else ""
            told.append(f"{due.day if due else ''} {late}|")
    print(json.dumps("".join(told)))  # noqa: T201


if __name__ == "__main__":
    main()
