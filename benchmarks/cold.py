"""What `headload measure` costs a person who types it once, on a real survey.

The whole command is timed as typed, children included; a second kind of run says
which room the time goes to.
"""

import argparse
import json
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from .process import ended

SURVEY = "ecu/enemdu/2021q1"


def cold(file: Path, runs: int) -> dict[str, Any]:
    """Return the seconds of the command and of each room, medians of some runs.

    Parameters
    ----------
    file
        The survey file of ENEMDU 2021 Q1, as the office hands it out.
    runs
        Times that each is done.
    """
    with TemporaryDirectory(prefix="benchmark-") as folder:
        commands = [_command(file, Path(folder, f"typed-{i}")) for i in range(runs)]
        rooms = [_rooms(file, Path(folder, f"rooms-{i}")) for i in range(runs)]
    return {
        "cpu_seconds": median(one.cpu_seconds for one in commands),
        "wall_seconds": median(one.wall_seconds for one in commands),
        "peak_bytes": max(one.peak_bytes for one in commands),
        "runs": runs,
        "rooms": {
            room: {kind: median(one[room][kind] for one in rooms) for kind in kinds}
            for room, kinds in rooms[0].items()
        },
    }


def report(found: dict[str, Any]) -> str:
    """Return the seconds as lines of text."""
    lines = [
        f"headload measure, cold: {found['cpu_seconds']:.2f} s of CPU, "
        f"{found['wall_seconds']:.2f} s on the clock, median of {found['runs']}",
        f"  {'room':<10} {'own':>6} {'children':>9}",
    ]
    lines += [
        f"  {room:<10} {spent['own_cpu_seconds']:6.2f} "
        f"{spent['children_cpu_seconds']:9.2f}"
        for room, spent in found["rooms"].items()
    ]
    return "\n".join(lines)


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description="Cost of one cold `headload measure`.")
    asked.add_argument("file", type=Path)
    asked.add_argument("--runs", type=int, default=3)
    given = asked.parse_args()
    sys.stdout.write(report(cold(given.file.resolve(), given.runs)) + "\n")


def _command(file: Path, out: Path) -> Any:
    program = str(Path(sys.executable).with_name("headload"))
    typed = [program, "measure", str(file), "--survey", SURVEY, "--out", str(out)]
    return ended([*typed, "--policy", "public-use"])


def _rooms(file: Path, out: Path) -> Any:
    command = [sys.executable, "-m", "benchmarks.rooms", str(file), SURVEY, str(out)]
    return json.loads(ended(command).output)


if __name__ == "__main__":
    main()
