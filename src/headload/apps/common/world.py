"""A map of countries: those that something is known of lead to it, others are drawn.

The list beside it says the same, so that nobody needs the picture.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache

from headload.apps.common.words import Text
from headload.products.world import BROAD, Point, equal_earth, outline, rings

WIDTH, HEIGHT = 720, 350
_SCALE = WIDTH / BROAD
_SOUTH = -56.0
"""Degrees north from which land is drawn: all that people live on."""


@dataclass(frozen=True)
class Country:
    """A country on the map."""

    name: str
    address: str
    path: str
    counted: bool


def world(
    counted: Collection[str], named: Mapping[str, tuple[Text, str]]
) -> list[Country]:
    """Return the countries to draw, those counted last so that they stand above.

    Parameters
    ----------
    counted
        Codes of the countries that lead somewhere.
    named
        Name and address by code.
    """
    drawn = [
        Country(named[code][0].text, named[code][1], path, code in counted)
        for code, path in _paths().items()
        if code in named
    ]
    return sorted(drawn, key=lambda each: (each.counted, each.name))


@cache
def _paths() -> Mapping[str, str]:
    paths: dict[str, list[str]] = {}
    for country, ring in rings():
        if country and max(north for _, north in ring) > _SOUTH:
            paths.setdefault(country.lower(), []).append(outline(map(_placed, ring)))
    return {country: "".join(each) for country, each in paths.items()}


def _placed(point: Point) -> Point:
    x, y = equal_earth(point)
    return round(WIDTH / 2 + x * _SCALE), round(HEIGHT / 2 - y * _SCALE)
