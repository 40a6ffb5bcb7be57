"""Where a measurement spends its processor time, room by room, in a new process.

Time before the first room (starting Python, importing the house) is its own line;
what the children of a room use (the confined reader) stands beside it.
"""

import argparse
import json
import resource
import sys
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

START = "start"


@dataclass(frozen=True)
class _Mark:
    """Seconds of this process and of its ended children when a room was entered."""

    room: str
    own: float
    children: float


def main() -> None:
    """Measure a survey and print the seconds of each room as JSON."""
    asked = argparse.ArgumentParser(description="Processor seconds, room by room.")
    asked.add_argument("file", type=Path)
    asked.add_argument("survey", help="survey id, such as ecu/enemdu/2021q1")
    asked.add_argument("out", type=Path, help="directory of the release")
    given = asked.parse_args()
    marks = [_Mark(START, 0.0, 0.0)]

    def enter(room: str, done: int, expected: int | None) -> None:
        del done, expected
        if room != marks[-1].room:
            marks.append(_mark(room))

    from headload.measure.pipeline import Task, measure_survey

    measure_survey(
        Task(given.file, given.survey, given.out, policy="public-use"), enter
    )
    sys.stdout.write(json.dumps(_between([*marks, _mark("end")])) + "\n")


def _mark(room: str) -> _Mark:
    own = resource.getrusage(resource.RUSAGE_SELF)
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return _Mark(
        room,
        own.ru_utime + own.ru_stime,
        children.ru_utime + children.ru_stime,
    )


def _between(marks: list[_Mark]) -> dict[str, Any]:
    return {
        before.room: {
            "own_cpu_seconds": after.own - before.own,
            "children_cpu_seconds": after.children - before.children,
        }
        for before, after in pairwise(marks)
    }


if __name__ == "__main__":
    main()
