"""The columns of each record, asked of the engine once for all tables.

Engines on other machines add up records that are alike before they send them.
"""

from collections.abc import Iterable
from typing import Any

import ibis

from headload.terms import NOT_ASKED

from .facts import Facts, number
from .parts import FIT
from .wanted import Wanted

SHORT_LIST = 64  # codes up to which the engine ranks faster than a hash table
REDUCED_AWAY = ("pyspark",)


@ibis.udf.scalar.builtin  # type: ignore[untyped-decorator]  # ibis has no types
def array_position(codes: list[str], code: str) -> int:  # type: ignore[empty-body]
    """Return the position of a code in a list, from 1; 0 or null when absent."""


def columns_of_records(table: Any, wanted: Wanted, facts: Facts) -> tuple[Any, bool]:
    """Return the columns of each record; records added up where that saves."""
    keys = {
        "stratum": _text(table[wanted.stratum]) if wanted.stratum else _one_stratum(),
        "psu": _text(table[wanted.psu]),
        **_named("yes", (table[column] for column in wanted.yes_no)),
        **_named("code", (_rank(table[c], facts.labels[c]) for c in wanted.codes)),
        **_named("unit", (_text(table[c]) for c in wanted.design.later_stages)),
        **_named("fpc", (number(table[c]) for c in wanted.design.fpc)),
        **_named("number", (number(table[c]) for c in wanted.numbers)),
    }
    weights = {
        "weight": table.weight.cast("float64"),
        **_named(
            "replicate", (table[c].cast("float64") for c in wanted.design.replicates)
        ),
    }
    if wanted.design.fit:
        weights[f"replicate_{FIT}"] = table[wanted.design.fit].cast("float64")
    if table.get_backend().name not in REDUCED_AWAY:
        return table.select(**keys, **weights), False
    rows = table.select(**keys, **weights).mutate(records=1)
    return rows.group_by([*keys, *weights]).aggregate(records=rows.records.sum()), True


def _named(name: str, columns: Iterable[Any]) -> dict[str, Any]:
    return {f"{name}_{i}": column for i, column in enumerate(columns)}


def _text(column: Any) -> Any:
    return column.cast("string")


def _one_stratum() -> Any:
    return ibis.literal("all")


def _rank(codes: Any, labels: tuple[str, ...]) -> Any:
    """Return the rank of a code from 1, 0 where it is not listed, last if not asked.

    Of a long list, the code itself, to be ranked later.
    """
    if len(labels) > SHORT_LIST:
        return _text(codes)
    text = _text(codes)
    place = array_position([*labels, NOT_ASKED], text)
    # absent from the list is null in one engine and 0 in another
    missing = ibis.ifelse(text.isnull(), len(labels) + 1, 0)
    return ibis.coalesce(place, missing).cast("int16")
