"""What figures cost in a process that is warm, methods taking turns.

Turns in one process see the same neighbours, caches and temperature, so their
ratios hold on a busy machine; the median of some turns is the figure.
"""

import json
import sys
from collections.abc import Callable, Sequence
from statistics import median
from typing import Any

from headload.measure.estimate import estimate

from . import floor, ours, scan
from .contestant import Question, parser, question
from .usage import Spent, now

METHODS = (ours.NAME, floor.NAME, scan.NAME)


def turns(asked: Question, methods: Sequence[str], runs: int) -> dict[str, Any]:
    """Return CPU and clock seconds of each method: every run, and the median.

    Parameters
    ----------
    asked
        Survey and tables.
    methods
        Some of `METHODS`.
    runs
        Turns that count, after one that does not.
    """
    works = {name: _work(name, asked) for name in methods}
    spent: dict[str, list[Spent]] = {name: [] for name in methods}
    for turn in range(runs + 1):
        for name, work in works.items():
            start = now()
            work()
            if turn:
                spent[name].append(now() - start)
    return {name: _summary(some) for name, some in spent.items()}


def main() -> None:
    """Answer the question of the command line."""
    asked = parser(__doc__)
    asked.add_argument("--runs", type=int, default=5)
    asked.add_argument("--methods", nargs="+", choices=METHODS, default=METHODS)
    given = asked.parse_args()
    found = turns(question(given), given.methods, given.runs)
    sys.stdout.write(json.dumps(found) + "\n")


def _work(name: str, asked: Question) -> Callable[[], object]:
    if name == ours.NAME:
        persons, plan = ours.persons_of(asked), ours.plan_of(asked.tables)
        return lambda: estimate(persons, plan, ours.DESIGN)
    connection = floor.connected(asked)
    if name == floor.NAME:
        return lambda: floor.figures_of(connection, asked)
    return lambda: scan.scanned(connection, asked)


def _summary(runs: list[Spent]) -> dict[str, Any]:
    return {
        "cpu_seconds": median(one.cpu for one in runs),
        "wall_seconds": median(one.wall for one in runs),
        "cpu_of_runs": [one.cpu for one in runs],
    }


if __name__ == "__main__":
    main()
