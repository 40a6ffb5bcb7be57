"""The page on performance, made from the results of a run."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from .process import PROJECT
from .promises import AIM, MUST, Promise, cost, promises, ratio

Results = dict[str, Any]

PAGE = PROJECT / "docs" / "explanation" / "performance.md"
PICTURE = PROJECT / "docs" / "images" / "performance.svg"
RESULTS = PROJECT / "benchmarks" / "results.json"

NAMES = {
    "ours": "Headload",
    "floor": "F, bare SQL",
    "scan": "F2, scan",
    "svy": "svy",
    "r": "R survey",
}
RATIOS = (
    ("ours", "floor", "Headload / F"),
    ("ours", "scan", "Headload / F2"),
    ("svy", "ours", "svy / Headload"),
    ("r", "ours", "R survey / Headload"),
)
GROWTH = {
    "tables": "tables",
    "cells": "cells of one table",
    "psus": "PSUs",
    "layout": "layout of the rows",
}
MISSING = "-"

_OPENING = """\
# What a plan of tables costs

A statistician who waits an hour for a table asks for fewer tables. So we measure \
what Headload costs beside other software that gives the same figures, and beside \
bare SQL that gives them without any precision. `make bench` does it again and \
writes this page.

The survey is imaginary (`benchmarks/survey.py`): strata, PSUs of about sixty \
persons, unequal weights, earnings that some do not state. The plan has 12 tables \
of the employed with 276 cells. Each cell has four figures (persons, share in \
informal employment, mean hours, hourly earnings), each with its standard error: \
2,208 numbers.

- **Headload**: `estimate`, with everything that an estimate carries.
- **F**: the floor, one `GROUP BY` a table over the same file in the same engine, \
without any precision.
- **F2**: reading and decoding the columns, no more.
- **svy** and **R survey**: called as their users do, one call a table and figure. \
Loading the file is not counted for them; it is for Headload, F and F2.

What is compared is processor time of all threads: neighbours on a machine change \
the time on the clock fourfold, processor time much less.
"""

_AGAIN = """\
## Do it again

```
make bench                                    # 100 thousand and a million rows
make bench SIZES="100k 1m 10m 100m" PAGE=yes  # all sizes, and this page
make bench SIZES=1m GROWTH=no                 # one size, no growth
.venv/bin/python -m benchmarks.cold FILE      # a cold measurement, room by room
```

