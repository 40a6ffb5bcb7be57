"""A table of a selection: rows with value, range, how sure, and a place on the axis.

A figure that is withheld keeps its row: the gap is content. What is protected and
what rests on too few interviews are told apart, and nothing else is said of either.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from headload.apps.explorer.axis import Axis, Strip, axis_for
from headload.apps.explorer.figures import Figures
from headload.apps.explorer.labels import Labels
from headload.apps.explorer.selection import Selection, cells_of
from headload.products.numbers import number
from headload.releases import ReleasedEstimate
from headload.releases.schema import TIME
from headload.terms import Flag

MARKS: Mapping[str, str] = {
    "domestic_worker": "dom",
    "home_based_worker": "hb",
    "street_vendor": "ven",
    "market_trader": "ven",
    "stall_market_trader_unspecified": "ven",
    "waste_picker": "waste",
}
"""Shape and colour of a group in the house style; every other row has `all`."""


class Surety(StrEnum):
    """How sure a figure is, in the order of a legend."""

    GOOD = "good"
    CARE = "care"
    FEW = "few"
    PROTECTED = "protected"


_SURETY = {
    Flag.RELIABLE: Surety.GOOD,
    Flag.CAUTION: Surety.CARE,
    Flag.UNRELIABLE: Surety.FEW,
    Flag.PROTECTED: Surety.PROTECTED,
}


@dataclass(frozen=True)
class Row:
    """A figure as a row.

    Parameters
    ----------
    value, low, high
        As written; empty where the figure is withheld.
    notes
        Numbers of its notes below the table.
    """

    cell: ReleasedEstimate
    label: str
    mark: str
    surety: Surety
    value: str
    low: str
    high: str
    strip: Strip | None
    notes: tuple[int, ...]


@dataclass(frozen=True)
class Section:
    """Rows under one heading; an empty heading for a table with one breakdown."""

    heading: str
    mark: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Tick:
    """A tick of the axis: where, in percent, and what is written there."""

    at: float
    text: str
    odd: bool


@dataclass(frozen=True)
class Table:
    """What a selection looks like.

    Parameters
    ----------
    counts
        How many figures there are by how sure they are.
    notes
        Texts below the table; rows have their numbers, from 1.
    """

    chosen: Selection
    cells: tuple[ReleasedEstimate, ...]
    unit: str
    sections: tuple[Section, ...]
    ticks: tuple[Tick, ...]
    counts: Mapping[Surety, int]
    notes: tuple[str, ...]


def table_of(figures: Figures, chosen: Selection, labels: Labels) -> Table:
    """Return the table of a selection; without rows where the release has none."""
    return table_of_cells(cells_of(figures, chosen), chosen, labels)


def table_of_cells(
    cells: Sequence[ReleasedEstimate],
    chosen: Selection,
    labels: Labels,
    names: Sequence[str] = (),
) -> Table:
    """Return the table of `cells`, which are those of `chosen` in order.

    Parameters
    ----------
    names
        Name of each row, where it is not that of its code.
    """
    axis = axis_for([limit for cell in cells for limit in _limits(cell)])
    notes = list(
        dict.fromkeys(note for cell in cells for note in labels.notes(cell.note))
    )
    rows = [(cell, _row(cell, chosen, labels, (axis, notes))) for cell in cells]
    if names:
        named = zip(rows, names, strict=True)
        rows = [(cell, replace(row, label=name)) for (cell, row), name in named]
    return Table(
        chosen=chosen,
        cells=tuple(cells),
        unit=labels.unit(cells[0].unit) if cells else "",
        sections=_sections(rows, chosen, labels),
        ticks=_ticks(axis, labels.language),
        counts=_counts([row for _, row in rows]),
        notes=tuple(notes),
    )


def surety_of(cell: ReleasedEstimate) -> Surety:
    """Return how sure a figure is."""
    return _SURETY[cell.flag]


def written(cell: ReleasedEstimate, value: float | None, language: str) -> str:
    """Return a value of `cell` as tables write it: people whole, others at 0.1.

    A figure to use with care has no decimals, as in the release.
    """
    if value is None:
        return ""
    whole = cell.unit == "persons" or (
        cell.unit == "percent" and cell.flag is Flag.CAUTION
    )
    return number(value, language, 0 if whole else 1)


def _row(
    cell: ReleasedEstimate,
    chosen: Selection,
    labels: Labels,
    around: tuple[Axis, Sequence[str]],
) -> Row:
    axis, notes = around
    last = chosen.by[-1] if chosen.by else ""
    own = [notes.index(note) + 1 for note in labels.notes(cell.note)]
    value, low, high = (
        written(cell, each, labels.language)
        for each in (cell.value, cell.ci_low, cell.ci_high)
    )
    return Row(
        cell=cell,
        label=labels.code(last, code_of(cell, last))
        if last
        else labels.prose.words.place(),
        mark=_mark(cell),
        surety=surety_of(cell),
        value=value,
        low=low,
        high=high,
        strip=_strip(cell, axis),
        notes=tuple(own),
    )


def code_of(cell: ReleasedEstimate, dimension: str) -> str:
    """Return the code of `cell` in a dimension; periods are one."""
    return cell.time_period if dimension == TIME else cell.code(dimension)


def _sections(
    rows: Sequence[tuple[ReleasedEstimate, Row]], chosen: Selection, labels: Labels
) -> tuple[Section, ...]:
    if len(chosen.by) < 2:
        return (Section("", "", tuple(row for _, row in rows)),) if rows else ()
    first = chosen.by[0]
    grouped: dict[str, list[Row]] = {}
    for cell, row in rows:
        grouped.setdefault(code_of(cell, first), []).append(row)
    return tuple(
        Section(labels.code(first, code), found[0].mark, tuple(found))
        for code, found in grouped.items()
    )


def _limits(cell: ReleasedEstimate) -> list[float]:
    three = (cell.value, cell.ci_low, cell.ci_high)
    return [each for each in three if each is not None]


def _strip(cell: ReleasedEstimate, axis: Axis) -> Strip | None:
    if cell.value is None:
        return None
    low = cell.value if cell.ci_low is None else cell.ci_low
    high = cell.value if cell.ci_high is None else cell.ci_high
    return Strip(axis.place(cell.value), axis.place(low), axis.place(high))


def _mark(cell: ReleasedEstimate) -> str:
    return MARKS.get(cell.code("worker_group"), "all")


def _ticks(axis: Axis, language: str) -> tuple[Tick, ...]:
    decimals = 0 if all(float(each).is_integer() for each in axis.ticks) else 1
    return tuple(
        Tick(axis.place(each), number(each, language, decimals), odd=place % 2 == 1)
        for place, each in enumerate(axis.ticks)
    )


def _counts(rows: Sequence[Row]) -> dict[Surety, int]:
    counted = {each: sum(row.surety is each for row in rows) for each in Surety}
    return {each: count for each, count in counted.items() if count}
