"""The form of a slope: a line for each name from one side to the other.

Dark lines are few and the rest is pale, so the eye finds what moved. A name
that one side does not show has a mark on the other and no line.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any

import altair as alt

from headload.products.charts import style
from headload.products.charts.forms import longest
from headload.products.charts.points import Point
from headload.products.charts.spread import spread

_WIDTH, _HEIGHT = 190, 190
_AWAY = 9
"""Points from a mark to its value."""
_LANE = 7
"""Points between two intervals that would lie on one another."""

Row = dict[str, Any]


def slope(points: Sequence[Point], sides: tuple[str, str], hot: Collection[str]) -> Any:
    """Return one line a name from the left side to the right.

    Parameters
    ----------
    points
        Their panel is one of `sides`.
    hot
        Names of the dark lines.
    """
    span = min(each.low for each in points), max(each.high for each in points)
    right = {each.name for each in points if each.panel == sides[1]}
    rows = [
        {
            **row,
            "hot": row["name"] in hot,
            "shown": "" if at == 0 and row["name"] in right else row["name"],
        }
        for at, side in enumerate(sides)
        for row in _side([each for each in points if each.panel == side], at, span)
    ]
    value = longest([each.label for each in points], bold=True) + _AWAY + 6
    room = value + longest([row["shown"] for row in rows])
    layers = alt.layer(*_layers(rows, sides, span, value))
    sized = layers.properties(width=_WIDTH, height=_HEIGHT)
    return sized.configure(**style.theme(left=room, right=room, top=18))


def _layers(
    rows: Sequence[Row],
    sides: tuple[str, str],
    span: tuple[float, float],
    value: float,
) -> Iterator[Any]:
    base = alt.Chart(alt.Data(values=list(rows)))
    side, x = _across("side"), _across("x")
    y = _bare(span)
    colour = alt.condition("datum.hot", alt.value(style.TEAL), alt.value(style.MIST))
    line = base.mark_line(strokeWidth=2)
    yield line.encode(x=x, y=y("value"), detail="name:N", color=colour)
    whisker = base.mark_rule(strokeWidth=1.4)
    yield whisker.encode(x=x, y=y("low"), y2="high:Q", color=colour)
    dot = base.mark_point(filled=True, size=55, opacity=1)
    yield dot.encode(x=x, y=y("value"), color=colour)
    for at, name in enumerate(sides):
        yield _head(name, at, side)
        yield from _labels(base, at, value, (side, y("label")))


def _head(side: str, at: int, x: Any) -> Any:
    rows = alt.Data(values=[{"side": at, "text": side}])
    text = alt.Chart(rows).mark_text(color=style.SOFT, fontSize=style.LABEL)
    return text.encode(x=x, y=alt.value(-14), text="text:N")


def _labels(base: Any, at: int, value: float, place: tuple[Any, Any]) -> Iterator[Any]:
    align, way = ("right", -1) if at == 0 else ("left", 1)
    rows = base.transform_filter(f"datum.side == {at}")
    x, y = place
    text = rows.mark_text(align=align, dx=way * _AWAY, fontWeight="bold")
    yield text.encode(x=x, y=y, text="text:N")
    name = rows.mark_text(align=align, dx=way * value)
    yield name.encode(x=x, y=y, text="shown:N")


def _side(points: Sequence[Point], at: int, span: tuple[float, float]) -> list[Row]:
    labels = spread([each.value for each in points], span, _HEIGHT)
    lanes = _lanes(points)
    inwards = _LANE / _WIDTH * (1 if at == 0 else -1)
    return [
        {
            "name": each.name,
            "side": at,
            "x": at + lane * inwards,
            "value": each.value,
            "low": each.low,
            "high": each.high,
            "text": each.label,
            "label": label,
        }
        for each, label, lane in zip(points, labels, lanes, strict=True)
    ]


def _lanes(points: Sequence[Point]) -> list[int]:
    """Return a lane for each point, so that no two intervals lie on one another."""
    taken: list[list[Point]] = []
    lanes = []
    for each in points:
        free = (
            at
            for at, lane in enumerate(taken)
            if all(each.low > one.high or each.high < one.low for one in lane)
        )
        lane = next(free, len(taken))
        if lane == len(taken):
            taken.append([])
        taken[lane].append(each)
        lanes.append(lane)
    return lanes


def _across(field: str) -> Any:
    scale = alt.Scale(domain=[0, 1], nice=False, zero=False)
    return alt.X(f"{field}:Q", axis=None, scale=scale)


def _bare(span: tuple[float, float]) -> Callable[[str], Any]:
    """Return the encoding of a field on a value axis that is not drawn."""
    scale = alt.Scale(domain=list(span), nice=False, zero=False)
    return lambda field: alt.Y(f"{field}:Q", axis=None, scale=scale)
