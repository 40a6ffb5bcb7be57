"""R4, R5: writers and readers while a database is busy or restarted."""

import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from faults.crowd import Waited, crowd, warm
from faults.room import Room, said
from faults.trial import Outcome

WRITERS = 4
RESTARTS = 3
_HEALED_WITHIN = 5.0
_WRITES_WITHIN = 600.0


def busy(room: Room) -> Outcome:
    """R5: let four writers state counts, at once, on SQLite."""
    home = room.home("busy")
    _prepare(room, home)
    edits = room.sizes.edits
    writers = [_writer(room, home, n, edits) for n in range(WRITERS)]
    statuses = [each.wait() for each in writers]
    lines = [line for each in writers for line in said(each).splitlines()]
    good = sum(line.startswith("ok ") for line in lines)
    bad = sum(line.startswith("error ") for line in lines)
    number, counts, holds = _kept(room, home)
    wanted = WRITERS * edits
    passed = (
        not any(statuses)
        and (good, bad, number, counts) == (wanted, 0, wanted, wanted)
        and holds
    )
    return Outcome(
        passed,
        f"{good} of {wanted} acknowledged, {bad} errors; kept: {counts} counts, a sum "
        f"of {number}; the chain of the history {'holds' if holds else 'IS BROKEN'}",
    )


def restarted(room: Room) -> Outcome:
    """R4: restart PostgreSQL three times under four readers and four writers."""
    from apps.postgresql import running

    with running() as server:
        more = {"DATABASE_URL": server}
        home = room.place("restarted") / "home"
        room.need("site", "init", home=home, **more)
        room.need("site", "load", str(room.demo() / "release"), home=home, **more)
        _prepare(room, home, more)
        with room.serving(home, more) as site:
            writers = [_writer(room, home, n, 0, more) for n in range(WRITERS)]
            try:
                healed, waited = _while_restarting(site.address, server, writers)
            finally:
                for each in writers:
                    each.terminate()
                    each.wait()
            alive = site.process.poll() is None
        lines = [line.split() for each in writers for line in said(each).splitlines()]
        good = sum(line[0] == "ok" for line in lines)
        bad = sum(line[0] == "error" for line in lines)
        number, counts, holds = _kept(room, home, more)
    # a write may be kept whose acknowledgement was cut off: at most one a writer
    lost = max(good - counts, good - number, 0)
    extra = counts - good
    slowest = max(healed)
    passed = (
        lost == 0
        and 0 <= extra <= WRITERS * (RESTARTS + 1)
        and counts == number
        and holds
        and alive
        and slowest <= _HEALED_WITHIN
    )
    return Outcome(
        passed,
        f"{RESTARTS} restarts: {good} writes acknowledged, {lost} lost, {extra} kept "
        f"without being acknowledged, {bad} refused; readers: {waited}; slowest "
        f"recovery {slowest:.1f} s, in the same process",
    )


def _while_restarting(
    address: str, server: str, writers: list[subprocess.Popen[bytes]]
) -> tuple[list[float], Waited]:
    """Return seconds from each restart to the first good page, and all answers.

    Before each restart, and after the last, every writer has written.
    """
    pages = ["/en/organisations/", "/en/library/", "/ready"]
    healed, everything = [], Waited()
    warm(address, pages, times=2)
    wait_for_writes(writers)
    for _ in range(RESTARTS):
        waited = crowd(address, pages, readers=4, seconds=4, pause=0.1)
        everything.seconds += waited.seconds
        everything.errors += waited.errors
        _restart(server)
        began = time.monotonic()
        while crowd(address, pages, readers=1, seconds=0.05, pause=0).errors:
            time.sleep(0.1)
        healed.append(time.monotonic() - began)
        wait_for_writes(writers)
    return healed, everything


def wait_for_writes(writers: list[subprocess.Popen[bytes]]) -> None:
    """Wait until each has written once more.

    Raises
    ------
    RuntimeError
        When one does not.
    """
    before = [said(each).count("ok ") for each in writers]
    until = time.monotonic() + _WRITES_WITHIN
    while any(
        said(each).count("ok ") == count
        for each, count in zip(writers, before, strict=True)
    ):
        if time.monotonic() > until:
            raise RuntimeError("a writer does not write any more")
        time.sleep(0.1)


def _restart(server: str) -> None:
    from apps.postgresql import as_user, program

    data = Path(parse_qs(urlsplit(server).query)["host"][0]) / "data"
    command = [program("pg_ctl"), "-D", str(data), "-w", "-m", "fast", "restart"]
    quiet = subprocess.DEVNULL
    subprocess.run(as_user(command), check=True, stdout=quiet, stderr=quiet, cwd="/")


def _writer(
    room: Room,
    home: Path,
    number: int,
    times: int,
    more: dict[str, str] | None = None,
) -> subprocess.Popen[bytes]:
    command = (sys.executable, "-m", "faults.writer", f"writer-{number}", str(times))
    return room.start(command, home=home, more=more)


def _prepare(room: Room, home: Path, more: dict[str, str] | None = None) -> None:
    _python(room, home, "faults.written.prepare()", more)


def _kept(
    room: Room, home: Path, more: dict[str, str] | None = None
) -> tuple[int, int, bool]:
    told = _python(room, home, "print('kept', *faults.written.kept())", more)
    number, counts, holds = told.split("kept ")[-1].split()
    return int(number), int(counts), holds == "True"


def _python(
    room: Room, home: Path, line: str, more: dict[str, str] | None = None
) -> str:
    code = f"import django; django.setup(); import faults.written; {line}"
    done = room.ended((sys.executable, "-c", code), home=home, more=more)
    if done.status:
        raise RuntimeError(done.said[-2000:])
    return done.said
