"""Django's own look at the settings of a site as it is served to others."""

import sys
from pathlib import Path

from faults.room import Room, Sizes
from security.search import CouldNotLook, Finding


def deployed(folder: Path) -> list[Finding]:
    """Ask ``check --deploy`` about a site behind HTTPS; every warning counts."""
    room = Room(folder, Sizes())
    home = folder / "site"
    https = {"HEADLOAD_HTTPS": "yes", "HEADLOAD_HOSTS": "headload.example.org"}
    command = (sys.executable, "-W", "error", "-m", "django", "check", "--deploy")
    done = room.ended((*command, "--fail-level", "DEBUG"), home=home, more=https)
    if done.status == 0:
        return []
    lines = [each for each in done.said.splitlines() if each.startswith("?: (")]
    if not lines:
        raise CouldNotLook(
            f"check --deploy ended with {done.status}: {done.said[-1500:]}",
            to_do="see what it says",
        )
    return [Finding("django", *_parts(each)) for each in lines]


def _parts(line: str) -> tuple[str, str, str]:
    rule, _, said = line.removeprefix("?: (").partition(") ")
    return rule, "settings", said
