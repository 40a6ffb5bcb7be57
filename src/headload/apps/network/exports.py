"""Organisations as tables: CSV, and a workbook with every count beside.

Texts stand as they are and are never run: a spreadsheet takes none for a formula.
"""

import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import xlsxwriter

from headload.apps.common.tables import table
from headload.apps.network.constituencies import codes_of
from headload.apps.network.selectors import newest

Shown = Mapping[str, Any]
Counts = Mapping[str, Sequence[Shown]]
Absolute = Callable[[str], str]
_SAFE = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_COLUMNS = (
    "permanent", "name", "acronym", "other_names", "classification", "constituencies",
    "level", "country", "area", "city", "sectors", "other_sectors",
    "has_garment_workers", "is_mbo", "does_research", "founded", "registered",
    "dissolved", "languages", "identifiers", "links", "sources",
)  # fmt: skip
_OF_COUNT = (
    "value", "rounded", "unit", "sector", "all_sectors", "area", "part", "as_of",
    "occasion", "basis", "includes_affiliates", "women_count", "women_share",
    "women_not_collected", "youth_share", "declared_by", "verification", "is_stale",
    "source",
)  # fmt: skip
_NEWEST = tuple(f"members_{name}" for name in _OF_COUNT)


def as_csv(found: Sequence[Shown], counts: Counts, absolute: Absolute) -> bytes:
    """Return organisations as CSV, each with its newest count of members."""
    rows = (
        (*_row(each, absolute), *_count(newest(counts.get(each["permanent"], ()))))
        for each in found
    )
    return table((*_COLUMNS, "address", *_NEWEST), rows)


def as_workbook(found: Sequence[Shown], counts: Counts, absolute: Absolute) -> bytes:
    """Return organisations as a workbook, every count on a sheet of its own."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, _SAFE) as book:
        first = book.add_worksheet("organisations")
        _write(first, 0, (*_COLUMNS, "address"))
        second = book.add_worksheet("counts")
        _write(second, 0, ("organisation", *_OF_COUNT))
        line = 0
        for place, each in enumerate(found, start=1):
            _write(first, place, _row(each, absolute))
            for count in counts.get(each["permanent"], ()):
                line += 1
                cells = [_cell(count[name]) for name in _OF_COUNT]
                _write(second, line, (each["permanent"], *cells))
    return made.getvalue()


def _row(shown: Shown, absolute: Absolute) -> list[str]:
    values = {**shown, "constituencies": codes_of(shown)}
    values["links"] = shown["links"].split()
    address = absolute(f"/id/o/{shown['permanent']}")
    return [*(_told(values[name]) for name in _COLUMNS), address]


def _count(count: Shown | None) -> list[str]:
    return [_told(count[name]) if count else "" for name in _OF_COUNT]


def _told(value: Any) -> str:
    """Return a value as a cell; empty for what is not known."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "|".join(value)
    return str(value)


def _cell(value: Any) -> str | int:
    """Return a value as a cell of a workbook, where a whole number is one."""
    whole = isinstance(value, int) and not isinstance(value, bool)
    return value if whole else _told(value)


def _write(sheet: Any, place: int, cells: Sequence[str | int]) -> None:
    for column, cell in enumerate(cells):
        if isinstance(cell, int):
            sheet.write_number(place, column, cell)
        else:
            sheet.write_string(place, column, cell)
