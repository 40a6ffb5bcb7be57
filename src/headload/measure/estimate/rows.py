"""Rows: one measure of a plan written once and expanded to one for each code.

The word ``row`` in a condition stands for the row's own test. A set of rows is
either a list of yes/no columns (worker groups, which overlap) or a coded column
(status in employment, whose codes exclude each other).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from headload.errors import WrongUse
from headload.terms import NOT_ASKED

from .condition import Clause
from .section import Section, closest
from .vocabulary import codes_of

ROW = "row"


@dataclass(frozen=True)
class Row:
    """One code of the dimension that rows run over, and its test."""

    dimension: str
    code: str
    clause: Clause


def rows_of(
    section: Section,
    shared: Mapping[str, Any],
    names: Mapping[str, str],
) -> tuple[Row | None, ...]:
    """Return the rows of a measure; one None when it has none.

    Parameters
    ----------
    section
        The measure; its key ``rows`` names a shared set or holds one.
    shared
        The plan's named sets.
    names
        Column by word: a column with a code list of its own, such as that of one
        edition, has the codes of that list.

    Raises
    ------
    WrongUse
        ``HL-EST-02`` for an unknown set, or a coded column without code list.
    """
    if "rows" not in section:
        return (None,)
    asked = section.raw("rows")
    if isinstance(asked, str):
        if asked not in shared:
            raise _refusal(
                f'There are no rows "{asked}"', section.where, closest(asked, shared)
            )
        asked = shared[asked]
    where = f"{section.where}, rows"
    keys = ("dimension", "columns", "of_code_column")
    return _expanded(Section(asked, where=where, keys=keys), names)


def with_row(
    clauses: tuple[Clause, ...], row: Row | None, where: str
) -> tuple[Clause, ...]:
    """Return clauses with the word ``row`` replaced by the row's own test."""
    if row is None:
        if any(clause.column == ROW for clause in clauses):
            raise _refusal(
                'A condition says "row" but the measure has no rows',
                where,
                "add `rows` to the measure, or remove the word",
            )
        return clauses
    return tuple(
        replace(row.clause, denied=clause.denied) if clause.column == ROW else clause
        for clause in clauses
    )


def _expanded(section: Section, names: Mapping[str, str]) -> tuple[Row, ...]:
    dimension = section.text("dimension")
    if ("columns" in section) == ("of_code_column" in section):
        raise _refusal(
            "Rows need either columns or a code column",
            section.where,
            "write `columns = [...]` or `of_code_column = ...`",
        )
    if "columns" in section:
        columns = section.texts("columns")
        return tuple(Row(dimension, word, Clause(word)) for word in columns)
    word = section.text("of_code_column")
    codes = codes_of(names.get(word, word), word)
    if codes is None:
        raise _refusal(
            f'"{word}" has no code list', section.where, "list the rows as columns"
        )
    return tuple(
        Row(dimension, code, Clause(word, code))
        for code in codes.codes
        if code != NOT_ASKED
    )


def _refusal(what: str, where: str, to_do: str) -> WrongUse:
    return WrongUse(what, where=where, to_do=to_do, code="HL-EST-02")