Results are left in `build/bench`; surveys lie in a temporary folder (`TMPDIR`) and \
are removed. `HEADLOAD_DATA` names the folder with the file of Ecuador. What each \
contestant does is in [decision 10](../decisions/0010-benchmarks.md).
"""


def page(results: Results) -> str:
    """Return the page as Markdown."""
    parts = [
        _OPENING,
        f"![{picture_text(results)}](../images/{PICTURE.name})\n",
        "## Processor time\n",
        costs_table(results),
        "## How many times as much\n",
        ratios_table(results),
        "## Memory and whole processes\n\nStarting and importing included.\n",
        _processes_table(results),
        "## The same figures\n\nNumbers compared with Headload's, and the largest "
        "relative difference. F has no standard errors to compare.\n",
        _agreement_table(results),
        *_growth(results),
        *_cold(results),
        "## What was promised\n\nA *must* is a condition of releasing, an *aim* is "
        "what we believe can be reached.\n",
        promises_table(results),
        _measured_on(results),
        _AGAIN,
    ]
    return "\n".join(parts)


def picture_text(results: Results) -> str:
    """Return what the picture says, for those who do not see it."""
    said = [
        f"at {size} rows "
        + ", ".join(
            f"{NAMES[name]} {_number(seconds)} s"
            for name in NAMES
            if (seconds := cost(results, size, name)) is not None
        )
        for size in results["sizes"]
    ]
    return "Processor seconds by rows: " + "; ".join(said)


def costs_table(results: Results) -> str:
    """Return seconds by size and contestant."""
    rows = [
        [size, *(_number(cost(results, size, name)) for name in NAMES)]
        for size in results["sizes"]
    ]
    return _table(["rows", *(f"{name}, s" for name in NAMES.values())], rows)


def ratios_table(results: Results) -> str:
    """Return ratios by size."""
    rows = [
        [size, *(_number(ratio(results, size, one, two)) for one, two, _ in RATIOS)]
        for size in results["sizes"]
    ]
    return _table(["rows", *(title for _, _, title in RATIOS)], rows)


def promises_table(results: Results) -> str:
    """Return every promise, musts first."""
    found = list(promises(results))
    rows = [
        [promise.level, promise.what, _measured(promise), promise.verdict]
        for level in (MUST, AIM)
        for promise in found
        if promise.level == level
    ]
    return _table(["", "promise", "measured", "verdict"], rows, left=(0, 1, 3))


def _measured(promise: Promise) -> str:
    if promise.measured is None:
        return MISSING
    return f"{_number(promise.measured)} {promise.unit}".strip()


def _processes_table(results: Results) -> str:
    rows = [
        [
            size,
            NAMES[name],
            _number(answer["cpu_seconds"]),
            _number(answer["wall_seconds"]),
            f"{answer['peak_bytes'] / 1e6:,.0f}",
        ]
        for size, found in results["sizes"].items()
        for name, answer in found["processes"].items()
    ]
    titles = ["rows", "", "CPU, s", "clock, s", "peak memory, MB"]
    return _table(titles, rows, left=(0, 1))


def _agreement_table(results: Results) -> str:
    rows = [
        [
            size,
            NAMES[name],
            f"{one['compared']:,}",
            f"{one['alone']:,}",
            f"{one['worst']:.1e}",
        ]
        for size, found in results["sizes"].items()
        for name, one in found["agreement"].items()
    ]
    titles = ["rows", "", "compared", "given by one alone", "largest difference"]
    return _table(titles, rows, left=(0, 1))


def _growth(results: Results) -> Iterator[str]:
    growth = results.get("growth")
    if not growth:
        return
    yield "## How it grows\n\nA million rows; one thing changes at a time.\n"
    for kind, title in GROWTH.items():
        rows = [
            [
                f"{point['at']:,}" if isinstance(point["at"], int) else point["at"],
                _number(point["ours"]),
                _number(point["floor"]),
                _number(point["ours"] / point["floor"]),
            ]
            for point in growth[kind]
        ]
        yield _table([title, "Headload, s", "F, s", "Headload / F"], rows)


def _cold(results: Results) -> Iterator[str]:
    cold = results.get("cold")
    if not cold:
        return
    yield (
        "## A survey from file to release\n\n`headload measure` of Ecuador's ENEMDU "
        f"2021 Q1, typed once: {_number(cold['cpu_seconds'])} s of processor time, "
        f"{_number(cold['wall_seconds'])} s on the clock, "
        f"{cold['peak_bytes'] / 1e6:,.0f} MB. By room, the confined reader (a child) "
        "apart:\n"
    )
    rows = [
        [
            room,
            f"{spent['own_cpu_seconds']:.2f}",
            f"{spent['children_cpu_seconds']:.2f}",
        ]
        for room, spent in cold["rooms"].items()
    ]
    yield _table(["room", "own, s", "children, s"], rows)


def _measured_on(results: Results) -> str:
    machine = results["machine"]
    peers = {
        NAMES[name]: answer["version"]
        for found in results["sizes"].values()
        for name, answer in found["processes"].items()
        if name in ("svy", "r")
    }
    software = ", ".join(
        f"{name} {version}" for name, version in (results["versions"] | peers).items()
    )
    return (
        "## Measured on\n\n"
        f"{results['day']}; {machine['cores']} cores ({machine['processor']}), "
        f"{machine['memory_bytes'] / 2**30:.0f} GiB of memory, {machine['system']}; "
        f"load {machine['load']:.1f} before the run. {software}. The engine has 2 "
        "threads. Headload, F and F2 take turns in one warm process and the median of "
        f"their turns counts ({_turns(results)}); all else is one run in a process of "
        "its own.\n"
    )


def _turns(results: Results) -> str:
    """Return how often each size was measured."""
    said = [
        f"{len(found['warm']['ours']['cpu_of_runs'])} at {size}"
        if found["warm"]
        else f"none at {size}"
        for size, found in results["sizes"].items()
    ]
    return ", ".join(said)


def _number(value: float | None) -> str:
    """Return a number with three digits that count."""
    if value is None:
        return MISSING
    if value and abs(value) < 0.001:
        return f"{value:.1e}"
    places = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    places += abs(value) < 0.1
    return f"{value:,.{places}f}"


def _table(
    titles: Sequence[str], rows: Iterable[Sequence[str]], *, left: Sequence[int] = (0,)
) -> str:
    rule = ["---" if i in left else "---:" for i in range(len(titles))]
    lines = [titles, rule, *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def write_page(results: Results, path: Path) -> None:
    """Write the page."""
    path.write_text(page(results), encoding="utf-8")
