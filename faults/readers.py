"""R7, R17: fifty readers of everything, for minutes, and what the server holds then."""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from faults.crowd import Waited, crowd, warm
from faults.databases import wait_for_writes
from faults.furnished import furnish, furnished
from faults.room import Room, said
from faults.trial import Outcome
from faults.watched import Watched, watched

READERS, SOAKING, WORKERS = 50, 10, 2
PAUSE = 3.0
"""Seconds that a reader looks at a page, about."""
_WITHIN = 0.5
_GROWTH = 0.1
_EDIT_EVERY = 5.0


def readers(room: Room) -> Outcome:
    """R7: let fifty read on SQLite, then on PostgreSQL."""
    from apps.postgresql import running

    home, pages = furnished(room, "readers")
    found = [_read(room, home, {}, pages)]
    with running() as server:
        more = {"DATABASE_URL": server}
        home = room.place("readers-postgresql") / "home"
        room.need("site", "init", home=home, **more)
        room.need("site", "load", str(room.demo() / "release"), home=home, **more)
        furnish(room, home, more, room.folder / "pages-postgresql.json")
        found.append(_read(room, home, more, pages))
    told = "; ".join(figure for _, figure in found)
    return Outcome(all(good for good, _ in found), told)


def soak(room: Room) -> Outcome:
    """R17: let ten read and one edit, for long, and see that nothing grows."""
    home, pages = furnished(room, "soak")
    with _served(room, home, {}, pages) as (address, held):
        with _editing(room, home) as edits:
            waited = _crowd(address, pages, SOAKING, room.sizes.soak)
        done = edits()
    good = (
        not waited.errors
        and held.growth("memory") < _GROWTH
        and held.growth("files") < _GROWTH
        and held.added("temporary") <= 0
    )
    return Outcome(
        good,
        f"{room.sizes.soak:g} minutes, {SOAKING} readers, {done} edits: "
        f"{waited}; {held}",
    )


def _read(
    room: Room, home: Path, more: Mapping[str, str], pages: Mapping[str, str]
) -> tuple[bool, str]:
    with _served(room, home, more, pages) as (address, held):
        waited = _crowd(address, pages, READERS, room.sizes.minutes)
    good = (
        not waited.errors
        and waited.share(0.95) <= _WITHIN
        and held.growth("memory") < _GROWTH
    )
    engine = "PostgreSQL" if more else "SQLite"
    return good, f"{engine}, {room.sizes.minutes:g} minutes: {waited}; {held}"


def _crowd(
    address: str, pages: Mapping[str, str], count: int, minutes: float
) -> Waited:
    seconds = minutes * 60
    return crowd(
        address, [*pages.values()], readers=count, seconds=seconds, pause=PAUSE
    )


@contextmanager
def _served(
    room: Room, home: Path, more: Mapping[str, str], pages: Mapping[str, str]
) -> Iterator[tuple[str, Watched]]:
    """Serve a site that has begun its work, and look at what it holds."""
    temporary = room.place("temporary")
    own = {**more, "TMPDIR": str(temporary)}
    with room.serving(home, own, workers=WORKERS) as site:
        warm(site.address, pages.values(), times=2 * WORKERS)
        with watched(site.process.pid, temporary) as held:
            yield site.address, held


@contextmanager
def _editing(room: Room, home: Path) -> Iterator[Callable[[], int]]:
    """Let an editor state a count every few seconds; gives how many she has stated."""
    code = (
        "import django; django.setup(); from faults.written import prepare; prepare()"
    )
    room.ended((sys.executable, "-c", code), home=home)
    more = {"FAULTS_PAUSE": str(_EDIT_EVERY)}
    command = (sys.executable, "-m", "faults.writer", "editor", "0")
    process = room.start(command, home=home, more=more)
    wait_for_writes([process])
    try:
        yield lambda: said(process).count("ok ")
    finally:
        process.terminate()
        process.wait()
