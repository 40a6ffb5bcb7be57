"""Faults without a clock: tests of the suite, run as they are."""

import re
import sys
from collections.abc import Callable, Mapping, Sequence

from faults.room import PROJECT, Done, Room
from faults.trial import Outcome


def tests(*files: str) -> Callable[[Room], Outcome]:
    """Return a trial that runs files of tests."""

    def run(room: Room) -> Outcome:
        done = ran(room, *files)
        return Outcome(done.status == 0, told(done))

    return run


def ran(
    room: Room,
    *files: str,
    without: Sequence[str] = (),
    more: Mapping[str, str] | None = None,
) -> Done:
    """Run files of tests to their end, with more in their environment.

    Parameters
    ----------
    files
        Files, or folders of them.
    without
        Patterns of names of files that are left out.
    """
    paths = [str(PROJECT / "tests" / each) for each in files]
    pytest = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider")
    left = [f"--ignore-glob=*/{each}" for each in without]
    return room.ended((*pytest, "--rootdir", str(PROJECT), *left, *paths), more=more)


def told(done: Done) -> str:
    """Return how many tests passed and failed, as they said it themselves."""
    last = re.findall(r"\d+ (?:passed|failed|error)[^\n]*?(?= in )", done.said)
    return f"{last[-1] if last else 'no'} (tests)"
