"""Draw the charts of a release in one language, where it has enough to draw.

A chart with fewer than two figures is not made: a sentence says it better.
"""

from headload.products.charts import forms
from headload.products.charts.chart import Chart
from headload.products.charts.lines import areas, slope, trend
from headload.products.charts.picture import alt_of, made, svg_of
from headload.products.charts.points import (
    GROUPS,
    Left,
    Point,
    by_group,
    only_points,
    point,
)
from headload.products.prose import Prose

RATE, SIZE = "informal-employment-rate", "employment"
_THOUSAND = 1000.0


def draw_charts(prose: Prose) -> tuple[Chart, ...]:
    """Return the charts that the release allows.

    Raises
    ------
    BadInput
        HL-PUB-09 when an alternative text would be missing.
    """
    forms_of = (_dots, _bars, _panels, areas, trend, slope)
    drawn = (each(prose) for each in forms_of)
    return tuple(each for each in drawn if each is not None)


def _dots(prose: Prose) -> Chart | None:
    points, left = by_group(prose, RATE)
    total = point(prose, prose.find(RATE), name=prose.say("all_workers"))
    if len(points) < 2 or not isinstance(total, Point):
        return None
    text = prose.say("named_figure", name=total.name, v=total.label)
    svg = svg_of(forms.dots(points, (total.value, text)), points, text)
    alt = alt_of(prose, ("dots", "per_100_employed"), points)
    alt += " " + prose.say("alt_reference", name=total.name, v=total.label)
    return made(prose, ("dots", svg, alt), points, left)


def _bars(prose: Prose) -> Chart | None:
    points, left = by_group(prose, SIZE, (_THOUSAND, 0))
    if len(points) < 2:
        return None
    fine = any((each.cell.se or _THOUSAND) < _THOUSAND for each in points)
    points, left = by_group(prose, SIZE, (_THOUSAND, 1 if fine else 0))
    svg = svg_of(forms.bars(points), points)
    alt = alt_of(prose, ("bars", "thousand_people"), points)
    return made(prose, ("bars", svg, alt), points, left)


def _panels(prose: Prose) -> Chart | None:
    """Draw the groups of which women and men are both published."""
    points: list[Point] = []
    left: list[Left] = []
    for code in ("", *GROUPS):
        pair = [_of_sex(prose, code, sex) for sex in ("F", "M")]
        both = only_points(pair)
        if len(both) == len(pair):
            points += both
        left += [each for each in pair if isinstance(each, Left)]
    if len(points) < 4:
        return None
    svg = svg_of(forms.panels(points), points)
    alt = alt_of(prose, ("panels", "per_100_employed"), points)
    return made(prose, ("panels", svg, alt), points, left)


def _of_sex(prose: Prose, code: str, sex: str) -> Point | Left | None:
    group = {"worker_group": code} if code else {}
    cell = prose.find(RATE, sex=sex, **group)
    name = prose.say("women" if sex == "F" else "men")
    panel = prose.group(code) if code else prose.say("all_workers")
    return point(prose, cell, name=name, place=(panel, sex))
