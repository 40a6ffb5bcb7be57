"""What a process has used: processor time of all its threads and children, memory.

Processor time is compared, not the time on the clock, because neighbours on the
machine change the latter fourfold.
"""

import resource
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Spent:
    """Seconds of processor time, and seconds on the clock."""

    cpu: float
    wall: float

    def __sub__(self, earlier: "Spent") -> "Spent":
        """Return what was spent since an earlier moment."""
        return Spent(self.cpu - earlier.cpu, self.wall - earlier.wall)


def now() -> Spent:
    """Return processor time of this process and its ended children, and the clock."""
    whose = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    used = [resource.getrusage(one) for one in whose]
    cpu = sum(one.ru_utime + one.ru_stime for one in used)
    return Spent(cpu, time.monotonic())


def peak_memory() -> int:
    """Return the most memory this process has held, in bytes.

    The system's own mark of the running program is read where there is one:
    `getrusage` also counts the program that started this one.
    """
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text("ascii", errors="replace").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
