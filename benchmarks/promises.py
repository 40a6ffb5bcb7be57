"""What was promised of speed and memory, and what was measured of each promise.

A *must* is a condition of releasing; an *aim* is what we believe can be reached.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Results = dict[str, Any]

MUST, AIM = "must", "aim"


@dataclass(frozen=True)
class Promise:
    """One promise.

    Parameters
    ----------
    level
        `MUST` or `AIM`.
    what
        The promise in words, with its limit.
    measured
        What was measured; None when it was not in this run.
    limit
        Largest value that keeps it (smallest, when `at_least`).
    unit
        After the number.
    """

    level: str
    what: str
    measured: float | None
    limit: float
    unit: str = ""
    at_least: bool = False

    @property
    def verdict(self) -> str:
        """Return ``met``, ``not met`` or ``not measured``."""
        if self.measured is None:
            return "not measured"
        kept = (
            self.measured >= self.limit
            if self.at_least
            else self.measured <= self.limit
        )
        return "met" if kept else "not met"


def cost(results: Results, size: str, name: str) -> float | None:
    """Return the CPU seconds of the work of a contestant at a size.

    In a warm process where it took turns, else in its own process without start-up
    and, for other software, without loading the file.
    """
    found = results["sizes"].get(size)
    if found is None:
        return None
    if name in found["warm"]:
        return float(found["warm"][name]["cpu_seconds"])
    answer = found["processes"].get(name)
    return None if answer is None else float(answer["work_cpu_seconds"])


def ratio(results: Results, size: str, above: str, below: str) -> float | None:
    """Return how many times the CPU seconds of `below` those of `above` are."""
    first, second = cost(results, size, above), cost(results, size, below)
    return None if first is None or second is None else first / second


def promises(results: Results) -> Iterator[Promise]:
    """Yield every promise with what this run measured of it."""
    yield from _musts(results)
    yield from _aims(results)


def _musts(results: Results) -> Iterator[Promise]:
    for size in ("1m", "10m"):
        floor = ratio(results, size, "ours", "floor")
        yield Promise(MUST, f"{size}: at most 1.5 times the floor", floor, 1.5, "x")
    svy, r = ratio(results, "1m", "svy", "ours"), ratio(results, "100k", "r", "ours")
    less = "times less than"
    yield Promise(MUST, f"1m: 30 {less} svy", svy, 30, "x", at_least=True)
    yield Promise(MUST, f"100k: 60 {less} R survey", r, 60, "x", at_least=True)
    yield Promise(MUST, "10m: under 700 MB", _peak(results, "10m", 1e6), 700, "MB")
    yield Promise(MUST, "100m: inside 4 GB", _peak(results, "100m", 1e9), 4, "GB")
    for small, large in (("1m", "10m"), ("10m", "100m")):
        what = f"{small} to {large}: a row costs at most 1.25 times as much"
        yield Promise(MUST, what, _row_ratio(results, small, large), 1.25, "x")
    what = "figures equal to those of every other, relative difference"
    yield Promise(MUST, what, _worst(results), 1e-9)


def _aims(results: Results) -> Iterator[Promise]:
    for size in ("1m", "10m"):
        floor = ratio(results, size, "ours", "floor")
        scan = ratio(results, size, "ours", "scan")
        yield Promise(AIM, f"{size}: at most half the floor", floor, 0.5, "x")
        yield Promise(AIM, f"{size}: at most 2.5 times the scan", scan, 2.5, "x")
    what = "24 tables: at most 1.5 times 6 tables"
    yield Promise(AIM, what, _tables_ratio(results), 1.5, "x")
    warm = cost(results, "100k", "ours")
    small = None if warm is None else 1000 * warm
    yield Promise(AIM, "100k: 50 ms in a warm process", small, 50, "ms")
    cold = results.get("cold")
    seconds = cold and cold["cpu_seconds"]
    yield Promise(AIM, "`headload measure` of Ecuador, cold: 3 s", seconds, 3, "s")


def _peak(results: Results, size: str, unit: float) -> float | None:
    found = results["sizes"].get(size)
    if found is None:
        return None
    return float(found["processes"]["ours"]["peak_bytes"]) / unit


def _row_ratio(results: Results, small: str, large: str) -> float | None:
    """Return how many times as much a row costs in the larger survey."""
    seconds = [cost(results, size, "ours") for size in (small, large)]
    if seconds[0] is None or seconds[1] is None:
        return None
    rows = [results["sizes"][size]["rows"] for size in (small, large)]
    return seconds[1] / seconds[0] * float(rows[0] / rows[1])


def _worst(results: Results) -> float | None:
    """Return the largest difference; infinite where a number has no counterpart."""
    found = [
        float("inf") if one["alone"] or not one["compared"] else one["worst"]
        for size in results["sizes"].values()
        for one in size["agreement"].values()
    ]
    return max(found, default=None)


def _tables_ratio(results: Results) -> float | None:
    points = results.get("growth", {}).get("tables", ())
    seconds = {point["at"]: point["ours"] for point in points}
    return seconds[24] / seconds[6] if seconds else None
