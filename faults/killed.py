"""R1: killed at any moment, a command leaves the old state or the new one."""

import os
import random
import shutil
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

from faults.room import HEADLOAD, Room
from faults.trial import Outcome

SHARES = {"measure": 0.4, "publish": 0.3, "site load": 0.3}
"""Of the kills, by what is killed."""


def killed(room: Room) -> Outcome:
    """Kill measuring, publishing and loading, and look at what is left."""
    chance = random.Random(20261126)  # noqa: S311 - moments, not secrets
    found = [
        _measure(room, chance),
        _publish(room, chance),
        _load(room, chance),
    ]
    halves = sum(each.halves for each in found)
    told = "; ".join(f"{each.verb}: {each}" for each in found)
    return Outcome(halves == 0 and not any(each.left for each in found), told)


class _Count:
    """What was found after the kills of one verb."""

    def __init__(self, verb: str) -> None:
        self.verb = verb
        self.kills = self.old = self.new = self.halves = 0
        self.left: list[str] = []

    def __str__(self) -> str:
        left = f", left over: {', '.join(self.left)}" if self.left else ""
        return (
            f"{self.kills} kills, {self.old} old, {self.new} new, "
            f"{self.halves} half{left}"
        )


def _strike(
    room: Room,
    chance: random.Random,
    command: tuple[str, ...],
    count: _Count,
    state: Callable[[], str],
    home: Path | None = None,
) -> None:
    """Run a command to its end once, then kill it again and again.

    `state` returns "old" or "new", or anything else for half a state.
    """
    whole = room.ended((*HEADLOAD, *command), home=home).seconds
    state()
    for _ in range(round(room.sizes.kills * SHARES[count.verb])):
        process = room.start((*HEADLOAD, *command), home=home)
        try:
            process.wait(chance.uniform(0, whole))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            count.kills += 1
        found = state()
        count.old += found == "old"
        count.new += found == "new"
        count.halves += found not in {"old", "new"}


def _measure(room: Room, chance: random.Random) -> _Count:
    from headload.errors import HeadloadError
    from headload.releases import read_release

    count = _Count("measure")
    folder = room.place("killed")
    file = next(room.demo().glob("*.sav"))
    out = folder / "R"
    named = ("--survey", "xts/lfs/2025q1", "--out", str(out), "-q")
    room.need("measure", str(file), *named, "--policy", "public-use")
    old = read_release(out).manifest.id

    def state() -> str:
        try:
            found = read_release(out).manifest.id
        except HeadloadError as error:
            return str(error)
        return "old" if found == old else "new"

    asked = ("measure", str(file), *named, "--policy", "confidential", "--forget")
    _strike(room, chance, asked, count, state)
    room.need(*asked)
    count.left = sorted({each.name for each in folder.iterdir()} - {"R", "R.private"})
    return count


def _publish(room: Room, chance: random.Random) -> _Count:
    count = _Count("publish")
    folder = room.place("published")
    out = folder / "products"
    release = str(room.demo() / "release")
    asked = ("publish", release, "--out", str(out), "--languages", "en", "-q")
    room.need(*asked)
    whole = _files(out)

    def state() -> str:
        return "old" if _files(out) == whole else "half"

    _strike(room, chance, asked, count, state)
    room.need(*asked)
    count.left = sorted({each.name for each in folder.iterdir()} - {"products"})
    return count


def _load(room: Room, chance: random.Random) -> _Count:
    """Kill while a site that has one release gets a second."""
    count = _Count("site load")
    home = room.home("loaded")
    kept = room.folder / "template"

    def afresh() -> None:
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(kept, home)
        home.chmod(0o700)

    def state() -> str:
        checked = room.checked(home)
        releases = len(list((home / "releases").iterdir()))
        afresh()  # each kill meets the same site
        if checked.status:
            return checked.said
        return {1: "old", 2: "new"}.get(releases, "half")

    _strike(room, chance, ("site", "load", str(room.other())), count, state, home)
    return count


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
