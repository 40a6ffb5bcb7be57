"""The place that a site is restored into: empty before, whole after, or empty again.

All is made in a folder within it, on the same disk, and moved up at the end, the
database last. While that folder is there the site is not whole, and no other command
opens it; a restore that comes after one that was killed clears what that one left.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from headload.apps.site.home import FOLDERS, KEYS, RESTORING
from headload.errors import BadInput, WrongUse

_LAST = "site.sqlite3"
_BESIDE = {f"{_LAST}-{each}" for each in ("wal", "shm", "turn")}
_OURS = {RESTORING, *FOLDERS, "static", _LAST, *_BESIDE}


@contextmanager
def staging(home: Path) -> Iterator[Path]:
    """Give the folder that a site is made in; nothing stays of one that failed.

    Raises
    ------
    WrongUse
        HL-SITE-25 when the place is not empty, or another restore is at work in it.
    BadInput
        HL-SITE-24 when the disk refuses.
    """
    new = not home.exists()
    try:
        home.mkdir(parents=True, exist_ok=True)
        home.chmod(0o700)
        number = os.open(home, os.O_RDONLY)
    except OSError as error:
        raise _refused(error, home) from None
    try:
        _alone(number, home)
        _cleared(home)
        _is_empty(home)
        staged = home / RESTORING
        try:
            staged.mkdir(mode=0o700)
            for name in KEYS:  # they stay, unless the backup brings others
                if (home / name).exists():
                    shutil.copy2(home / name, staged / name)
            yield staged
        except BaseException as error:
            _cleared(home)
            if new:
                shutil.rmtree(home)
            if isinstance(error, OSError):
                raise _refused(error, home) from None
            raise
    finally:
        os.close(number)


def move_in(staged: Path) -> None:
    """Make what was staged the site."""
    home = staged.parent
    for path in sorted(staged.iterdir(), key=lambda each: each.name == _LAST):
        path.rename(home / path.name)
    staged.rmdir()


def _cleared(home: Path) -> None:
    """Take away what a restore that was killed has left; nothing else."""
    staged = home / RESTORING
    if not staged.exists():
        return
    for path in list(home.iterdir()):
        if path.name in _OURS - {RESTORING}:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    shutil.rmtree(staged)


def _is_empty(home: Path) -> None:
    found = sorted(path.name for path in home.iterdir() if path.name not in KEYS)
    if found:
        raise WrongUse(
            f"The place is not empty: {', '.join(found[:5])}",
            where=str(home),
            to_do="set HEADLOAD_HOME to a folder that is empty or not there yet",
            code="HL-SITE-25",
        )


def _alone(number: int, home: Path) -> None:
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise WrongUse(
            "Another restore is at work in this place",
            where=str(home),
            to_do="wait for it, or choose another place",
            code="HL-SITE-25",
        ) from None


def _refused(error: OSError, home: Path) -> BadInput:
    return BadInput(
        f"The site could not be written: {error.strerror or error}",
        where=str(home),
        to_do="make space, and check that you may write in the folder",
        code="HL-SITE-24",
    )
