"""Faults without a clock: tests of the suite, run as they are."""

import re
import sys
from collections.abc import Callable

from faults.room import PROJECT, Room
from faults.trial import Outcome


def tests(*files: str) -> Callable[[Room], Outcome]:
    """Return a trial that runs files of tests."""

    def run(room: Room) -> Outcome:
        paths = [str(PROJECT / "tests" / each) for each in files]
        pytest = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider")
        done = room.ended((*pytest, "--rootdir", str(PROJECT), *paths))
        last = re.findall(r"\d+ (?:passed|failed|error)[^\n]*?(?= in )", done.said)
        return Outcome(done.status == 0, f"{last[-1] if last else 'no'} (tests)")

    return run
