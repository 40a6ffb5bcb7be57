"""The picture of the atlas: on which part of the world each group can be seen.

Shades differ in lightness, so that a grey print can be read.
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from html import escape

from headload.measure.harmonise import SurveyMap, groups_identifiable
from headload.measure.harmonise.identifiable import GROUPS
from headload.products.world import BROAD, Point, equal_earth, outline, rings
from headload.terms import codelist

WIDTH, HEIGHT, TITLE, GAP = 340, 166, 22, 10
COLUMNS = 2
SCALE = WIDTH / BROAD
SHADES = {"yes": "#123b5d", "partly": "#6fa3c7", "no": "#f0c987"}
LEGEND = {
    "yes": "can be seen",
    "partly": "can be seen in part",
    "no": "mapped, cannot be seen",
    "": "no map yet",
}
LAND = "#dddddd"


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
    known = {country for country, _ in rings()}
    for survey in surveys:
        if survey.country not in known:
            continue
        best = found.setdefault(survey.country, dict.fromkeys(GROUPS, "no"))
        for group, how in groups_identifiable(survey).items():
            best[group] = max(best[group], how, key=order.index)
    return dict(sorted(found.items()))


def projected(point: Point) -> Point:
    """Return longitude and latitude (degrees) in Equal Earth, as screen units."""
    x, y = equal_earth(point)
    return WIDTH / 2 + x * SCALE, HEIGHT / 2 - y * SCALE + TITLE


def _shapes(mapped: set[str]) -> list[str]:
    """Return a path for each mapped country, and one for all other land."""
    paths: dict[str, list[str]] = {}
    for country, ring in rings():
        path = outline(map(projected, ring))
        paths.setdefault(country if country in mapped else "", []).append(path)
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
