"""Faults without a clock: tests of the suite, run as they are."""

import re
import sys
from collections.abc import Callable, Mapping

from faults.room import PROJECT, Done, Room
from faults.trial import Outcome


def tests(*files: str) -> Callable[[Room], Outcome]:
    """Return a trial that runs files of tests."""

    def run(room: Room) -> Outcome:
        done = ran(room, *files)
        return Outcome(done.status == 0, told(done.said))

    return run


def ran(room: Room, *files: str, more: Mapping[str, str] | None = None) -> Done:
    """Run files of tests to their end, with more in their environment."""
    paths = [str(PROJECT / "tests" / each) for each in files]
    pytest = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider")
    return room.ended((*pytest, "--rootdir", str(PROJECT), *paths), more=more)


def told(said: str) -> str:
    """Return how many tests passed and failed, as they said it themselves."""
    last = re.findall(r"\d+ (?:passed|failed|error)[^\n]*?(?= in )", said)
    return f"{last[-1] if last else 'no'} (tests)"
