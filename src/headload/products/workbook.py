"""The Excel workbook: a contents sheet, then one sheet a table, real numbers only.

Text never becomes a formula, a link or a number; times are fixed, so one release
gives the same bytes. The words are those of the release in one language.
"""

import datetime
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter

from headload.errors import BadInput
from headload.products.words import Words
from headload.releases import ReleasedEstimate
from headload.releases.schema import dimension_order
from headload.terms import Flag

_NUMBERS = ("value", "se", "ci_low", "ci_high", "cv", "n")
_SAFE = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_FIXED = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC).replace(tzinfo=None)
_LINE, _LINE_HEIGHT = 90, 14.0
_TEAL, _SOFT, _PALE = "#0E5A5E", "#56626A", "#F2F4F1"


def workbook(words: Words) -> bytes:
    """Return the workbook of a release as bytes."""
    sink = io.BytesIO()
    book = xlsxwriter.Workbook(sink, _SAFE)
    book.set_properties(
        {
            "title": words.title(),
            "subject": words.release.manifest.id,
            "author": "Headload",
            "created": _FIXED,
        },
    )
    styles = _styles(book)
    tables = _tables(words)
    names = _sheet_names(words["contents"], tables)
    _contents(book.add_worksheet(words["contents"]), words, styles, (tables, names))
    for table, cells in tables.items():
        _sheet(book.add_worksheet(names[table]), words, styles, (table, cells))
    book.close()
    return sink.getvalue()


def _sheet_names(first: str, tables: Iterable[str]) -> dict[str, str]:
    """Return a name for each sheet that Excel takes: short, plain and its own."""
    names: dict[str, str] = {}
    taken = {first.lower(), "history"}
    for table in tables:
        plain = re.sub(r"[^\w.-]+", "-", table).strip("-") or "table"
        name, count = plain[:31], 1
        while name.lower() in taken:
            count += 1
            name = f"{plain[:27]}-{count}"
        taken.add(name.lower())
        names[table] = name
    return names


def _tables(words: Words) -> dict[str, list[ReleasedEstimate]]:
    tables: dict[str, list[ReleasedEstimate]] = {}
    for cell in sorted(words.release.estimates, key=lambda each: each.estimate_id):
        tables.setdefault(cell.table_id, []).append(cell)
    return {table: tables[table] for table in sorted(tables, key=_natural)}


def _natural(table: str) -> tuple[int, str]:
    """Return a key that sorts T2 before T10."""
    digits = re.search(r"[0-9]+", table)
    return (int(digits[0]) if digits else 0, table)


def _styles(book: Any) -> dict[str, Any]:
    plain = {"font_name": "Calibri", "font_size": 10, "valign": "top"}
    return {
        "title": book.add_format({**plain, "bold": True, "font_size": 14}),
        "soft": book.add_format({**plain, "font_color": _SOFT}),
        "wrap": book.add_format({**plain, "text_wrap": True}),
        "text": book.add_format(plain),
        "name": book.add_format({**plain, "bold": True}),
        "link": book.add_format({**plain, "font_color": _TEAL, "underline": 1}),
        "head": book.add_format(
            {
                **plain,
                "bold": True,
                "text_wrap": True,
                "font_color": "white",
                "bg_color": _TEAL,
            },
        ),
        "whole": book.add_format({**plain, "num_format": "#,##0"}),
        "decimal": book.add_format({**plain, "num_format": "#,##0.0##"}),
        "caution whole": book.add_format({**plain, "num_format": "(#,##0)"}),
        "caution decimal": book.add_format({**plain, "num_format": "(#,##0.0##)"}),
        "mark": book.add_format(
            {**plain, "align": "right", "font_color": _SOFT, "bg_color": _PALE},
        ),
    }


