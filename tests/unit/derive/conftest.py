"""Harmonised records for the tests of this room, drawn on the spot."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import ibis
import pyarrow as pa
import pytest

from headload.terms import NOT_ASKED, HarmonisedVariable, Persons, harmonised_variables

Row = Mapping[str, str | int | float | None]
Maker = Callable[..., Persons]
_TYPES = {"integer": pa.int64(), "number": pa.float64()}


@pytest.fixture
def persons_of() -> Maker:
    """Return a maker of records: what is not given was not asked of anybody."""
    return _persons


def _persons(rows: Sequence[Row], **constants: int | str) -> Persons:
    given = {name for row in rows for name in row}
    columns = {
        name: pa.array(
            [_value(variable, row, given) for row in rows],
            type=_TYPES.get(variable.kind, pa.string()),
        )
        for name, variable in harmonised_variables().items()
    }
    connection: Any = ibis.duckdb.connect()
    return Persons(
        survey="xts/lfs/2025q1",
        table=connection.create_table("persons", pa.table(columns)),
        constants={"employment_standard": 19, **constants},
        not_asked=frozenset(set(columns) - given),
    )


def _value(variable: HarmonisedVariable, row: Row, given: set[str]) -> Any:
    if variable.name == "weight":
        return row.get("weight", 1.0)
    if variable.name not in given and variable.kind == "code":
        return NOT_ASKED
    return row.get(variable.name)
