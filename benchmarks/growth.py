"""How cost grows with tables, cells, PSUs, files and disorder, at a million rows.

Headload and the floor take turns, so that a bend in one can be told from a bend
in the engine or the machine.
"""

from collections.abc import Iterator
from typing import Any

from .contestant import Question
from .side_by_side import Bench
from .sizes import PERSONS_A_PSU, SIZES
from .tables import CELLS, TWELVE, TWENTY_FOUR

ROWS = SIZES["1m"].rows
TURNS = 3
METHODS = ("ours", "floor")
TABLES = (1, 3, 6, 12, 24)
MANY_AND_FEW = (400, PERSONS_A_PSU, 8)  # persons a PSU
PARTS = 40


def growth(bench: Bench) -> dict[str, Any]:
    """Return CPU seconds of Headload and the floor along each kind of growth."""
    return {
        kind: [
            {"at": at} | _costs(bench, asked, f"{kind} {at}")
            for at, asked in points(bench)
        ]
        for kind, points in (
            ("tables", _tables),
            ("cells", _cells),
            ("psus", _psus),
            ("layout", _layouts),
        )
    }


def _costs(bench: Bench, asked: Question, what: str) -> dict[str, float]:
    bench.say(f"growth: {what}")
    found = bench.turns(asked, TURNS, methods=METHODS)
    return {name: found[name]["cpu_seconds"] for name in METHODS}


def _survey(bench: Bench, persons: int = PERSONS_A_PSU) -> Question:
    usual = persons == PERSONS_A_PSU
    name = "1m.parquet" if usual else f"1m-{persons}.parquet"
    shape = ("--rows", str(ROWS), "--persons-a-psu", str(persons))
    return Question(bench.survey(name, *shape))


def _tables(bench: Bench) -> Iterator[tuple[int, Question]]:
    asked = _survey(bench)
    for count in TABLES:
        yield count, Question(asked.survey, TWENTY_FOUR[:count])


def _cells(bench: Bench) -> Iterator[tuple[int, Question]]:
    asked = _survey(bench)
    for table in CELLS:
        one = Question(asked.survey, (table,))
        yield _count(bench, one), one


def _count(bench: Bench, asked: Question) -> int:
    """Return the cells of one table."""
    figures = bench.answer("floor", asked)["figures"]
    return len({name.split("|")[1] for name in figures})


def _psus(bench: Bench) -> Iterator[tuple[int, Question]]:
    for persons in MANY_AND_FEW:
        yield ROWS // persons, _survey(bench, persons)


def _layouts(bench: Bench) -> Iterator[tuple[str, Question]]:
    asked = _survey(bench)
    source = ("--source", str(asked.survey))
    yield "one file", Question(asked.survey, TWELVE)
    parts = bench.survey("1m-parts", *source, "--parts", str(PARTS))
    yield f"{PARTS} files", Question(parts)
    yield "shuffled rows", Question(bench.survey("1m-shuffled.parquet", *source))
