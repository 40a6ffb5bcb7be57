"""`make bench`: measures, compares the figures, prints ratios, writes the results.

Surveys live in a temporary folder outside the checkout and are gone at the end.
"""

import argparse
import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from .cold import cold, report
from .growth import growth
from .machine import machine, versions
from .page import (
    PAGE,
    PICTURE,
    RESULTS,
    costs_table,
    promises_table,
    ratios_table,
    write_page,
)
from .process import PROJECT, ended
from .promises import MUST, promises
from .side_by_side import Bench, side_by_side
from .sizes import SIZES

ECUADOR = Path("ecuador-enemdu-2021q1", "enemdu_2021q1_spss.zip")
COLD_RUNS = 3
DIFFERENT = 1


def main() -> int:
    """Measure what the command line asks for; 1 when figures differ."""
    given = _asked()
    with TemporaryDirectory(prefix="headload-bench-") as folder:
        bench = Bench(Path(folder), given.peers, _say)
        results = measured(given.sizes, bench, with_growth=given.growth)
    given.out.mkdir(parents=True, exist_ok=True)
    _write(results, given.out / "results.json", given.out / "results.md")
    if given.page:
        _write(results, RESULTS, PAGE)
        plot = [str(given.peers), "-m", "benchmarks.plot"]
        ended([*plot, str(RESULTS), str(PICTURE)])
    _print(results)
    same = all(
        promise.verdict != "not met"
        for promise in promises(results)
        if promise.level == MUST and promise.what.startswith("figures")
    )
    return 0 if same else DIFFERENT


def measured(sizes: list[str], bench: Bench, *, with_growth: bool) -> dict[str, Any]:
    """Return the results of a run.

    Parameters
    ----------
    sizes
        Names of `SIZES`.
    bench
        Where the work is done.
    with_growth
        Measure how cost grows, too.
    """
    results: dict[str, Any] = {
        "day": datetime.now(UTC).date().isoformat(),
        "machine": machine(),
        "versions": versions(),
        "sizes": {},
    }
    for name in sizes:
        results["sizes"][name] = side_by_side(SIZES[name], bench)
    if with_growth:
        results["growth"] = growth(bench)
    file = _ecuador()
    if file.exists():
        _say("headload measure of Ecuador, cold")
        results["cold"] = cold(file, COLD_RUNS)
    else:
        _say("the file of Ecuador is not here (HEADLOAD_DATA): cold run left out")
    return results


def _asked() -> argparse.Namespace:
    asked = argparse.ArgumentParser(description="Measure speed side by side.")
    asked.add_argument("--sizes", nargs="+", choices=SIZES, default=["100k", "1m"])
    asked.add_argument("--growth", action="store_true", help="how cost grows, too")
    asked.add_argument("--page", action="store_true", help="write the page on it again")
    asked.add_argument("--out", type=Path, default=PROJECT / "build" / "bench")
    asked.add_argument(
        "--peers", type=Path, required=True, help="the Python that has svy"
    )
    return asked.parse_args()


def _ecuador() -> Path:
    default = PROJECT.parent / "shared" / "data"
    return Path(os.environ.get("HEADLOAD_DATA") or default) / ECUADOR


def _write(results: dict[str, Any], data: Path, page: Path) -> None:
    data.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    write_page(results, page)


def _print(results: dict[str, Any]) -> None:
    parts = [costs_table(results), ratios_table(results), promises_table(results)]
    if "cold" in results:
        parts.append(report(results["cold"]))
    sys.stdout.write("\n" + "\n".join(parts) + "\n")


def _say(what: str) -> None:
    sys.stderr.write(f"bench: {what}\n")


if __name__ == "__main__":
    sys.exit(main())
