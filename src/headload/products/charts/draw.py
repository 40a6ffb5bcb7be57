"""Draw the charts of a release in one language, where it has enough to draw.

A chart with fewer than two figures is not made: a sentence says it better.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

import vl_convert

from headload.products.charts import forms
from headload.products.charts.chart import Chart
from headload.products.charts.outline import outlined
from headload.products.charts.points import (
    GROUPS,
    Left,
    Point,
    by_group,
    note,
    only_points,
    point,
)
from headload.products.prose import Prose

RATE, SIZE = "informal-employment-rate", "employment"
_THOUSAND = 1000.0
_VERSION = "6.4"
_SIGN = 0xE000
"""First sign of the private use area of Unicode."""


def draw_charts(prose: Prose) -> tuple[Chart, ...]:
    """Return the charts that the release allows.

    Raises
    ------
    BadInput
        HL-PUB-09 when an alternative text would be missing.
    """
    drawn = (_dots(prose), _bars(prose), _panels(prose))
    return tuple(each for each in drawn if each is not None)


def _dots(prose: Prose) -> Chart | None:
    points, left = by_group(prose, RATE)
    total = point(prose, prose.find(RATE), name=prose.say("all_workers"))
    if len(points) < 2 or not isinstance(total, Point):
        return None
    text = prose.say("named_figure", name=total.name, v=total.label)
    svg = _svg(forms.dots(points, (total.value, text)), points, text)
    alt = _alt(prose, ("dots", "per_100_employed"), points)
    alt += " " + prose.say("alt_reference", name=total.name, v=total.label)
    return _made(prose, ("dots", svg, alt), points, left)


def _bars(prose: Prose) -> Chart | None:
    points, left = by_group(prose, SIZE, (_THOUSAND, 0))
    if len(points) < 2:
        return None
    fine = any((each.cell.se or _THOUSAND) < _THOUSAND for each in points)
    points, left = by_group(prose, SIZE, (_THOUSAND, 1 if fine else 0))
    svg = _svg(forms.bars(points), points)
    alt = _alt(prose, ("bars", "thousand_people"), points)
    return _made(prose, ("bars", svg, alt), points, left)


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
    svg = _svg(forms.panels(points), points)
    alt = _alt(prose, ("panels", "per_100_employed"), points)
    return _made(prose, ("panels", svg, alt), points, left)


def _svg(chart: Any, points: Sequence[Point], *others: str) -> str:
    """Return the picture, words as shapes.

    Vega misjudges the width of Devanagari and moves things apart, so it lays out
    one sign for each word, and the words are put in afterwards.
    """
    words = sorted({*others, *(t for each in points for t in (each.name, each.panel))})
    signs = {word: chr(_SIGN + at) for at, word in enumerate(words) if word}
    svg = vl_convert.vegalite_to_svg(_put(chart.to_dict(), signs), vl_version=_VERSION)
    for word, sign in signs.items():
        svg = svg.replace(sign, escape(word))
    return outlined(svg)


def _put(part: Any, signs: Mapping[str, str]) -> Any:
    if isinstance(part, dict):
        return {key: _put(each, signs) for key, each in part.items()}
    if isinstance(part, list):
        return [_put(each, signs) for each in part]
    return signs.get(part, part) if isinstance(part, str) else part


def _of_sex(prose: Prose, code: str, sex: str) -> Point | Left | None:
    group = {"worker_group": code} if code else {}
    cell = prose.find(RATE, sex=sex, **group)
    name = prose.say("women" if sex == "F" else "men")
    panel = prose.group(code) if code else prose.say("all_workers")
    return point(prose, cell, name=name, place=(panel, sex))


def _alt(prose: Prose, names: tuple[str, str], points: Sequence[Point]) -> str:
    form, unit = names
    said = [
        prose.say(
            "alt_item",
            name=each.said,
            v=each.label,
            lo=each.texts[1],
            hi=each.texts[2],
        )
        for each in points
    ]
    words = prose.say(unit)
    small = words[0].lower() + words[1:]
    return prose.say(
        f"alt_{form}", unit=small, items=prose.say("list_separator").join(said)
    )


def _made(
    prose: Prose,
    content: tuple[str, str, str],
    points: Sequence[Point],
    left: Sequence[Left],
) -> Chart:
    name, svg, alt = content
    return Chart(
        name=name,
        svg=svg,
        title=prose.say(f"{name}_title"),
        subtitle=prose.say(f"{name}_subtitle"),
        note=note(prose, points, left),
        source=prose.source(),
        alt=alt,
        points=tuple(points),
    )
