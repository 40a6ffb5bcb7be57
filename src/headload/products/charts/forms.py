"""The forms of one period: dot with interval, bar with whisker, panels by sex.

Values stand at their marks, so there is no legend; the unit stands above. The value
axis starts at zero for bars and at the ten below the lowest limit for dots.
"""

from collections.abc import Sequence
from math import ceil, floor
from typing import Any

import altair as alt

from headload.products.charts import style
from headload.products.charts.outline import width_of
from headload.products.charts.points import Point

_WHITE = "white"
_COLUMNS, _GAP = 3, 28


def dots(points: Sequence[Point], reference: tuple[float, str]) -> Any:
    """Return rates by group: a dot, its interval, and a named line."""
    span = tens(points, reference[0])
    names = [point.name for point in points]
    y = _names(names)
    base = alt.Chart(_data(points))
    line = base.mark_rule(strokeWidth=2, color=style.TEAL)
    dot = base.mark_point(filled=True, size=75, color=style.TEAL, opacity=1)
    label = base.mark_text(align="left", dx=6, fontWeight="bold")
    layers = alt.layer(
        *_reference(reference, span),
        line.encode(y=y, x=_x("low", span), x2="high:Q"),
        dot.encode(y=y, x=_x("value", span)),
        label.encode(y=y, x=_x("high", span), text="text:N"),
    )
    return _sized(layers, names, step=18)


def bars(points: Sequence[Point]) -> Any:
    """Return totals by group: a pale bar with a dark end, and its interval."""
    top = max(point.high for point in points)
    names = [point.name for point in points]
    y = _names(names)
    base = alt.Chart(_data(points))
    bar = base.mark_bar(height=13, color=style.PALE)
    end = base.mark_tick(color=style.TEAL, thickness=2.4, height=13, opacity=1)
    whisker = base.mark_rule(strokeWidth=1.2, color=style.INK)
    label = base.mark_text(align="left", dx=6, fontWeight="bold")
    layers = alt.layer(
        bar.encode(y=y, x=_x("value", (0, top))),
        end.encode(y=y, x=_x("value", (0, top))),
        whisker.encode(y=y, x=_x("low", (0, top)), x2="high:Q"),
        label.encode(y=y, x=_x("high", (0, top)), text="text:N"),
    )
    return _sized(layers, names, step=17)


def panels(points: Sequence[Point]) -> Any:
    """Return one small chart a group, women above men, all on one scale."""
    span = tens(points)
    names = list(dict.fromkeys(point.name for point in points))
    order = list(dict.fromkeys(point.panel for point in points))
    y = _names(names)
    base = alt.Chart()
    colour = alt.condition(
        "datum.sex == 'F'", alt.value(style.PLUM), alt.value(style.OCHRE)
    )
    women = base.transform_filter("datum.sex == 'F'")
    men = base.transform_filter("datum.sex == 'M'")
    round_mark = women.mark_point(filled=True, size=65, color=style.PLUM, opacity=1)
    open_mark = men.mark_point(
        shape="diamond",
        filled=True,
        fill=_WHITE,
        size=75,
        stroke=style.OCHRE,
        strokeWidth=2,
        opacity=1,
    )
    value = _x("value", span)
    layers = alt.layer(
        base.mark_rule(strokeWidth=2).encode(
            y=y, x=_x("low", span), x2="high:Q", color=colour
        ),
        round_mark.encode(y=y, x=value),
        open_mark.encode(y=y, x=value),
        base.mark_text(dy=-10, fontWeight="bold").encode(y=y, x=value, text="text:N"),
        data=_data(points),
    )
    room = _room(names) + _GAP * _COLUMNS
    small = layers.properties(width=(style.WIDTH - room) / _COLUMNS, height=54)
    facet = alt.Facet("panel:N", sort=order, title=None)
    spaces = {"row": 8, "column": _GAP}
    chart = small.facet(facet=facet, columns=_COLUMNS, spacing=spaces)
    return chart.configure(**style.theme())


def _reference(
    reference: tuple[float, str], span: tuple[float, float]
) -> tuple[Any, Any]:
    value, text = reference
    late = value > (span[0] + span[1]) / 2
    base = alt.Chart(alt.Data(values=[{"value": value, "text": text}]))
    rule = base.mark_rule(color=style.SOFT, strokeDash=[3, 2])
    name = base.mark_text(
        align="right" if late else "left",
        dx=-4 if late else 4,
        color=style.SOFT,
        fontSize=style.SMALL,
        baseline="bottom",
    )
    x = _x("value", span)
    return rule.encode(x=x), name.encode(x=x, y=alt.value(-2), text="text:N")


def longest(texts: Sequence[str], *, bold: bool = False) -> int:
    """Return the width of the longest text in points; Vega misjudges Devanagari."""
    return round(max(width_of(text, style.LABEL, bold=bold) for text in texts))


def tens(points: Sequence[Point], *others: float) -> tuple[float, float]:
    """Return the tens around all limits, inside 0 and 100."""
    shown = [each for point in points for each in (point.low, point.high)]
    low = 10 * floor(min(*shown, *others) / 10)
    high = 10 * ceil(max(*shown, *others) / 10)
    return max(0, low), min(100, high)


def _data(points: Sequence[Point]) -> Any:
    return alt.Data(
        values=[
            {
                "name": point.name,
                "panel": point.panel,
                "sex": point.sex,
                "value": point.value,
                "low": point.low,
                "high": point.high,
                "text": point.label,
            }
            for point in points
        ]
    )


def _names(names: Sequence[str]) -> Any:
    axis = alt.Axis(minExtent=_room(names), maxExtent=_room(names))
    return alt.Y("name:N", sort=list(names), title=None, axis=axis)


def _x(field: str, span: tuple[float, float]) -> Any:
    scale = alt.Scale(domain=list(span), nice=span[0] == 0)
    ticks = alt.Axis(tickCount=5, format="d", labelFlush=False)
    return alt.X(f"{field}:Q", title=None, scale=scale, axis=ticks)


def _room(names: Sequence[str]) -> int:
    return longest(names) + 12


def _sized(layers: Any, names: Sequence[str], step: int) -> Any:
    width = style.WIDTH - _room(names) - 44
    sized = layers.properties(width=width, height=step * len(names))
    return sized.configure(**style.theme())
