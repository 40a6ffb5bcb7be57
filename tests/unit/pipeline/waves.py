"""A tiny survey of two years by one map, for the tests of files and periods."""

from pathlib import Path

from unit.cli import doors
from unit.harmonise.tiny import DESIGN, HEAD

PERIODS = ("2024", "2025")
UNREGISTERED = """
[variables.registration]
conditions = [{ when = { status = ["2"] }, then = "not_registered" }]
"""
"""Of own-account workers, so that the sector of everybody's unit is known."""


def maps(folder: Path, *, design: str = DESIGN, extra: str = "") -> Path:
    """Write the map of both years; return its atlas."""
    place = folder / "atlas" / "ttt" / "lfs" / "2024-2025"
    place.mkdir(parents=True)
    head = HEAD.format(case="exact").replace('["2025"]', '["2024", "2025"]')
    (place / "map.toml").write_text(
        head + doors.VARIABLES + UNREGISTERED + extra, "utf-8"
    )
    (place / "design.toml").write_text(design, "utf-8")
    return folder / "atlas"


def people(year: str) -> doors.Columns:
    """Return the people of a year: the same PSUs, other answers and weights."""
    if year == PERIODS[0]:
        return doors.people()
    return doors.changed(
        ss=lambda values: [2.0 - (i % 4 > 1) for i in range(len(values))],
        w=lambda values: [weight + 3 for weight in values],
    )


def file(folder: Path, year: str) -> Path:
    """Write the file of a year."""
    return doors.text(folder, f"people-{year}.csv", doors.csv_text(people(year)))


def parts(folder: Path, columns: doors.Columns, number: int) -> list[Path]:
    """Write a survey cut into files of every `number`-th household."""
    written = []
    for i in range(number):
        cut = {name: values[i::number] for name, values in columns.items()}
        written.append(doors.text(folder, f"part-{i}.csv", doors.csv_text(cut)))
    return written
