"""The form of a trend: a dot at every measured date, a ribbon for the interval.

A line joins neighbouring periods that are both shown and nothing else, so a gap is
seen. Women are filled and solid, men open and dashed; names stand at the ends.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from headload.products.charts import style
from headload.products.charts.forms import longest, tens
from headload.products.charts.points import Point
from headload.products.charts.spread import spread

_HEIGHT, _AXIS = 120, 40
_TICK = 46
"""Points that the name of a date takes."""
_INSIDE = 16
"""Points from the ends of the axis to the first and the last date."""
_BESIDE = 4
"""Points that women stand before and men behind a date, so that none is hidden."""
_LOOK = {
    "F": (
        style.PLUM,
        -_BESIDE,
        [1, 0],
        {"filled": True, "color": style.PLUM, "size": 55},
    ),
    "M": (
        style.OCHRE,
        _BESIDE,
        [5, 3],
        {
            "shape": "diamond",
            "filled": True,
            "fill": "white",
            "stroke": style.OCHRE,
            "strokeWidth": 2,
            "size": 65,
        },
    ),
}


@dataclass(frozen=True)
class Mark:
    """A point of a trend: its date, and the run of periods that it belongs to."""

    point: Point
    date: float
    run: int


def trend(marks: Sequence[Mark], ticks: Mapping[str, float]) -> Any:
    """Return rates of women and men over time.

    Parameters
    ----------
    ticks
        Date by the name of each period, in order.
    """
    points = [mark.point for mark in marks]
    room = longest([each.name for each in points]) + 14
    width = style.WIDTH - room - _AXIS
    span = tens(points)
    told = _thinned(ticks, width)
    x, y = _date("date", ticks), _rate(span)
    base = alt.Chart(alt.Data(values=list(_rows(marks, set(told.values())))))
    layers = alt.layer(
        *(layer for sex in _LOOK for layer in _series(base, sex, x, y)),
        *_values(base, x),
        _names_of(told, x),
        _ends(marks, span, x),
    )
    sized = layers.properties(width=width, height=_HEIGHT)
    return sized.configure(**style.theme(right=room))


def _series(base: Any, sex: str, x: Any, y: Any) -> Iterator[Any]:
    colour, beside, dash, mark = _LOOK[sex]
    rows = base.transform_filter(f"datum.sex == '{sex}'")
    ends = {"x": x, "y2": "high:Q"}
    look = {"color": colour, "xOffset": beside}
    ribbon = rows.mark_area(opacity=0.16, **look)
    yield ribbon.encode(y=y("low"), detail="run:N", **ends)
    yield rows.mark_rule(strokeWidth=1, **look).encode(y=y("low"), **ends)
    line = rows.mark_line(strokeWidth=2, strokeDash=dash, **look)
    yield line.encode(x=x, y=y("value"), detail="run:N")
    dot = rows.mark_point(opacity=1, xOffset=beside, **mark)
    yield dot.encode(x=x, y=y("value"))


def _values(base: Any, x: Any) -> Iterator[Any]:
    """Yield the values: the higher of the two above its interval, the lower below."""
    for above, limit, dy in ((True, "high", -7), (False, "low", 8)):
        rows = base.transform_filter(f"datum.above == {str(above).lower()}")
        text = rows.mark_text(dy=dy, fontWeight="bold")
        yield text.encode(x=x, y=f"{limit}:Q", text="text:N")


def _names_of(told: Mapping[str, float], x: Any) -> Any:
    rows = [{"date": date, "text": name} for name, date in told.items()]
    text = alt.Chart(alt.Data(values=rows)).mark_text(
        dy=14, color=style.SOFT, fontSize=style.SMALL
    )
    return text.encode(x=x, y=alt.value(_HEIGHT), text="text:N")


def _ends(marks: Sequence[Mark], span: tuple[float, float], x: Any) -> Any:
    last = {mark.point.sex: mark for mark in marks}
    at = spread([mark.point.value for mark in last.values()], span, _HEIGHT)
    rows = [
        {"date": mark.date, "place": place, "text": mark.point.name}
        for mark, place in zip(last.values(), at, strict=True)
    ]
    text = alt.Chart(alt.Data(values=rows)).mark_text(
        align="left", dx=14, fontWeight="bold"
    )
    return text.encode(x=x, y="place:Q", text="text:N")


def _rows(marks: Sequence[Mark], told: set[float]) -> Iterator[dict[str, object]]:
    highest: dict[float, Point] = {}
    for mark in marks:
        above = highest.setdefault(mark.date, mark.point)
        if mark.point.value > above.value:
            highest[mark.date] = mark.point
    for mark in marks:
        point = mark.point
        yield {
            "date": mark.date,
            "run": mark.run,
            "sex": point.sex,
            "value": point.value,
            "low": point.low,
            "high": point.high,
            "text": point.label if mark.date in told else "",
            "above": point is highest[mark.date],
        }


def _thinned(ticks: Mapping[str, float], width: float) -> dict[str, float]:
    """Return as many dates as have room, the last one among them."""
    first, last = min(ticks.values()), max(ticks.values())
    room = _TICK * (last - first) / (width - 2 * _INSIDE)
    kept: dict[str, float] = {}
    for name, date in reversed(list(ticks.items())):
        if not kept or min(kept.values()) - date >= room:
            kept[name] = date
    return kept


def _date(field: str, ticks: Mapping[str, float]) -> Any:
    ends = [min(ticks.values()), max(ticks.values())]
    scale = alt.Scale(domain=ends, nice=False, zero=False, padding=_INSIDE)
    return alt.X(f"{field}:Q", axis=None, scale=scale)


def _rate(span: tuple[float, float]) -> Any:
    """Return the encoding of a field on the value axis."""
    axis = alt.Axis(
        grid=True,
        tickCount=4,
        format="d",
        labelColor=style.SOFT,
        labelFontSize=style.SMALL,
    )
    scale = alt.Scale(domain=list(span), nice=False, zero=False)
    return lambda field: alt.Y(f"{field}:Q", title=None, axis=axis, scale=scale)
