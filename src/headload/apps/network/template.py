"""The tables to fill in: a workbook that explains its columns, and plain tables.

What a column takes is read from the tables that the import itself uses, so that the
explanation cannot differ from what is accepted.
"""

import io
from collections.abc import Iterable, Mapping, Sequence

import xlsxwriter

from headload.apps.common.tables import table
from headload.apps.common.words import say
from headload.apps.network import tables
from headload.apps.network.handed_in import EXPLAINED

_NARROW, _WIDE = 20, 70
_TAKES: Mapping[str, Iterable[str]] = {
    "org_type": tables.TYPES,
    "level": tables.LEVELS,
    "is_mbo": tables.YES_NO,
    "does_research": tables.YES_NO,
    "sectors": (*tables.GROUPS, tables.OTHER),
    "sector": (*tables.GROUPS,),
    "unit": tables.UNITS,
    "basis": tables.BASES,
    "relation": tables.RELATIONS,
}
"""Words that a column takes."""


def columns_of(name: str) -> Sequence[str]:
    """Return every column of a table, those that may be left out last."""
    return (*tables.COLUMNS[name], *tables.OPTIONAL.get(name, ()))


def empty_table(name: str) -> bytes:
    """Return one table with its columns and nothing below them."""
    return table(columns_of(name), ())


def workbook() -> bytes:
    """Return the workbook: a sheet for each table, and its columns in each language."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        bold = book.add_format({"bold": True})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        for name in tables.COLUMNS:
            sheet = book.add_worksheet(name.removesuffix(".csv"))
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, len(columns_of(name)) - 1, _NARROW, _as_text(book))
            sheet.write_row(0, 0, columns_of(name), bold)
        for language in EXPLAINED:
            sheet = book.add_worksheet(language)
            sheet.set_column(0, 1, _NARROW, wrapped)
            sheet.set_column(2, 3, _WIDE, wrapped)
            for place, row in enumerate(_explained(language)):
                sheet.write_row(place, 0, row, wrapped if place else bold)
    return made.getvalue()


def _as_text(book: xlsxwriter.Workbook) -> object:
    """Return the format that keeps 2016-04 from becoming a day of its own."""
    return book.add_format({"num_format": "@"})


def _explained(language: str) -> Iterable[Sequence[str]]:
    head = ("table", "column", "what", "takes")
    yield [say(f"import_{each}", language).text for each in head]
    for name in tables.COLUMNS:
        for column in columns_of(name):
            takes = sorted(filter(None, _TAKES.get(column, ())))
            what = say(f"import_column_{_word_of(name, column)}", language).text
            yield [name.removesuffix(".csv"), column, what, ", ".join(takes)]


def _word_of(name: str, column: str) -> str:
    """Return the word of a column; a few mean another thing in each table."""
    own = {("affiliations.csv", "as_of"): "as_of_tie"}
    return own.get((name, column), column)
