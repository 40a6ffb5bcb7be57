"""What a server holds while it runs: memory, open files, files of its own in /tmp."""

import statistics
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

_EVERY = 2.0
_PROC = Path("/proc")


@dataclass(frozen=True)
class Held:
    """What all processes of a server hold at a moment."""

    memory: int
    files: int
    temporary: int


@dataclass
class Watched:
    """What was held, from the start to the end."""

    seen: list[Held] = field(default_factory=list)

    def growth(self, name: str) -> float:
        """Return by how much its last fifth is above its second: 0.1 for a tenth.

        In the first fifth a server is still taking in its libraries and pages.
        """
        values: list[float] = [getattr(each, name) for each in self.seen]
        part = len(values) // 5
        if not part:
            return 0.0
        before = statistics.median(values[part : 2 * part])
        return statistics.median(values[-part:]) / (before or 1) - 1

    def added(self, name: str) -> int:
        """Return how many more there are at the end than after the first fifth."""
        values = [getattr(each, name) for each in self.seen] or [0]
        return int(values[-1] - max(values[: len(values) // 5 + 1]))

    def __str__(self) -> str:
        last = self.seen[-1] if self.seen else Held(0, 0, 0)
        grown, opened = self.growth("memory"), self.growth("files")
        left = self.added("temporary")
        return (
            f"memory {last.memory / 1e6:,.0f} MB at the end ({grown:+.1%} after "
            f"warming up), {last.files} open files ({opened:+.1%}), "
            f"{last.temporary} temporary files ({left:+d})"
        )


@contextmanager
def watched(process: int, temporary: Path) -> Iterator[Watched]:
    """Look at a process and its children every two seconds.

    Parameters
    ----------
    temporary
        Folder of its own for temporary files (``TMPDIR``).
    """
    found, over = Watched(), threading.Event()

    def look() -> None:
        while not over.wait(_EVERY):
            found.seen.append(_held(_family(process), temporary))

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield found
    finally:
        over.set()
        thread.join()


def _held(processes: Sequence[int], temporary: Path) -> Held:
    return Held(
        sum(_memory(each) for each in processes),
        sum(_open_files(each) for each in processes),
        sum(1 for each in temporary.rglob("*") if each.is_file()),
    )


def _family(process: int) -> list[int]:
    parents: dict[int, list[int]] = {}
    for path in _PROC.glob("[0-9]*/stat"):
        try:
            told = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents.setdefault(int(told[1]), []).append(int(path.parent.name))
    found = [process]
    for each in found:
        found += parents.get(each, [])
    return found


def _memory(process: int) -> int:
    """Return bytes of its own, shared ones by its share (PSS)."""
    try:
        told = (_PROC / str(process) / "smaps_rollup").read_text()
    except OSError:
        return 0
    line = next(each for each in told.splitlines() if each.startswith("Pss:"))
    return int(line.split()[1]) * 1024


def _open_files(process: int) -> int:
    try:
        return sum(1 for _ in (_PROC / str(process) / "fd").iterdir())
    except OSError:
        return 0
