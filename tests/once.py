"""What is made once a run, however many processes of it ask.

The first that asks makes it while the others wait; whoever changes it takes a copy.
"""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

FOLDER = "HEADLOAD_TESTS_ONCE"
"""Variable that names the folder; processes that tests start find it there too."""


def begin() -> bool:
    """Make the folder of this run; false where a process before this one has."""
    if FOLDER in os.environ:
        return False
    os.environ[FOLDER] = tempfile.mkdtemp(prefix="headload-once-")
    return True


def end() -> None:
    """Take the folder of this run away."""
    shutil.rmtree(os.environ.pop(FOLDER))


def once(name: str, make: Callable[[Path], None]) -> Path:
    """Return the folder `name`, which `make` has filled; half of it is never seen."""
    kept = Path(os.environ[FOLDER]) / name
    with kept.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # goes with the process, however it ends
        if not kept.exists():
            making = kept.with_suffix(".making")
            shutil.rmtree(making, ignore_errors=True)  # of one that failed
            making.mkdir()
            make(making)
            making.rename(kept)
    return kept
