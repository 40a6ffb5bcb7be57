"""Turn a described form and its points into a finished chart with its words.

Vega misjudges the width of Devanagari and moves things apart, so it lays out one
sign for each word, and the words are put in afterwards.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

import vl_convert

from headload.products.charts.chart import Chart
from headload.products.charts.outline import outlined
from headload.products.charts.points import Left, Point, note
from headload.products.prose import Prose

_VERSION = "6.4"
_SIGN = 0xE000
"""First sign of the private use area of Unicode."""


def svg_of(chart: Any, points: Sequence[Point], *others: str) -> str:
    """Return the picture, words as shapes; `others` are words beside the points'."""
    words = sorted({*others, *(t for each in points for t in (each.name, each.panel))})
    signs = {word: chr(_SIGN + at) for at, word in enumerate(words) if word}
    svg = vl_convert.vegalite_to_svg(_put(chart.to_dict(), signs), vl_version=_VERSION)
    for word, sign in signs.items():
        svg = svg.replace(sign, escape(word))
    return outlined(svg)


def alt_of(prose: Prose, names: tuple[str, str], points: Sequence[Point]) -> str:
    """Return the alternative text: form, unit, and every figure with its interval."""
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


def made(
    prose: Prose,
    content: tuple[str, str, str],
    points: Sequence[Point],
    left: Sequence[Left],
    when: str = "",
) -> Chart:
    """Return the chart of `content`: its name, picture and alternative text.

    Parameters
    ----------
    when
        Periods in words, where it shows others than the latest.
    """
    name, svg, alt = content
    return Chart(
        name=name,
        svg=svg,
        title=prose.say(f"{name}_title"),
        subtitle=prose.say(f"{name}_subtitle"),
        note=note(prose, points, left),
        source=prose.source(when),
        alt=alt,
        points=tuple(points),
    )


def _put(part: Any, signs: Mapping[str, str]) -> Any:
    if isinstance(part, dict):
        return {key: _put(each, signs) for key, each in part.items()}
    if isinstance(part, list):
        return [_put(each, signs) for each in part]
    return signs.get(part, part) if isinstance(part, str) else part
