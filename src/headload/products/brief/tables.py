"""Tables of a brief: a row a population, an interval beside its estimate, marks.

Decimals follow the error: percentages have none; thousands have one where an error
in the column is under a thousand. A column without any figure is left out, and so
is a row without any cell.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from headload.products.charts.points import GROUPS
from headload.products.numbers import DASH, number
from headload.products.prose import Prose
from headload.releases import ReleasedEstimate
from headload.releases.schema import TIME, TOTAL
from headload.terms import Flag

RATE, SIZE = "informal-employment-rate", "employment"
_UNRELIABLE, _PROTECTED, _ZERO = "..", "x", DASH
_THOUSAND = 1000.0
_NO_ROWS = {TOTAL, "F-M", "M-F"}
"""Codes that are no population: the total has its row, a comparison none."""
_WIDTHS = {"value": 1.0, "interval": 1.4, "n": 1.2}
"""Shares of the page by what a column shows."""
_FIRST = {"workers": "col_workers", "periods": "col_period"}
"""Heading of the first column, where it is not worker groups."""
_POINTS = "percentage_points"


@dataclass(frozen=True)
class Column:
    """A column: heading, indicator, what is shown of it, further codes."""

    heading: str
    indicator: str
    part: str = "value"
    codes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Row:
    """A row: name, the codes of its population, and whether it is a total."""

    name: str
    codes: Mapping[str, str]
    bold: bool = False
    indent: bool = False


def workers(prose: Prose) -> dict[str, object] | None:
    """Return the table of all employed people, by sex, area and city."""
    names = ("sex", "urban", "city")
    lists = prose.words.release.codelists
    rows = [all_workers(prose)]
    for name in names:
        codes = [code for code in lists.get(name, {}) if code not in _NO_ROWS]
        rows += [Row(prose.named(name, code), {name: code}) for code in codes]
    columns = [*pair("col_size", SIZE), *pair("col_informal", RATE)]
    columns += [Column("col_pension", "pension-coverage-rate")]
    return table(prose, "workers", rows, [*columns, _sample(SIZE)])


def groups(prose: Prose) -> dict[str, object] | None:
    """Return the table of the worker groups, all workers first."""
    rows = [all_workers(prose), *group_rows(prose)]
    columns = [
        *pair("col_size", SIZE),
        Column("col_women", "share-of-women"),
        *pair("col_informal", RATE),
        Column("col_pension", "pension-coverage-rate"),
        Column("col_hours", "mean-actual-hours"),
        _sample(SIZE),
    ]
    return table(prose, "groups", rows, columns)


def sexes(prose: Prose) -> dict[str, object] | None:
    """Return the rates of women and of men by group: the data of the small charts."""
    rows = [all_workers(prose), *group_rows(prose)]
    women, men = (("sex", "F"),), (("sex", "M"),)
    columns = [
        *pair("col_informal_women", RATE, women),
        *pair("col_informal_men", RATE, men),
    ]
    return table(prose, "sexes", rows, columns)


def all_workers(prose: Prose) -> Row:
    """Return the row of all employed people."""
    return Row(prose.say("all_workers"), {}, bold=True)


def group_rows(prose: Prose) -> list[Row]:
    """Return a row for each worker group."""
    return [Row(prose.group(code), {"worker_group": code}) for code in GROUPS]


def pair(
    heading: str, indicator: str, codes: tuple[tuple[str, str], ...] = ()
) -> list[Column]:
    """Return the two columns of a figure: value and interval."""
    return [
        Column(heading, indicator, "value", codes),
        Column("col_interval", indicator, "interval", codes),
    ]


def _sample(indicator: str) -> Column:
    return Column("col_sample", indicator, "n")


def table(
    prose: Prose,
    name: str,
    rows: Sequence[Row],
    columns: Sequence[Column],
    when: str = "",
) -> dict[str, object] | None:
    """Return a table for the template; None where fewer than two rows have cells.

    Parameters
    ----------
    when
        Periods in words, where it has others than the latest.
    """
    grid = [[_cell(prose, row, column) for column in columns] for row in rows]
    kept = [at for at, column in enumerate(columns) if _told(grid, at, column)]
    filled = [
        (row, cells)
        for row, cells in zip(rows, grid, strict=True)
        if any(cells[at] is not None for at in kept)
    ]
    if len(filled) < 2:
        return None
    base = prose.words.release.manifest.rounding.get("totals", _THOUSAND)
    fine = {at: _decimals(grid, at, columns[at], base) for at in kept}
    first = prose.say(_FIRST.get(name, "col_group"))
    return {
        "name": name,
        "title": prose.say(f"table_{name}"),
        "subtitle": prose.say("table_subtitle", period=when or prose.period()),
        "head": [first, *(_heading(prose, columns[at]) for at in kept)],
        "widths": [_WIDTHS[columns[at].part] for at in kept],
        "rows": [
            {
                "bold": row.bold,
                "cells": [
                    row.name,
                    *(written(prose, cells[at], columns[at], fine[at]) for at in kept),
                ],
            }
            for row, cells in filled
        ],
        "note": "" if name in _FIRST else prose.say("groups_overlap"),
    }


def written(
    prose: Prose, cell: ReleasedEstimate | None, column: Column, decimals: int
) -> str:
    """Return what stands in the table: a figure, or its mark."""
    if cell is None:
        return _ZERO
    if column.part == "n":
        return cell.n_band or "" if cell.n is None else _say(prose, cell.n, 0)
    if cell.withheld or cell.value is None:
        mark = _PROTECTED if cell.flag is Flag.PROTECTED else _UNRELIABLE
        return mark if column.part == "value" else ""
    scale = _THOUSAND if cell.unit == "persons" else 1.0
    if column.part == "value":
        text = _say(prose, cell.value / scale, decimals)
        return f"({text})" if cell.flag is Flag.CAUTION else text
    if cell.ci_low is None or cell.ci_high is None:
        return ""
    limits = (cell.ci_low / scale, cell.ci_high / scale)
    low, high = (_say(prose, each, decimals) for each in limits)
    if cell.unit == _POINTS:  # a dash beside a minus sign cannot be read
        return prose.say("from_to", first=low, last=high)
    return DASH.join((low, high))


def _heading(prose: Prose, column: Column) -> str:
    period = dict(column.codes).get(TIME, "")
    return prose.say(column.heading, period=prose.period(period))


def _cell(prose: Prose, row: Row, column: Column) -> ReleasedEstimate | None:
    codes = {**row.codes, **dict(column.codes)}
    return prose.find(column.indicator, **codes)


def _told(
    grid: Sequence[Sequence[ReleasedEstimate | None]], at: int, column: Column
) -> bool:
    """Tell whether a column has anything to show."""
    cells = [row[at] for row in grid if row[at] is not None]
    if column.part == "n":
        return any(cell and (cell.n is not None or cell.n_band) for cell in cells)
    return bool(cells)


def _decimals(
    grid: Sequence[Sequence[ReleasedEstimate | None]],
    at: int,
    column: Column,
    base: float,
) -> int:
    """Return one for thousands that are known finer and for points, else none."""
    cells = [cell for row in grid if (cell := row[at]) is not None]
    small = any(
        cell.unit == "persons"
        and cell.se is not None
        and min(cell.se, base) < _THOUSAND
        for cell in cells
    )
    points = any(cell.unit == _POINTS for cell in cells)
    return 1 if (small or points) and column.part != "n" else 0


def _say(prose: Prose, value: float, decimals: int) -> str:
    return number(value, prose.language, decimals, column=True)
