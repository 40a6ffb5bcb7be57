"""R9: a backup becomes the same site in another place, for another user."""

import json
import shutil
import sys
from pathlib import Path
from typing import Any

from faults.furnished import furnished
from faults.room import Room
from faults.trial import NotTried, Outcome

USER = "12345"
COMMANDS = ("site backup", "site restore", "site check")


def restored(room: Room) -> Outcome:
    """Back a site up, restore it as somebody else, and compare what both know."""
    if not shutil.which("bwrap"):
        raise NotTried("bubblewrap, which makes another user, is not installed")
    home, _ = furnished(room, "kept")
    place = room.place("elsewhere")
    file, there = place / "site.zip", place / "a new place" / "home"
    as_user = ("--unshare-user", "--uid", USER, "--gid", USER)
    as_other = ("bwrap", "--dev-bind", "/", "/", *as_user)
    kept = room.run("site", "backup", str(file), home=home)
    again = room.run("site", "restore", str(file), home=there, before=as_other)
    checked = room.checked(there, before=as_other)
    for name, done in zip(COMMANDS, (kept, again, checked), strict=True):
        if done.status:
            return Outcome(False, f"{name}: {done.said[-500:]}")
    here, other = _facts(room, home), _facts(room, there, as_other)
    different = [name for name in here if here[name] != other.get(name)]
    return Outcome(
        not different and here["logins"] == [True, False] and any(here["found"]),
        f"{len(here['rows'])} tables, {len(here['files'])} files, logins, search and "
        f"pages {'DIFFER: ' + ', '.join(different) if different else 'equal'} as user "
        f"{USER} in another folder; {len(COMMANDS)} commands, "
        f"{kept.seconds + again.seconds:.0f} s for {file.stat().st_size / 1e6:.0f} MB",
    )


def _facts(room: Room, home: Path, before: tuple[str, ...] = ()) -> dict[str, Any]:
    done = room.ended((*before, sys.executable, "-m", "apps.facts"), home=home)
    if done.status:
        raise RuntimeError(done.said[-2000:])
    told: dict[str, Any] = json.loads(done.said.splitlines()[-1])
    # among equals the order is that of indexing, which is done anew
    return told | {"found": [sorted(each) for each in told["found"]]}
