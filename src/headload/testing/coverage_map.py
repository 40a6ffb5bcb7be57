"""The picture of the atlas: on which part of the world each group can be seen.

Outlines are those of Natural Earth (1:110 million, public domain, reduced to tenths
of a degree) in `world.csv`; the projection keeps areas equal (Equal Earth: Šavrič,
Patterson and Jenny 2019, International Journal of Geographical Information Science
33(3)). Shades differ in lightness, so that a grey print can be read.
"""

import csv
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from importlib import resources

from headload.measure.harmonise import SurveyMap, groups_identifiable
from headload.measure.harmonise.identifiable import GROUPS
from headload.terms import codelist

WIDTH, HEIGHT, TITLE, GAP = 340, 166, 22, 10
COLUMNS = 2
SCALE = WIDTH / 5.42  # the projection is 5.42 units wide
A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
SHADES = {"yes": "#123b5d", "partly": "#6fa3c7", "no": "#f0c987"}
LEGEND = {
    "yes": "can be seen",
    "partly": "can be seen in part",
    "no": "mapped, cannot be seen",
    "": "no map yet",
}
LAND = "#dddddd"

Point = tuple[float, float]


def coverage_map(surveys: Iterable[SurveyMap]) -> str:
    """Return the picture as SVG: a small map of the world for each group.

    Parameters
    ----------
    surveys
        The latest period of each map; of several in one country the best counts.
    """
    seen = best_by_country(surveys)
    labels = codelist("worker_group").codes
    rows = math.ceil(len(GROUPS) / COLUMNS)
    width = COLUMNS * WIDTH + (COLUMNS + 1) * GAP
    height = rows * (HEIGHT + TITLE + GAP) + 2 * GAP + TITLE
    panels = [
        _panel(labels[group].label("en"), seen, group, i)
        for i, group in enumerate(GROUPS)
    ]
    said = "; ".join(_said(labels[group].label("en"), seen, group) for group in GROUPS)
    shapes = _shapes(set(seen))
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
            'role="img" aria-labelledby="title desc" '
            'font-family="sans-serif" font-size="13">',
            '<title id="title">Where each worker group can be seen</title>',
            f'<desc id="desc">{escape(said)}.</desc>',
            f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
            "<defs>",
            *shapes,
            "</defs>",
            *panels,
            *_legend(height - GAP),
            "</svg>\n",
        ]
    )


def best_by_country(surveys: Iterable[SurveyMap]) -> dict[str, dict[str, str]]:
    """Return how well each group can be seen, by country and group."""
    order = ("no", "partly", "yes")
    found: dict[str, dict[str, str]] = {}
    known = {country for country, _ in _rings()}
    for survey in surveys:
        if survey.country not in known:
            continue
        best = found.setdefault(survey.country, dict.fromkeys(GROUPS, "no"))
        for group, how in groups_identifiable(survey).items():
            best[group] = max(best[group], how, key=order.index)
    return dict(sorted(found.items()))


def _rings() -> Iterator[tuple[str, Sequence[Point]]]:
    text = (resources.files(__package__) / "world.csv").read_text("utf-8")
    for row in csv.DictReader(text.splitlines()):
        pairs = (pair.split(",") for pair in row["ring"].split())
        yield row["country"], [(float(x), float(y)) for x, y in pairs]


def projected(point: Point) -> Point:
    """Return longitude and latitude (degrees) in Equal Earth, as screen units."""
    longitude, latitude = (math.radians(degrees) for degrees in point)
    t = math.asin(math.sqrt(3) / 2 * math.sin(latitude))
    slope = 9 * A4 * t**8 + 7 * A3 * t**6 + 3 * A2 * t**2 + A1
    x = 2 * math.sqrt(3) * longitude * math.cos(t) / (3 * slope)
    y = A4 * t**9 + A3 * t**7 + A2 * t**3 + A1 * t
    return WIDTH / 2 + x * SCALE, HEIGHT / 2 - y * SCALE + TITLE


def _shapes(mapped: set[str]) -> list[str]:
    """Return a path for each mapped country, and one for all other land."""
    paths: dict[str, list[str]] = {}
    for country, ring in _rings():
        ends = " ".join(f"{x:.1f},{y:.1f}" for x, y in map(projected, ring))
        paths.setdefault(country if country in mapped else "", []).append(f"M{ends}Z")
    return [
        f'<path id="{country or "land"}" d="{"".join(each)}"/>'
        for country, each in sorted(paths.items())
    ]


def _panel(
    label: str, seen: Mapping[str, Mapping[str, str]], group: str, position: int
) -> str:
    x = GAP + (position % COLUMNS) * (WIDTH + GAP)
    y = GAP + (position // COLUMNS) * (HEIGHT + TITLE + GAP)
    fills = [
        f'<use href="#{country}" fill="{SHADES[how[group]]}"/>'
        for country, how in seen.items()
    ]
    inside = "".join([f'<use href="#land" fill="{LAND}"/>', *fills])
    return (
        f'<g transform="translate({x} {y})" stroke="#ffffff" stroke-width="0.3">'
        f'<text y="14" stroke="none" font-weight="bold">{escape(label)}</text>'
        f"{inside}</g>"
    )


def _legend(y: int) -> Iterator[str]:
    x = GAP
    for how, text in LEGEND.items():
        fill = SHADES.get(how, LAND)
        yield f'<rect x="{x}" y="{y - 11}" width="14" height="11" fill="{fill}"/>'
        yield f'<text x="{x + 20}" y="{y - 1}">{text}</text>'
        x += 40 + 7 * len(text)


def _said(label: str, seen: Mapping[str, Mapping[str, str]], group: str) -> str:
    counts = [
        f"{LEGEND[how]} in {sum(each[group] == how for each in seen.values())}"
        for how in SHADES
    ]
    return f"{label}: {', '.join(counts)} countries"