def _contents(
    sheet: Any,
    words: Words,
    styles: dict[str, Any],
    content: tuple[dict[str, list[ReleasedEstimate]], dict[str, str]],
) -> None:
    tables, names = content
    for column, width in enumerate((24, 96, 10, 20)):
        sheet.set_column(column, column, width)
    sheet.hide_gridlines(2)
    _printed(sheet)
    _put(sheet, 0, 0, words.title(), styles["title"])
    row = 2
    for name, text in _about(words):
        _put(sheet, row, 0, name, styles["name"])
        _put(sheet, row, 1, text, styles["wrap"])
        if len(text) > _LINE:  # programs do not agree on when to make a row higher
            sheet.set_row(row, _LINE_HEIGHT * -(-len(text) // _LINE))
        row += 1
    row += 1
    heads = ("table", "table_title", "cells", "cells_shown")
    _row(sheet, row, [words[name] for name in heads], styles["head"])
    for table, cells in tables.items():
        row += 1
        link = f"internal:'{names[table]}'!A1"
        sheet.write_url(row, 0, link, styles["link"], string=table)
        _put(sheet, row, 1, words.label("table", table), styles["text"])
        shown = sum(cell.value is not None for cell in cells)
        sheet.write_number(row, 2, len(cells), styles["whole"])
        sheet.write_number(row, 3, shown, styles["whole"])


def _about(words: Words) -> list[tuple[str, str]]:
    manifest = words.release.manifest
    policy = manifest.policy
    notes = (manifest.design, *manifest.notes, *manifest.warnings)
    return [
        (words["place"], f"{words.place()}, {manifest.period}"),
        (words["release"], manifest.id),
        (words["standard"], manifest.standard),
        (words["map"], f"{manifest.map['id']}, sha256 {manifest.map['sha256']}"),
        (words["policy"], f"{policy.name} {policy.version}, sha256 {policy.sha256}"),
        (words["owner"], policy.owner),
        (words["licence"], manifest.licence),
        (words["software"], f"headload {manifest.software_version}"),
        *((words["citation"], each) for each in manifest.citations),
        (words["marks"], words["marks_line"]),
        *((words["note"], each) for each in notes if each),
    ]


def _sheet(
    sheet: Any,
    words: Words,
    styles: dict[str, Any],
    content: tuple[str, Sequence[ReleasedEstimate]],
) -> None:
    table, cells = content
    dimensions = dimension_order(name for cell in cells for name in cell.dimensions)
    columns = ["time_period", "indicator", *dimensions]
    numbers = [name for name in _NUMBERS if _any(cells, name)]
    tail = ("n_band", "flag", "note", "estimate_id")
    header = [words.column(name) for name in (*columns, "unit", *numbers, *tail)]
    _put(sheet, 0, 0, f"{table}. {words.label('table', table)}", styles["title"])
    about = f"{words.title()} · {words.place()} · {words['marks_line']}"
    _put(sheet, 1, 0, about, styles["soft"])
    for column, text in enumerate(header):
        _put(sheet, 3, column, text, styles["head"])
    for row, cell in enumerate(cells, start=4):
        _row(sheet, row, _texts(words, cell, columns), styles["text"])
        _figures(sheet, (row, len(columns) + 1), (cell, numbers), styles)
        end = len(columns) + 1 + len(numbers)
        _row(sheet, row, _tail(words, cell), styles["text"], start=end)
    _layout(sheet, len(columns), (len(cells), len(header)))


def _put(sheet: Any, row: int, column: int, text: str, style: Any) -> None:
    """Write a text whole; a sheet would cut it at 32,767 characters.

    Raises
    ------
    BadInput
        HL-PUB-13.
    """
    if sheet.write_string(row, column, text, style):
        raise BadInput(
            f"A text of {len(text)} characters does not fit into a cell of a workbook",
            where=f"{sheet.get_name()}, row {row + 1}, column {column + 1}",
            to_do="shorten the label, note or warning, or take CSV instead",
            code="HL-PUB-13",
        )


def _layout(sheet: Any, texts: int, size: tuple[int, int]) -> None:
    """Freeze, filter and set widths: `texts` columns of words come first."""
    rows, columns = size
    sheet.freeze_panes(4, 2)
    sheet.set_row(3, 2 * _LINE_HEIGHT)
    sheet.autofilter(3, 0, 3 + rows, columns - 1)
    sheet.set_column(0, 0, 11)
    sheet.set_column(1, 1, 42)
    if texts > 2:
        sheet.set_column(2, texts - 1, 26)
    sheet.set_column(texts, columns - 2, 17)
    sheet.set_column(columns - 1, columns - 1, 60)
    sheet.repeat_rows(3)
    _printed(sheet)


def _printed(sheet: Any) -> None:
    """Let a sheet print on A4, as wide as the page."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _any(cells: Sequence[ReleasedEstimate], name: str) -> bool:
    always = name in {"value", "se", "ci_low", "ci_high"}
    return always or any(getattr(cell, name) is not None for cell in cells)


def _texts(words: Words, cell: ReleasedEstimate, columns: Sequence[str]) -> list[str]:
    codes = [cell.time_period, words.label("indicator", cell.indicator)]
    codes += [words.label(name, cell.code(name)) for name in columns[2:]]
    return [*codes, words.label("unit", cell.unit)]


def _tail(words: Words, cell: ReleasedEstimate) -> list[str]:
    notes = "; ".join(words.label("note", each) for each in cell.note.split())
    flag = str(cell.flag)
    return [cell.n_band or "", flag, notes, cell.estimate_id]


def _row(
    sheet: Any,
    row: int,
    texts: Sequence[str],
    style: Any,
    *,
    start: int = 0,
) -> None:
    for column, text in enumerate(texts, start=start):
        _put(sheet, row, column, text, style)


def _figures(
    sheet: Any,
    place: tuple[int, int],
    content: tuple[ReleasedEstimate, Sequence[str]],
    styles: dict[str, Any],
) -> None:
    (row, start), (cell, numbers) = place, content
    for column, name in enumerate(numbers, start=start):
        value = getattr(cell, name)
        if value is not None:
            sheet.write_number(row, column, value, styles[_style(cell, name)])
        elif name == "value":
            mark = "x" if cell.flag is Flag.PROTECTED else ".."
            _put(sheet, row, column, mark, styles["mark"])


def _style(cell: ReleasedEstimate, name: str) -> str:
    """Return the format: persons are whole; so is what the policy made whole."""
    caution = name == "value" and cell.flag is Flag.CAUTION
    whole = name == "n" or (cell.unit == "persons" and name != "cv")
    if caution and cell.value is not None:
        whole = float(cell.value).is_integer()
    kind = "whole" if whole else "decimal"
    return f"caution {kind}" if caution else kind
