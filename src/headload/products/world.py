"""Outlines of countries, and a projection that keeps areas equal.

Outlines are those of Natural Earth (1:110 million, public domain, reduced to tenths
of a degree) in `world.csv`; the projection is Equal Earth (Šavrič, Patterson and Jenny
2019, International Journal of Geographical Information Science 33(3)).
"""

import csv
import math
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources

A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
BROAD = 5.42
"""Width of the world in units of the projection."""

Point = tuple[float, float]


@cache
def rings() -> tuple[tuple[str, Sequence[Point]], ...]:
    """Return every outline: ISO 3166 code, empty for none, and degrees east, north."""
    text = (resources.files(__package__) / "world.csv").read_text("utf-8")
    return tuple(
        (row["country"], [_point(pair) for pair in row["ring"].split()])
        for row in csv.DictReader(text.splitlines())
    )


def equal_earth(point: Point) -> Point:
    """Return degrees east and north in units of the projection, north upwards."""
    longitude, latitude = (math.radians(degrees) for degrees in point)
    t = math.asin(math.sqrt(3) / 2 * math.sin(latitude))
    slope = 9 * A4 * t**8 + 7 * A3 * t**6 + 3 * A2 * t**2 + A1
    x = 2 * math.sqrt(3) * longitude * math.cos(t) / (3 * slope)
    return x, A4 * t**9 + A3 * t**7 + A2 * t**3 + A1 * t


def outline(points: Iterable[Point]) -> str:
    """Return a closed path for SVG through points of the picture."""
    return "M" + " ".join(f"{x:.1f},{y:.1f}" for x, y in points) + "Z"


def _point(pair: str) -> Point:
    east, north = pair.split(",")
    return float(east), float(north)
