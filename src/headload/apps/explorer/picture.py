"""A table's intervals as one SVG that stands alone: on a page, in a message, printed.

Its text is text, in the fonts of the device, and its description says every figure.
Colours and shapes are those of the house style; withheld figures keep an empty track.
"""

from collections.abc import Iterator, Mapping
from html import escape
from textwrap import wrap

from headload.apps.explorer.table import Row, Surety, Table
from headload.products.numbers import DASH

WIDTH = 720
_VALUE = 106
_ROW, _HEAD, _TOP, _LINE = 30, 28, 74, 16
_LETTER = 7.4
"""Points that a letter takes, more than the widest common font needs."""
_LABELS = (90, 340)
"""Points that labels take at least and at most."""
_COLOURS: Mapping[str, str] = {
    "dom": "#43165f",
    "hb": "#0a6657",
    "ven": "#c0500a",
    "waste": "#2f8fd6",
    "all": "#26172c",
}
_INK, _SOFT, _TRACK = "#26172c", "#594a5f", "#b9aebf"
_SHAPES: Mapping[str, str] = {
    "dom": '<circle r="6"/>',
    "hb": '<path d="M-5-5H5V5H-5z"/>',
    "ven": '<path d="M0-6 6 5H-6z"/>',
    "waste": '<path d="M0-7 7 0 0 7-7 0z"/>',
    "all": '<path d="M-3-6H3V6H-3z"/>',
}


def picture(
    table: Table, *, title: str, source: str, words: Mapping[str, str], language: str
) -> str:
    """Return the picture of `table`.

    Parameters
    ----------
    title, source
        Written above and below.
    words
        Why a figure is not shown, by the value of its `Surety`; and ``range``,
        which joins two limits.
    """
    left = _left(table)
    parts, y = [], _TOP
    for section in table.sections:
        if section.heading:
            parts.append(_text(0, y + 18, section.heading, weight=700))
            y += _HEAD
        for row in section.rows:
            parts.extend(_row(row, y, left, words))
            y += _ROW
    below = wrap(source, WIDTH // 7)
    height = y + 28 + _LINE * len(below)
    alt = description(table, title=title, words=words)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-12 0 {WIDTH} {height}" '
        f'width="{WIDTH}" height="{height}" role="img" aria-labelledby="t d" '
        f'lang="{language}" font-family="system-ui, sans-serif" font-size="14">',
        f'<title id="t">{escape(title)}</title><desc id="d">{escape(alt)}</desc>',
        f'<rect x="-12" width="{WIDTH}" height="{height}" fill="#fff"/>',
        _text(0, 24, title, size=18, weight=700),
        _text(0, 44, table.unit, size=13, colour=_SOFT),
        *_ticks(table, left, y),
        *parts,
        *(
            _text(0, y + 24 + _LINE * line, text, size=12, colour=_SOFT)
            for line, text in enumerate(below)
        ),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def description(table: Table, *, title: str, words: Mapping[str, str]) -> str:
    """Return every figure in words, for those who do not see the picture."""
    said = [
        f"{prefix}{row.label}: {_said(row, words)}"
        for section in table.sections
        for prefix in [f"{section.heading}, " if section.heading else ""]
        for row in section.rows
    ]
    return f"{title}. {'; '.join(said)}."


def _said(row: Row, words: Mapping[str, str]) -> str:
    if row.strip is None:
        return words[row.surety]
    return f"{row.value} ({words['range'].format(low=row.low, high=row.high)})"


def _ticks(table: Table, left: int, bottom: int) -> Iterator[str]:
    for tick in table.ticks:
        x = _x(tick.at, left)
        yield (
            f'<line x1="{x}" x2="{x}" y1="{_TOP - 6}" y2="{bottom}" stroke="#e4dde6"/>'
        )
        yield _text(x, _TOP - 10, tick.text, size=12, colour=_SOFT, anchor="middle")


def _row(row: Row, y: int, left: int, words: Mapping[str, str]) -> Iterator[str]:
    middle = y + _ROW // 2
    colour = _COLOURS[row.mark]
    yield _text(0, middle + 5, row.label)
    yield (
        f'<line x1="{left}" x2="{WIDTH - _VALUE}" y1="{middle}" y2="{middle}" '
        f'stroke="{_TRACK}" stroke-dasharray="2 4"/>'
    )
    right = WIDTH - 24
    if row.strip is None:
        yield _text(right, middle + 5, DASH, colour=_SOFT, anchor="end")
        yield _text(left + 4, middle - 3, words[row.surety], size=11, colour=_SOFT)
        return
    care = row.surety is Surety.CARE
    low, high, at = (
        _x(each, left) for each in (row.strip.low, row.strip.high, row.strip.at)
    )
    dash = ' stroke-dasharray="4 3"' if care else ""
    yield (
        f'<line x1="{low}" x2="{high}" y1="{middle}" y2="{middle}" stroke="{colour}" '
        f'stroke-width="{3 if care else 7}" stroke-opacity="{1 if care else 0.45}"'
        f"{dash}/>"
    )
    fill = (
        f'fill="#fff" stroke="{colour}" stroke-width="2"'
        if care
        else f'fill="{colour}"'
    )
    yield f'<g transform="translate({at} {middle})" {fill}>{_SHAPES[row.mark]}</g>'
    yield _text(right, middle + 5, row.value, weight=700, anchor="end")


def _left(table: Table) -> int:
    """Return where the axis begins: after the longest label, within limits."""
    labels = [row.label for section in table.sections for row in section.rows]
    longest = round(max(map(len, labels), default=0) * _LETTER) + 16
    return min(max(longest, _LABELS[0]), _LABELS[1])


def _x(percent: float, left: int) -> float:
    return round(left + (WIDTH - _VALUE - left) * percent / 100, 1)


def _text(
    x: float,
    y: float,
    text: str,
    *,
    size: int = 14,
    weight: int = 400,
    colour: str = _INK,
    anchor: str = "start",
) -> str:
    return (
        f'<text x="{x}" y="{y}" font-size="{size}" font-weight="{weight}" '
        f'fill="{colour}" text-anchor="{anchor}">{escape(text)}</text>'
    )
