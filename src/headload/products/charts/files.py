"""Files of a chart that travels alone: SVG, PNG, its data and its words.

Alone, a chart carries title, unit, what is not shown, and source.
"""

import csv
import io
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from xml.sax.saxutils import quoteattr

import vl_convert

from headload.products.charts import style
from headload.products.charts.chart import Chart
from headload.products.charts.outline import SVG, path_of, wrapped, written
from headload.releases import guarded
from headload.releases.manifest import to_json

_MARGIN, _SCALE = 14.0, 2.0


def chart_files(chart: Chart, language: str) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of each file of `chart`."""
    alone = framed(chart)
    stem = f"charts/{chart.name}.{language}"
    yield f"{stem}.svg", alone.encode()
    yield f"{stem}.png", vl_convert.svg_to_png(alone, scale=_SCALE)
    yield f"{stem}.csv", _data(chart)
    yield (
        f"{stem}.json",
        to_json(
            {
                "title": chart.title,
                "subtitle": chart.subtitle,
                "note": chart.note,
                "source": chart.source,
                "alternative_text": chart.alt,
            }
        ),
    )


def framed(chart: Chart) -> str:
    """Return the picture with the words that it needs to travel alone."""
    inner = ET.fromstring(chart.svg)  # noqa: S314 - made in this process
    width = float(inner.get("width", style.WIDTH)) + 2 * _MARGIN
    room = width - 2 * _MARGIN
    above = [
        (chart.title, 12.0, True, style.INK, 16.0),
        (chart.subtitle, 8.6, False, style.SOFT, 12.5),
    ]
    below = [
        (text, 7.6, False, style.SOFT, 11.0) for text in (chart.note, chart.source)
    ]
    top, y = _lines(above, 10.0, room)
    inner.set("x", f"{_MARGIN:g}")
    inner.set("y", f"{y + 8:g}")
    foot, y = _lines(below, y + 12 + float(inner.get("height", "0")), room)
    picture = written(inner)
    words = quoteattr(chart.alt)
    size = f'width="{width:g}" height="{y + 12:g}" viewBox="0 0 {width:g} {y + 12:g}"'
    return (
        f'<svg xmlns="{SVG}" role="img" aria-label={words} {size}>'
        f'<rect width="100%" height="100%" fill="white"/>{top}{picture}{foot}</svg>'
    )


def _lines(
    texts: list[tuple[str, float, bool, str, float]], y: float, room: float
) -> tuple[str, float]:
    parts = []
    for text, size, bold, colour, lead in texts:
        for line in wrapped(text, size, room, bold=bold) if text else []:
            y += lead
            data, _ = path_of(line, size, bold=bold)
            place = f"translate({_MARGIN:g},{y:g})"
            parts.append(f'<path fill="{colour}" transform="{place}" d="{data}"/>')
    return "".join(parts), y


def _data(chart: Chart) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["name", "value", "ci_low", "ci_high", "flag", "estimate_id"])
    for point in chart.points:
        cell = point.cell
        figures = (cell.value, cell.ci_low, cell.ci_high)
        tail = (str(cell.flag), guarded(cell.estimate_id))
        writer.writerow([guarded(point.said), *figures, *tail])
    return text.getvalue().encode()
