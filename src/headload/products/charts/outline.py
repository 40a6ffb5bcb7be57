"""The words of a chart as shapes, set by HarfBuzz.

vl-convert's own PNG and PDF overlap Devanagari vowel signs, and PDF/UA-1 refuses
live Devanagari text in an SVG; so only its SVG is taken and the letters are drawn
here. What a reader hears is the alternative text.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator

import uharfbuzz as hb
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen

from headload.products.fonts import face

SVG = "http://www.w3.org/2000/svg"
_TEXT, _SPAN = f"{{{SVG}}}text", f"{{{SVG}}}tspan"
_KEPT = ("transform", "opacity", "fill")
_SHIFT = {"middle": -0.5, "end": -1.0}


def outlined(svg: str) -> str:
    """Return `svg` with every text turned into a path.

    Examples
    --------
    >>> '<text' in outlined('<svg xmlns="http://www.w3.org/2000/svg"/>')
    False
    """
    root = ET.fromstring(svg)  # noqa: S314 - made by vl-convert in this process
    for parent in list(root.iter()):
        for place, node in enumerate(list(parent)):
            if node.tag == _TEXT:
                parent[place] = _group(node)
    return written(root)


def written(root: ET.Element) -> str:
    """Return SVG as text, its namespace declared once and names without a prefix.

    The library chooses prefixes by a register that the whole process shares, and
    others write in it; so the names are written here.
    """
    for node in root.iter():
        node.tag = node.tag.removeprefix(f"{{{SVG}}}")
    attributes = {"xmlns": SVG, **root.attrib}
    root.attrib.clear()
    root.attrib.update(attributes)
    return ET.tostring(root, encoding="unicode")


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of `text` in points at `size`."""
    return sum(step for *_, step in _set(text, size, bold=bold))


def path_of(text: str, size: float, *, bold: bool = False) -> tuple[str, float]:
    """Return path data from the start of the baseline, and the width."""
    parts: list[str] = []
    at = 0.0
    for font, glyph, place, step in _set(text, size, bold=bold):
        scale = size / font.face.upem
        pen = SVGPathPen(None, ntos=_short)
        x, y = at + place.x_offset * scale, -place.y_offset * scale
        font.draw_glyph_with_pen(
            glyph.codepoint, TransformPen(pen, (scale, 0, 0, -scale, x, y))
        )
        parts.append(pen.getCommands())
        at += step
    return "".join(parts), at


def wrapped(text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """Return `text` in lines that fit `width`."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and width_of(longer, size, bold=bold) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _set(
    text: str, size: float, *, bold: bool
) -> Iterator[tuple[hb.Font, hb.GlyphInfo, hb.GlyphPosition, float]]:
    """Give each glyph with its font, its place and how far it leads, in points."""
    for script, run in _runs(text):
        font = face(script, bold=bold)
        for glyph, place in _shaped(font, run):
            yield font, glyph, place, place.x_advance * (size / font.face.upem)


def _shaped(font: hb.Font, run: str) -> Iterator[tuple[hb.GlyphInfo, hb.GlyphPosition]]:
    buffer = hb.Buffer()
    buffer.add_str(run)
    buffer.guess_segment_properties()
    hb.shape(font, buffer, {"tnum": True})
    yield from zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)


def _runs(text: str) -> list[tuple[str, str]]:
    """Split by script; a space stays with what comes before it."""
    runs: list[tuple[str, str]] = []
    for sign in text:
        script = "devanagari" if "\u0900" <= sign <= "\u097f" else "latin"
        if runs and (sign in " \u200c\u200d" or runs[-1][0] == script):
            runs[-1] = (runs[-1][0], runs[-1][1] + sign)
        else:
            runs.append((script, sign))
    return runs


def _group(node: ET.Element) -> ET.Element:
    kept = {name: node.attrib[name] for name in _KEPT if name in node.attrib}
    group = ET.Element(f"{{{SVG}}}g", kept)
    size = _points(node.get("font-size", "10"))
    bold = node.get("font-weight", "") in {"bold", "600", "700"}
    down = 0.0
    for span in [each for each in node if each.tag == _SPAN] or [node]:
        down += _points(span.get("dy", "0")) if span is not node else 0.0
        data, width = path_of(span.text or "", size, bold=bold)
        shift = _SHIFT.get(node.get("text-anchor", ""), 0.0) * width
        place = f"translate({_short(shift)},{_short(down)})"
        ET.SubElement(group, f"{{{SVG}}}path", {"d": data, "transform": place})
    return group


def _points(text: str) -> float:
    return float(re.sub(r"[^0-9.-]", "", text) or 0)


def _short(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
