"""The house style: ink and one colour; a second one only for a second population.

Shape repeats what colour says, so that a grey photocopy keeps the meaning. One
pixel of a chart prints as one point, so type is equal in all.
"""

from typing import Any

INK, SOFT, RULE, PALE = "#1F2A30", "#56626A", "#D5D9DB", "#BFD3D3"
TEAL = "#0E5A5E"
"""The total, or the point made."""
PLUM = "#7A2560"
"""Women: filled circle."""
OCHRE = "#C47A00"
"""Men: open diamond."""

MIST = "#8A949A"
"""Context, named at the mark."""

WIDTH = 482
"""Width of the text of an A4 page, in points."""
LABEL, SMALL = 9.2, 8.4


def theme(*, left: float = 4, right: float = 4, top: float = 4) -> dict[str, Any]:
    """Return the settings of Vega-Lite: no frame, a grid on the value axis only.

    Parameters
    ----------
    left, right, top
        Room for words that stand outside the axes; Vega misjudges their width.
    """
    axis = {
        "labelFontSize": SMALL,
        "titleFontSize": SMALL,
        "titleFontWeight": "normal",
        "labelColor": SOFT,
        "titleColor": SOFT,
        "domain": False,
        "ticks": False,
        "gridColor": RULE,
        "gridWidth": 0.6,
        "labelPadding": 6,
        "titlePadding": 8,
        "labelLimit": 400,
        "titleLimit": 400,
    }
    names = {"grid": False, "labelColor": INK, "labelFontSize": LABEL}
    return {
        "aria": False,  # the picture as a whole has its alternative text
        "font": "Noto Sans",
        "background": "white",
        "padding": {"left": left, "right": right, "top": top, "bottom": 4},
        "view": {"stroke": None},
        "axisX": axis,
        "axisY": {**axis, **names},
        "text": {"fontSize": 9, "color": INK},
        "header": {
            "labelFontSize": 9,
            "labelFontWeight": "bold",
            "labelColor": INK,
            "labelAnchor": "start",
            "labelLimit": 400,
            "labelPadding": 4,
        },
    }
