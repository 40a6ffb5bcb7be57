"""What came of trials, kept as a file: one entry a trial, the newest of it."""

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

KEPT, BROKEN, NOT_TRIED = "kept", "not kept", "not tried"


@dataclass(frozen=True)
class Result:
    """What came of a trial, when and under which load.

    Parameters
    ----------
    verdict
        `KEPT`, `BROKEN` or `NOT_TRIED`.
    figure
        What was counted and measured; or why not.
    load
        The machine's load while it was tried: the highest minute seen at its ends.
    """

    code: str
    verdict: str
    figure: str
    seconds: int
    day: str
    cores: int
    load: float


def result(
    code: str, verdict: str, figure: str, *, seconds: float, load: float
) -> Result:
    """Return a result of today on this machine."""
    day = datetime.now(tz=UTC).date().isoformat()
    cores = os.cpu_count() or 1
    return Result(code, verdict, figure, round(seconds), day, cores, round(load, 1))


def read(path: Path) -> dict[str, Result]:
    """Return the results of a file by code; none where there is no file."""
    if not path.exists():
        return {}
    return {
        each["code"]: Result(**each) for each in json.loads(path.read_text("utf-8"))
    }


def write(path: Path, results: Iterable[Result], order: Sequence[str]) -> None:
    """Keep results, in this order of their codes; of others none."""
    by_code = {each.code: each for each in results}
    kept = [by_code[code] for code in order if code in by_code]
    told = json.dumps([asdict(each) for each in kept], indent=1, ensure_ascii=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(told + "\n", "utf-8")
