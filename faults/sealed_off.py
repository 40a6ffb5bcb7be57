"""R3: places that cannot be written, and no home, are said at once; reading goes on."""

import shutil
from pathlib import Path

from faults.room import Done, Room
from faults.trial import NotTried, Outcome

_SECONDS = 1.0
"""What the message may take beyond that of a command that names no plan."""


def sealed_off(room: Room) -> Outcome:
    """Run commands where the target is read-only, HOME is gone, /tmp is sealed."""
    if not shutil.which("bwrap"):
        raise NotTried("bubblewrap is not installed")
    release = str(room.demo() / "release")
    survey = str(next(room.demo().glob("*.sav")))
    sealed = room.place("sealed")
    home = room.home("read-only")
    asked = ("measure", survey, "--survey", "xts/lfs/2025q1", "-q", "--out")
    start = room.run(*asked, str(sealed / "R"), "--plan", "none").seconds
    writing = {
        "measure": room.run(*asked, str(sealed / "R"), before=_only_read(sealed)),
        "publish": room.run(
            *("publish", release, "-q", "--out", str(sealed / "P")),
            before=_only_read(sealed),
        ),
        "site init": room.run("site", "init", home=home, before=_only_read(home)),
        "measure without /tmp": room.run(
            *asked,
            str(sealed / "R"),
            before=_only_read(Path("/tmp")),  # noqa: S108
        ),
    }
    reading = {
        "audit": room.run("audit", release, before=_only_read(room.folder)),
        "trace": room.run(
            "trace", release, _figure(release), before=_only_read(room.folder)
        ),
        "demo without HOME": room.run(
            *("demo", "--out", str(room.place("homeless") / "demo")),
            before=("env", "-u", "HOME"),
        ),
    }
    silent = [name for name, done in writing.items() if not _is_told(done)]
    slow = [n for n, done in writing.items() if done.seconds > start + _SECONDS]
    broken = [name for name, done in reading.items() if done.status]
    slowest = max(0.0, *(done.seconds - start for done in writing.values()))
    figure = (
        f"{len(writing) - len(silent)} of {len(writing)} refusals in plain words, "
        f"slowest {slowest:.1f} s after the start; "
        f"{len(reading) - len(broken)} of {len(reading)} others work"
    )
    wrong = [*silent, *(f"{each} (slow)" for each in slow), *broken]
    return Outcome(not wrong, figure + (f"; not: {', '.join(wrong)}" if wrong else ""))


def _only_read(place: Path) -> tuple[str, ...]:
    return ("bwrap", "--dev-bind", "/", "/", "--ro-bind", str(place), str(place))


def _is_told(done: Done) -> bool:
    return (
        done.status not in {0, 1}
        and "to do:" in done.said
        and "Traceback" not in done.said
    )


def _figure(release: str) -> str:
    from headload.releases import read_release

    figure = read_release(Path(release)).find("informal-employment-rate")
    if figure is None:
        raise LookupError(f"no headline rate in {release}")
    return figure.estimate_id
