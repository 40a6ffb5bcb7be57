"""R12: what is locked installs alike twice, offline; the wheel is built alike twice."""

import sys
from hashlib import sha256
from pathlib import Path

from faults.room import PROJECT, Room
from faults.trial import NotTried, Outcome

_LOCKED = PROJECT / "requirements" / "core.txt"


def installed(room: Room) -> Outcome:
    """Fetch wheels once, install them twice offline, and build the wheel twice."""
    wheels = room.folder / "wheels"
    fetch = ("-m", "pip", "download", "-q", "--disable-pip-version-check")
    asked = ("--only-binary", ":all:", "--require-hashes", "-r", str(_LOCKED))
    done = room.ended((sys.executable, *fetch, *asked, "-d", str(wheels)))
    if done.status:
        raise NotTried(f"wheels could not be fetched: {done.said[-300:]}")
    first, second = _content(room, wheels), _content(room, wheels)
    dist = room.place("dist")
    script = str(PROJECT / ".ci" / "package")
    built = room.ended((script, sys.executable, str(dist)))
    same_built = not built.status
    different = sorted(
        name
        for name in first.keys() | second.keys()
        if first.get(name) != second.get(name)
    )
    return Outcome(
        not different and bool(first) and same_built,
        f"{len(list(wheels.glob('*.whl')))} wheels, {len(first):,} files installed "
        f"twice without a network: "
        f"{'DIFFERENT: ' + ', '.join(different[:5]) if different else 'the same'}; "
        f"wheel and source archive built twice: "
        f"{'the same bytes' if same_built else built.said[-300:]}",
    )


def _content(room: Room, wheels: Path) -> dict[str, str]:
    """Return the checksum of each installed file in a new environment.

    It is always in the same place, which scripts and lists of files name.
    """
    place = room.place("environment")
    made = room.ended((sys.executable, "-m", "venv", str(place)))
    install = (
        str(place / "bin" / "python"),
        "-m",
        "pip",
        "install",
        "-q",
        "--no-index",
    )
    asked = ("--find-links", str(wheels), "--require-hashes", "-r", str(_LOCKED))
    done = room.ended((*install, "--no-compile", "--disable-pip-version-check", *asked))
    if made.status or done.status:
        raise RuntimeError((made.said + done.said)[-1000:])
    inside = next(place.glob("lib/python*/site-packages"))
    return {
        path.relative_to(inside).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(inside.rglob("*"))
        if path.is_file()
        and "pip" not in path.relative_to(inside).parts[0]
        and "__pycache__" not in path.parts
    }
