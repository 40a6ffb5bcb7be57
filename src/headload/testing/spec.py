"""Drawn tables: what a rule must give, as a picture that runs.

A spec is a Markdown file named after its rule. Each `##` heading is a sentence that
the table under it shows: a column an input, the last column the expected value.
`-` is an input that is not known, `unknown` an answer that is not known; inputs
that are not drawn are not known either, and national choices keep their default.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa

from headload.errors import BadInput
from headload.measure.derive import plan_of
from headload.measure.derive.plan import Source
from headload.standards import Choice, Variable
from headload.testing.types import arrow_type

NULL_INPUT = "-"
NULL_ANSWER = "unknown"
_YES_NO = {"yes": True, "no": False}

Cell = str | int | float | bool | None


@dataclass(frozen=True)
class DrawnTable:
    """One table of a spec.

    Parameters
    ----------
    title
        The sentence that the table shows.
    prose
        Text between heading and table.
    header
        Names of the inputs, then of the rule.
    rows
        Cells as written.
    where
        File and line of the header, for messages.
    """

    title: str
    prose: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    where: str


@dataclass(frozen=True)
class Mismatch:
    """A drawn row that the rule does not give."""

    where: str
    row: tuple[str, ...]
    given: str


def read_spec(path: Path) -> tuple[DrawnTable, ...]:
    """Return the drawn tables of a spec file.

    Raises
    ------
    BadInput
        ``HL-TEST-02`` when a row has not as many cells as the header.
    """
    tables: list[DrawnTable] = []
    title = ""
    prose: list[str] = []
    lines = path.read_text(encoding="utf-8").splitlines()
    numbered = iter(enumerate(lines, start=1))
    for number, line in numbered:
        if line.startswith("## "):
            title, prose = line.removeprefix("## "), []
        elif line.startswith("|"):
            where = f"{path.parent.name}/{path.name}, line {number}"
            rows = tuple(_rows(numbered))
            tables.append(
                DrawnTable(title, "\n".join(prose).strip(), _cells(line), rows, where),
            )
            _check_shape(tables[-1])
        else:
            prose.append(line)
    return tuple(tables)


def run_drawn(rule: Variable, table: DrawnTable, connection: Any) -> list[Mismatch]:
    """Run `table` through the real rule and return the rows that differ.

    Parameters
    ----------
    rule
        The rule; the last column of the table bears its name.
    table
        Drawn cases.
    connection
        An Ibis connection, such as ``ibis.duckdb.connect()``.

    Raises
    ------
    BadInput
        ``HL-TEST-03`` when a column is no input of the rule, or a choice without
        a default is not drawn.
    """
    sources = plan_of([rule]).sources[rule]
    _check_columns(rule, table, sources)
    data = {
        name: pa.array(
            [_read(source, cell) for cell in _drawn(table, name, source)],
            type=arrow_type(source),
        )
        for name, source in sources.items()
    }
    data["row__"] = pa.array(range(len(table.rows)), type=pa.int64())
    cases = connection.create_table(
        ibis.util.gen_name("drawn"),
        pa.table(data),
        temp=True,
    )
    result = cases.select("row__", given=rule(*[cases[name] for name in sources]))
    found = result.order_by("row__").to_pyarrow()["given"].to_pylist()
    return [
        Mismatch(table.where, row, _shown(value))
        for row, value in zip(table.rows, found, strict=True)
        if row[-1] != _shown(value)
    ]


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip().strip("|").split("|"))


def _rows(numbered: Iterator[tuple[int, str]]) -> Iterator[tuple[str, ...]]:
    for _, line in numbered:
        if not line.startswith("|"):
            return
        if not set(line) <= set("|-: "):
            yield _cells(line)


def _check_shape(table: DrawnTable) -> None:
    short = [row for row in table.rows if len(row) != len(table.header)]
    if short or not table.title:
        raise BadInput(
            f"A drawn table has {len(short)} rows unlike its header"
            if short
            else "A drawn table has no sentence above it",
            where=table.where,
            to_do="give each row as many cells as the header, and a ## heading above",
            code="HL-TEST-02",
        )


def _check_columns(rule: Variable, table: DrawnTable, sources: Any) -> None:
    strange = [name for name in table.header[:-1] if name not in sources]
    undecided = [
        name
        for name, source in sources.items()
        if isinstance(source, Choice)
        and source.value is None
        and name not in table.header
    ]
    if strange or undecided or table.header[-1] != rule.name:
        at_fault = ", ".join(strange + undecided) or table.header[-1]
        raise BadInput(
            "The columns of a drawn table do not fit the rule",
            where=f"{table.where}: {at_fault}",
            to_do=(
                f"draw inputs among {', '.join(sources)}; last column {rule.name}; a "
                "national choice without a default needs a column"
            ),
            code="HL-TEST-03",
        )


def _drawn(table: DrawnTable, name: str, source: Source) -> Sequence[str]:
    if name in table.header:
        column = table.header.index(name)
        return [row[column] for row in table.rows]
    default = str(source.value) if isinstance(source, Choice) else NULL_INPUT
    return [default] * len(table.rows)


def _read(source: Source, cell: str) -> Cell:
    if cell == NULL_INPUT:
        return None
    kind = arrow_type(source)
    if pa.types.is_boolean(kind):
        return _YES_NO[cell]
    if pa.types.is_integer(kind):
        return int(cell)
    return float(cell) if pa.types.is_floating(kind) else cell


def _shown(value: Cell) -> str:
    if value is None:
        return NULL_ANSWER
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
