"""Runs a command to its end and says what it used."""

import os
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

PROJECT = Path(__file__).parent.parent


class Failed(Exception):
    """A command that did not end well; its last words are the message."""


@dataclass(frozen=True)
class Ended:
    """What a command printed and used, its own children included.

    Parameters
    ----------
    output
        What it printed.
    cpu_seconds, wall_seconds
        Processor time, and time on the clock.
    peak_bytes
        Most memory that it, or the largest of its children, held.
    """

    output: str
    cpu_seconds: float
    wall_seconds: float
    peak_bytes: int


def ended(command: list[str]) -> Ended:
    """Run a command from the root of the project.

    Raises
    ------
    Failed
        When it ends with another status than 0.
    """
    start = time.monotonic()
    with TemporaryFile("w+") as output, TemporaryFile("w+") as words:
        child = subprocess.Popen(
            command,
            cwd=PROJECT,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=words,
        )
        # not child.wait(): only this call says what this one child has used
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        words.seek(0)
        if child.returncode:
            last = words.read()[-2000:]
            raise Failed(f"{' '.join(command)} ended with {child.returncode}:\n{last}")
        return Ended(
            output=output.read(),
            cpu_seconds=used.ru_utime + used.ru_stime,
            wall_seconds=time.monotonic() - start,
            peak_bytes=used.ru_maxrss * 1024,
        )
