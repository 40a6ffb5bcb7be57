"""R16: nothing of a respondent, a person or a secret stands in what programs say.

Runs last: it looks through everything that the programs of all trials before it wrote
to their streams, after making faults of its own around values that it knows.
"""

import csv
import http.client
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from faults.furnished import EMAIL, PHONE, furnished
from faults.room import Room, Served
from faults.trial import Outcome

PERSON, PASSWORD, TOKEN = "Rosa Canary", "four words in here", "canary-token-0123456789"
_WEIGHT = "31415.926535897"
_VALUE = "canary-respondent"
_DIGITS = 7
"""Digits from which on a weight of the survey is a value that chance does not write."""


def leaks(room: Room) -> Outcome:
    """Make faults around known values, then look for them in all that was said."""
    home, _ = furnished(room, "leaks")
    refused = _broken_surveys(room)
    with room.serving(home) as site:
        asked = _wrong_questions(site)
    _fault_at_work(room, home)
    known = {
        "contact": [EMAIL, PHONE, PHONE.replace(" ", ""), PERSON],
        "token": [TOKEN, PASSWORD, *_keys(room)],
        "microdata": [_WEIGHT, _VALUE, *_weights(room)],
    }
    logs = sorted(room.logs.glob("*.log"))
    found = {kind: _seen(logs, values) for kind, values in known.items()}
    size = sum(each.stat().st_size for each in logs)
    told = ", ".join(
        f"{kind} {', '.join(seen)}" for kind, seen in found.items() if seen
    )
    return Outcome(
        not any(found.values()),
        f"{len(logs)} logs with {size:,} bytes, after {refused} refused surveys and "
        f"{asked} requests with secrets in them, and a fault at work; "
        f"{sum(map(len, known.values())):,} values looked for "
        f"({', '.join(f'{len(each):,} {kind}' for kind, each in known.items())}): "
        f"{'FOUND in ' + told if told else 'none found'}",
    )


def _broken_surveys(room: Room) -> int:
    """Have surveys refused, each for a fault in a cell; return how many were."""
    import pyreadstat

    folder = room.place("broken")
    frame, _ = pyreadstat.read_sav(next(room.demo().glob("*.sav")))
    names = list(frame.columns)
    rows = frame.head(50).astype(str).values.tolist()
    count = 0
    for number, value in enumerate((_VALUE, _WEIGHT, f"-{_WEIGHT}", f'"{_VALUE}')):
        path = folder / f"{number}.csv"
        wrong = [list(each) for each in rows]
        wrong[7] = [value] * len(names)
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows([names, *wrong])
        asked = ("--survey", "xts/lfs/2025q1", "--out", str(folder / "R"))
        done = room.run("measure", str(path), *asked)
        room.run("inspect", str(path))
        count += done.status != 0
    return count


def _wrong_questions(site: Served) -> int:
    """Ask for addresses with secrets in them, and sign in wrongly."""
    form = urlencode({"username": EMAIL, "password": PASSWORD})
    questions: list[tuple[str, str, str]] = [
        ("GET", f"/en/library/alerts/{TOKEN}/", ""),
        ("GET", f"/en/requests/{TOKEN + 'a' * (43 - len(TOKEN))}/", ""),
        ("GET", f"/en/search/?{urlencode({'q': EMAIL})}", ""),
        ("GET", f"/en/{TOKEN}?{urlencode({'token': TOKEN, 'tel': PHONE})}", ""),
        ("POST", "/desk/login/", form),
        ("POST", "/en/my/sign-in/", form),
        ("GET", f"/en/my/open/{TOKEN}/", ""),
        ("GET", f"/en/my/reminders/{TOKEN}/", ""),
        ("GET", f"/en/organisations/%00{TOKEN}/", ""),
    ]
    host = urlsplit(site.address)
    for method, path, body in questions:
        connection = http.client.HTTPConnection(host.hostname or "", host.port)
        headers = {
            "Cookie": f"sessionid={TOKEN}",
            "Referer": f"{site.address}/{TOKEN}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        connection.request(method, path, body, headers)
        connection.getresponse().read()
        connection.close()
    return len(questions)


def _fault_at_work(room: Room, home: Path) -> None:
    """Let a view and a job fail with values of theirs in the exception."""
    code = (
        "import django; django.setup(); import sys; from unittest.mock import patch; "
        "from django.test import Client; from headload.apps.common import jobs; "
        "import datetime; from faults.leaks import fails; "
        "jobs.register('broken', datetime.timedelta(days=1), fails); "
        "list(jobs.run_due(('broken',))); "
        "client = Client(raise_request_exception=False); "
        "p = patch('headload.apps.search.views.find', fails); p.start(); "
        "sys.exit(client.get('/en/search/?q=vendors').status_code != 500)"
    )
    done = room.ended((sys.executable, "-c", code), home=home)
    if done.status:
        raise RuntimeError(f"no fault at work: {done.said[-1000:]}")


def fails(*_: object, **__: object) -> str:
    """Fail as code does that quotes what it was working on."""
    raise ValueError(f"{PERSON} {PHONE} {EMAIL} {TOKEN}")


def _keys(room: Room) -> Iterator[str]:
    """Yield every secret key of every site of the trials."""
    for path in room.folder.glob("*/*key*"):
        if path.is_file():
            yield path.read_text("utf-8", errors="replace").strip()


def _weights(room: Room) -> set[str]:
    """Return weights of the bundled survey as they would be written."""
    import pyreadstat

    frame, _ = pyreadstat.read_sav(next(room.demo().glob("*.sav")))
    numbers = frame.select_dtypes("number").stack()
    texts = {repr(float(each)) for each in numbers.unique()}
    return {each for each in texts if sum(map(str.isdigit, each)) >= _DIGITS}


def _seen(logs: list[Path], values: list[str]) -> Mapping[str, list[str]]:
    """Return the logs in which a value stands, and how many of them; never which."""
    found: dict[str, list[str]] = {}
    for log in logs:
        text = log.read_text("utf-8", errors="replace")
        if seen := [each for each in values if each and each in text]:
            found[f"{log.name} ({len(seen)})"] = seen
    return found
