"""What a reader asks to see: an indicator, what it is broken down by, and for whom.

A selection is an address and an address is a selection: each view has one spelling,
and what is written in another order leads to the same.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from headload.apps.explorer.figures import Figures, in_order
from headload.releases import TOTAL, ReleasedEstimate
from headload.releases.schema import TIME, dimension_order

BY, PERIOD = "by", "period"
_USUAL = ("worker_group", "sex", "city", "urban", TIME)
"""What an indicator is broken down by when nobody says."""
MOST = 2
"""Dimensions that a table is broken down by at most."""


class NotThere(Exception):
    """The release has nothing of the kind; the message names what was asked."""


@dataclass(frozen=True)
class Selection:
    """A view of a release.

    Parameters
    ----------
    by
        Dimensions whose codes are rows, two at most; ``time_period`` for a trend.
    codes
        Code of each dimension that is held, without totals.
    period
        Period that is held; empty where rows are periods.
    """

    indicator: str
    by: tuple[str, ...]
    codes: Mapping[str, str]
    period: str = ""

    @property
    def shape(self) -> frozenset[str]:
        """Dimensions in which its cells are not the total."""
        return frozenset({*self.by, *self.codes} - {TIME})

    def query(self) -> str:
        """Return the query of its address, always in the same order."""
        held = [(name, self.codes[name]) for name in dimension_order(self.codes)]
        period = [(PERIOD, self.period)] if self.period else []
        return urlencode([(BY, ",".join(self.by)), *held, *period], safe=",")

    def with_(self, by: Iterable[str], codes: Mapping[str, str]) -> "Selection":
        """Return the selection with another breakdown, of the same period."""
        rows = tuple(by)
        period = "" if TIME in rows else self.period
        return Selection(self.indicator, rows, dict(codes), period)


def selection_of(
    figures: Figures, indicator: str, asked: Mapping[str, str]
) -> Selection:
    """Return what `asked`, the query of an address, selects of a release.

    Raises
    ------
    NotThere
        When the release has no such indicator, dimension, code or period.
    """
    if indicator not in figures.indicators:
        raise NotThere(indicator)
    known = figures.dimensions(indicator)
    codes = {
        name: code
        for name, code in asked.items()
        if name in known and code not in {"", TOTAL}
    }
    by = _rows(figures, indicator, asked, codes)
    held = {name: code for name, code in codes.items() if name not in by}
    for name, code in held.items():
        if code not in figures.codes(indicator, name):
            raise NotThere(f"{name}={code}")
    period = _period(figures, asked.get(PERIOD, ""), by)
    return Selection(indicator, by, held, period)


def cells_of(figures: Figures, chosen: Selection) -> tuple[ReleasedEstimate, ...]:
    """Return the cells of a selection in the order of their rows; empty if none."""
    cells = figures.shaped.get((chosen.indicator, chosen.shape), ())
    kept = [cell for cell in cells if _held(cell, chosen)]
    order = {
        name: in_order(name, {_code(cell, name) for cell in kept}) for name in chosen.by
    }
    ranks = {
        name: {code: place for place, code in enumerate(codes)}
        for name, codes in order.items()
    }
    return tuple(
        sorted(kept, key=lambda cell: [ranks[d][_code(cell, d)] for d in chosen.by])
    )


def nearest(figures: Figures, chosen: Selection) -> tuple[Selection, ...]:
    """Return what the release has that comes closest to an empty selection."""
    shapes = figures.shapes(chosen.indicator)
    wanted = chosen.shape
    ranked = sorted(shapes, key=lambda each: (len(each ^ wanted), sorted(each)))
    return tuple(_as_selection(chosen, shape) for shape in ranked[:3])


def _as_selection(chosen: Selection, shape: frozenset[str]) -> Selection:
    codes = {name: code for name, code in chosen.codes.items() if name in shape}
    free = dimension_order(shape - set(codes))
    rows = free[:MOST]
    return chosen.with_(rows, codes)


def _rows(
    figures: Figures, indicator: str, asked: Mapping[str, str], codes: Mapping[str, str]
) -> tuple[str, ...]:
    if BY in asked:
        rows = tuple(dict.fromkeys(each for each in asked[BY].split(",") if each))
        unknown = set(rows) - {*figures.dimensions(indicator), TIME}
        if unknown or len(rows) > MOST:
            raise NotThere(f"{BY}={asked[BY]}")
        return rows
    shapes = set(figures.shapes(indicator))
    for name in _USUAL:
        if name not in codes and frozenset({name, *codes}) in shapes:
            return (name,)
    return ()


def _period(figures: Figures, asked: str, by: tuple[str, ...]) -> str:
    if TIME in by:
        return ""
    if asked and asked not in figures.periods:
        raise NotThere(f"{PERIOD}={asked}")
    return asked or figures.periods[-1]


def _held(cell: ReleasedEstimate, chosen: Selection) -> bool:
    if chosen.period and cell.time_period != chosen.period:
        return False
    return all(cell.code(name) == code for name, code in chosen.codes.items())


def _code(cell: ReleasedEstimate, dimension: str) -> str:
    return cell.time_period if dimension == TIME else cell.code(dimension)
