"""R2: a full disk is said, changes nothing, and the same command works afterwards."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from faults.room import Done, Room
from faults.trial import NotTried, Outcome

_MEGABYTE = 1024 * 1024
_ROOMY = 400 * _MEGABYTE
SHARES = (0.05, 0.2, 0.4, 0.6, 0.8)
"""How much of what a command writes the disk has room for."""


@dataclass(frozen=True)
class Verb:
    """A command that writes to the disk, and what stands there before.

    Parameters
    ----------
    command
        With ``DISK`` for the disk.
    before
        A site that is copied to ``home`` on the disk first.
    home
        The site that the command is given.
    """

    name: str
    command: tuple[str, ...]
    before: Path | None = None
    home: Path | None = None


def full_disk(room: Room) -> Outcome:
    """Try four commands on disks of five sizes each."""
    if os.geteuid() != 0:
        raise NotTried("only an administrator makes small disks")
    tried = [_tried(room, verb) for verb in _verbs(room)]
    return Outcome(
        all(good for good, _ in tried), "; ".join(figure for _, figure in tried)
    )


def _verbs(room: Room) -> Iterator[Verb]:
    survey = str(next(room.demo().glob("*.sav")))
    asked = ("measure", survey, "--survey", "xts/lfs/2025q1", "-q", "--out")
    yield Verb("measure", (*asked, "DISK/R"))
    release = str(room.demo() / "release")
    publish = ("publish", release, "--languages", "en", "-q", "--out", "DISK/P")
    yield Verb("publish", publish)
    home = room.home("small")
    on_disk = room.folder / "disk" / "home"
    yield Verb("site load", ("site", "load", str(room.other())), home, on_disk)
    yield Verb("site backup", ("site", "backup", "DISK/site.zip"), home=home)


@contextmanager
def _disk(place: Path) -> Iterator[Callable[[int], None]]:
    """Mount a disk of its own; gives what sets its size in bytes."""
    place.mkdir(exist_ok=True)
    kind = ("mount", "-t", "tmpfs", "-o", f"size={_ROOMY}", "tmpfs")
    subprocess.run([*kind, str(place)], check=True)

    def resize(size: int) -> None:
        again = ("mount", "-o", f"remount,size={size}", str(place))
        subprocess.run(again, check=True)

    try:
        yield resize
    finally:
        subprocess.run(["umount", str(place)], check=True)


def _tried(room: Room, verb: Verb) -> tuple[bool, str]:
    """Run a command on a roomy disk, then on small ones, then with room again."""
    disk = room.folder / "disk"
    refused = said = kept = 0
    with _disk(disk) as resize:

        def afresh(command: tuple[str, ...], share: float | None = None) -> Done:
            nonlocal kept
            resize(_ROOMY)
            _fill(disk, verb.before)
            before = _state(disk)
            if share is not None:
                resize(_used(disk) + max(int(written * share), 4096) // 4096 * 4096)
            done = room.run(*command, home=verb.home)
            kept += share is not None and _state(disk) == before
            return done

        command = tuple(part.replace("DISK", str(disk)) for part in verb.command)
        written = 0
        if (done := afresh(command)).status:
            return False, f"{verb.name}: {done.said[-300:]}"
        written = _used(disk) - (_used(verb.before) if verb.before else 0)
        for share in SHARES:
            done = afresh(command, share)
            refused += done.status not in {0, 1}
            said += _is_said(done)
        resize(_ROOMY)
        again = room.run(*command, home=verb.home)
    count = len(SHARES)
    end = "done with room again" if not again.status else "FAILED with room again"
    told = f"{refused} of {count} refused, {said} said so, {kept} left all unchanged"
    good = refused == said == kept == count and not again.status
    return good, f"{verb.name}: {told}, {end}"


def _fill(disk: Path, before: Path | None) -> None:
    for each in disk.iterdir():
        shutil.rmtree(each) if each.is_dir() else each.unlink()
    if before:
        shutil.copytree(before, disk / "home")
        (disk / "home").chmod(0o700)


def _used(folder: Path) -> int:
    """Return bytes in whole pages, as a disk in memory counts them."""
    return sum(
        -(-each.stat().st_size // 4096) * 4096
        for each in folder.rglob("*")
        if each.is_file()
    )


def _state(disk: Path) -> list[str]:
    """Return what readers and editors would see: names, releases of a site."""
    site = disk / "home"
    places = [disk, site / "releases", site / "products"]
    return sorted(
        str(each.relative_to(disk))
        for place in places
        if place.is_dir()
        for each in place.iterdir()
    )


def _is_said(done: Done) -> bool:
    """Tell whether it was said in three sentences, with the disk named."""
    words = ("to do:", "disk")
    return "Traceback" not in done.said and all(each in done.said for each in words)
