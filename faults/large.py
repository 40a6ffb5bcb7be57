"""R13: a survey larger than memory is measured within it, and leaves nothing behind."""

import json
import shutil
import sys

from faults.room import Room
from faults.trial import NotTried, Outcome

PROMISED = 100_000_000
MEMORY = 4 * 1024**3
_BYTES_A_ROW = 24


def large(room: Room) -> Outcome:
    """Measure twelve tables where the kernel gives 4 GiB and no more."""
    if not shutil.which("prlimit"):
        raise NotTried("prlimit, which caps memory, is not installed")
    rows, folder = room.sizes.rows, room.place("large")
    survey = folder / "survey.parquet"
    if shutil.disk_usage(folder).free < rows * _BYTES_A_ROW:
        raise NotTried(f"the disk has no room for {rows:,} rows")
    written = room.ended(_module("survey", str(survey), "--rows", str(rows)))
    if written.status:
        raise RuntimeError(written.said[-1000:])
    capped = ("prlimit", f"--data={MEMORY}")
    asked = (str(survey), "--threads", "2", "--memory", "3GB")
    done = room.ended((*capped, *_module("ours", *asked)))
    left = sorted(each.name for each in folder.rglob("*") if each.is_file())
    survey.unlink()
    if done.status:
        return Outcome(False, f"{rows:,} rows: {done.said[-500:]}")
    told = json.loads(done.said.splitlines()[-1])
    return Outcome(
        left == [survey.name] and told["peak_bytes"] <= MEMORY,
        f"{rows:,} rows{'' if rows >= PROMISED else ' (the promise is of 1e8)'}: "
        f"{len(told['figures']):,} figures in {done.seconds:.0f} s, peak memory "
        f"{told['peak_bytes'] / 1e9:.2f} GB of 4.29, left over: "
        f"{', '.join(each for each in left if each != survey.name) or 'nothing'}",
    )


def _module(name: str, *arguments: str) -> tuple[str, ...]:
    return (sys.executable, "-m", f"benchmarks.{name}", *arguments)
