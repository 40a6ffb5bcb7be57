"""Rows and columns: one measure of a plan written once, expanded to many.

The word ``row`` in a condition stands for the test of the row, ``column`` for
that of the column. A set of rows or of columns is either a list of yes/no words
(worker groups, which overlap) or a coded word (status in employment, whose codes
exclude each other), of which ``list`` names the code list where it is not the
word's own. With both, there is one measure for each pair; a word is
never paired with itself, and ``pairs = "once"`` gives each pair one way round.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from headload.errors import WrongUse
from headload.terms import NOT_ASKED

from .condition import Clause
from .section import Section, closest
from .vocabulary import Vocabulary

ROW, COLUMN = "row", "column"
ONCE = "once"
SET_KEYS = ("rows", "columns", "pairs")
_KEYS_OF_A_SET = ("dimension", "columns", "of_code_column", "list")
_KEY_OF = {ROW: "rows", COLUMN: "columns"}


@dataclass(frozen=True)
class Row:
    """One code of the dimension that rows or columns run over, and its test."""

    dimension: str
    code: str
    clause: Clause


@dataclass(frozen=True)
class Place:
    """Where one expanded measure stands: its row, its column, both or neither.

    `tests` holds each by the word that stands for it.
    """

    tests: Mapping[str, Row] = field(default_factory=dict)

    @property
    def dimensions(self) -> dict[str, str]:
        """Return the dimensions that the place fixes."""
        return {row.dimension: row.code for row in self.tests.values()}


@dataclass(frozen=True)
class Grid:
    """The rows and columns of one measure.

    Parameters
    ----------
    sets
        Rows by the word that stands for them.
    once
        Give a pair one way round only.
    """

    sets: Mapping[str, tuple[Row, ...]]
    once: bool = False

    def size(self) -> int:
        """Return at most how many measures it gives."""
        size = 1
        for rows in self.sets.values():
            size *= len(rows)
        return size

    def places(self) -> Iterator[Place]:
        """Yield the places, rows first."""
        rows = self.sets.get(ROW, (None,))
        columns = self.sets.get(COLUMN, (None,))
        seen: set[frozenset[Clause]] = set()
        for row in rows:
            for column in columns:
                tests = {ROW: row, COLUMN: column}
                place = Place({word: test for word, test in tests.items() if test})
                pair = frozenset(test.clause for test in place.tests.values())
                if len(pair) < len(place.tests) or (self.once and pair in seen):
                    continue
                seen.add(pair)
                yield place


def grid_of(section: Section, shared: Mapping[str, Any], words: Vocabulary) -> Grid:
    """Return the rows and columns of a measure.

    Parameters
    ----------
    section
        The measure; its keys ``rows`` and ``columns`` name a shared set or hold one.
    shared
        The plan's named sets.
    words
        For the codes of words that only the survey's map lists.

    Raises
    ------
    WrongUse
        ``HL-EST-02`` for an unknown set, or a coded word without code list;
        ``HL-EST-08`` when rows and columns share their dimension.
    """
    sets = {
        word: _set(section, key, shared, words)
        for word, key in _KEY_OF.items()
        if key in section
    }
    dimensions = [rows[0].dimension for rows in sets.values() if rows]
    if len(set(dimensions)) < len(dimensions):
        raise WrongUse(
            "Rows and columns have the same dimension",
            where=section.where,
            to_do="write a set of columns with a dimension of its own",
            code="HL-EST-08",
        )
    once = section.raw("pairs")
    if once not in (None, ONCE) or (once and len(sets) < 2):
        raise _refusal(
            f'`pairs` is "{ONCE}", beside rows and columns',
            section.where,
            f'write `pairs = "{ONCE}"`, or take the key out',
        )
    return Grid(sets, once=once == ONCE)


def placed(clauses: tuple[Clause, ...], place: Place, where: str) -> tuple[Clause, ...]:
    """Return clauses with ``row`` and ``column`` replaced by their tests.

    Raises
    ------
    WrongUse
        ``HL-EST-02`` when a condition says one that the measure does not have.
    """
    return tuple(_placed(clause, place, where) for clause in clauses)


def _placed(clause: Clause, place: Place, where: str) -> Clause:
    if clause.column in place.tests:
        return replace(place.tests[clause.column].clause, denied=clause.denied)
    if clause.column in _KEY_OF:
        key = _KEY_OF[clause.column]
        raise _refusal(
            f'A condition says "{clause.column}" but the measure has no {key}',
            where,
            f"add `{key}` to the measure, or remove the word",
        )
    return clause


def _set(
    section: Section, key: str, shared: Mapping[str, Any], words: Vocabulary
) -> tuple[Row, ...]:
    asked = section.raw(key)
    if isinstance(asked, str):
        if asked not in shared:
            raise _refusal(
                f'There are no {key} "{asked}"', section.where, closest(asked, shared)
            )
        asked = shared[asked]
    where = f"{section.where}, {key}"
    return _expanded(Section(asked, where=where, keys=_KEYS_OF_A_SET), words)


def _expanded(section: Section, words: Vocabulary) -> tuple[Row, ...]:
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
    listed = section.text("list") if "list" in section else word
    codes = words.listed(listed, word)
    if not codes:
        raise _refusal(
            f'"{listed}" has no code list',
            section.where,
            "name its list with `list = ...`, or list the rows as columns",
        )
    return tuple(
        Row(dimension, code, Clause(word, code)) for code in codes if code != NOT_ASKED
    )


def _refusal(what: str, where: str, to_do: str) -> WrongUse:
    return WrongUse(what, where=where, to_do=to_do, code="HL-EST-02")
