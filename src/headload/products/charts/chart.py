"""A finished chart: picture, words, and the cells it shows."""

import re
from dataclasses import dataclass

from headload.errors import BadInput
from headload.products.charts.points import Point


@dataclass(frozen=True)
class Chart:
    """A chart in one language.

    Parameters
    ----------
    name
        Form, such as ``dots``; part of the file names.
    svg
        The bare picture, words as shapes, at one pixel a point.
    title, subtitle, note, source
        Words around it; `note` names what is not shown and may be empty.
    alt
        Alternative text: form, unit and every figure.
    points
        What is drawn; the data table is made of them.

    Raises
    ------
    BadInput
        HL-PUB-09 when the alternative text is missing or lacks a figure.
    """

    name: str
    svg: str
    title: str
    subtitle: str
    note: str
    source: str
    alt: str
    points: tuple[Point, ...]

    @property
    def width(self) -> float:
        """Width of the picture in points."""
        found = re.search(r'<svg[^>]*? width="([0-9.]+)"', self.svg)
        return float(found[1]) if found else 0.0

    def __post_init__(self) -> None:
        lacking = [each.said for each in self.points if each.said not in self.alt]
        lacking += [each.label for each in self.points if each.label not in self.alt]
        if lacking or not self.alt.strip():
            raise BadInput(
                f'The chart "{self.name}" has no alternative text for all its figures',
                where=f"products.charts, {', '.join(lacking[:3]) or 'all'}",
                to_do="say every figure of a chart in its alternative text",
                code="HL-PUB-09",
            )
