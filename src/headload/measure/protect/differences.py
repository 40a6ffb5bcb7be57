"""Differences follow their sides: a figure and a difference give the other side.

A difference is named ``<indicator>-difference`` (a relative one
``<indicator>-relative-difference``) and holds, in one dimension, a
code such as ``F-M``: women minus men. It takes the worse flag of its two sides
(`methods.md` 3.8) and, when rounding applies, is the difference of what is
published. A difference whose sides are not in the release is protected.
"""

from collections.abc import Mapping, Sequence

from headload.measure.protect.cells import Cell
from headload.terms import Flag, MeasureKind

SUFFIX = "-difference"
RELATIVE = "-relative"
_WORSE = (Flag.RELIABLE, Flag.CAUTION, Flag.UNRELIABLE, Flag.PROTECTED)
_Place = tuple[str, frozenset[tuple[str, str]]]


def sides(cells: Sequence[Cell]) -> Mapping[int, tuple[int, int] | None]:
    """Return the positions of minuend and subtrahend of each difference."""
    places: dict[_Place, int] = {
        (cell.estimate.indicator, frozenset(cell.estimate.dimensions.items())): number
        for number, cell in enumerate(cells)
    }
    return {
        number: _sides(cell, places)
        for number, cell in enumerate(cells)
        if cell.estimate.measure is MeasureKind.DIFFERENCE
    }


def worse(first: Flag, second: Flag) -> Flag:
    """Return the worse of two flags; protected is the worst."""
    return max(first, second, key=_WORSE.index)


def _sides(cell: Cell, places: Mapping[_Place, int]) -> tuple[int, int] | None:
    indicator = cell.estimate.indicator.removesuffix(SUFFIX).removesuffix(RELATIVE)
    dimensions = dict(cell.estimate.dimensions)
    for name, code in dimensions.items():
        for cut in (place for place, sign in enumerate(code) if sign == "-"):
            pair = [
                places.get((indicator, frozenset({**dimensions, name: side}.items())))
                for side in (code[:cut], code[cut + 1 :])
            ]
            if pair[0] is not None and pair[1] is not None:
                return pair[0], pair[1]
    return None
