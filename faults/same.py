"""R11: the same file gives the same bytes, whatever else is so on a machine."""

import random
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from faults.room import Room
from faults.trial import Outcome

_ONLY = "csv,sdmx,brief,charts,workbook"


@dataclass(frozen=True)
class Circumstances:
    """How a machine is set up, and its clock."""

    threads: int
    environment: Mapping[str, str] = field(default_factory=dict)
    day: str = ""

    @property
    def before(self) -> tuple[str, ...]:
        """Return the program that moves the clock, where it is installed."""
        return ("faketime", self.day) if self.day and shutil.which("faketime") else ()


RUNS = (
    Circumstances(1, {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "1"}),
    Circumstances(2, {"TZ": "Asia/Kolkata", "LC_ALL": "tr_TR.UTF-8"}),
    Circumstances(4, {"TZ": "America/Lima", "LC_ALL": "hi_IN.UTF-8"}),
    Circumstances(2, {"PYTHONHASHSEED": "4294967295", "LANG": "de_DE.UTF-8"}),
    Circumstances(3, {"TZ": "Pacific/Apia"}, "2027-12-31 23:59:30"),
)


def same(room: Room) -> Outcome:
    """Measure and publish five times, and once with the rows in another order."""
    survey = next(room.demo().glob("*.sav"))
    found = [_made(room, survey, number, each) for number, each in enumerate(RUNS)]
    different = sorted(
        {
            name
            for each in found[1:]
            for name in found[0].keys() | each.keys()
            if found[0].get(name) != each.get(name)
        }
    )
    shuffled = _figures(room, survey)
    moved = any(each.before for each in RUNS)
    told = f"DIFFERENT: {', '.join(different[:8])}" if different else "all the same"
    return Outcome(
        not different and shuffled,
        f"{len(RUNS)} runs (threads, time zone, locale, hash seed"
        f"{', clock' if moved else '; clock NOT moved: faketime is not installed'}), "
        f"{len(found[0])} files each: {told}; figures of rows in another order: "
        f"{'the same' if shuffled else 'DIFFERENT'}",
    )


def _made(room: Room, survey: Path, number: int, each: Circumstances) -> dict[str, str]:
    """Return the checksum of every file that measuring and publishing made."""
    folder = room.place(f"same-{number}")
    release, products = folder / "release", folder / "products"
    named = ("--survey", "xts/lfs/2025q1", "-q", "--threads", str(each.threads))
    commands = (
        ("measure", str(survey), *named, "--out", str(release)),
        ("publish", str(release), "--out", str(products), "--only", _ONLY, "-q"),
    )
    for command in commands:
        done = room.run(*command, more=each.environment, before=each.before)
        if done.status:
            raise RuntimeError(done.said[-1000:])
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.parent.name != "release.private"
    }


def _figures(room: Room, survey: Path) -> bool:
    """Tell whether shuffled rows give the figures of the file as it is."""
    folder = room.place("shuffled")
    shuffled = folder / survey.name
    _shuffle(survey, shuffled)
    named = ("--survey", "xts/lfs/2025q1", "-q")
    room.need("measure", str(shuffled), *named, "--out", str(folder / "release"))
    tables = [room.folder / "same-0" / "release", folder / "release"]
    first, second = (_estimates(each / "estimates.parquet") for each in tables)
    return first == second


def _estimates(path: Path) -> list[dict[str, object]]:
    """Return the figures of a release without its own number."""
    import pyarrow.parquet as pq

    rows: list[dict[str, object]] = pq.read_table(path).to_pylist()
    return [{n: v for n, v in row.items() if n != "release_id"} for row in rows]


def _shuffle(survey: Path, target: Path) -> None:
    import pyreadstat

    frame, told = pyreadstat.read_sav(survey, user_missing=True)
    order = list(range(len(frame)))
    random.Random(11).shuffle(order)  # noqa: S311 - an order, no secret
    pyreadstat.write_sav(
        frame.iloc[order],
        target,
        column_labels=told.column_names_to_labels,
        variable_value_labels=told.variable_value_labels,
        missing_ranges=told.missing_ranges,
        variable_format=told.original_variable_types,
    )
