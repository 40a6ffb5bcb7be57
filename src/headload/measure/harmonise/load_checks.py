"""Reading `checks.toml`: published figures and record-by-record agreements."""

from collections.abc import Mapping
from typing import Any

from headload.errors import BadInput
from headload.measure.harmonise.load_variable import plain, tests_of
from headload.measure.harmonise.survey_map import (
    Agreement,
    Condition,
    PublishedCheck,
    VariableMap,
)

CHECK_KEYS = {
    "id", "title", "kind", "of", "among", "where", "published", "decimals",
    "tolerance", "source", "note", "explained", "period",
}  # fmt: skip
TOLERANCES = ("exact", "rounding", "interval")
KINDS = ("total", "rate", "mean")


def checks_of(
    data: Mapping[str, Any],
    period: str,
    where: str,
) -> tuple[PublishedCheck, ...]:
    """Read the published figures of `period`.

    Raises
    ------
    BadInput
        For unknown keys, kinds or tolerances, and ids used twice.
    """
    tables = [t for t in data.get("check", []) if t.get("period", period) == period]
    checks = tuple(_check(table, where) for table in tables)
    ids = [check.id for check in checks]
    for name in ids:
        if ids.count(name) > 1:
            raise _refusal(f'The check "{name}" is there twice', where, "rename one")
    return checks


def agreements_of(
    data: Mapping[str, Any],
    period: str,
    where: str,
) -> tuple[Agreement, ...]:
    """Read the record-by-record agreements of `period`."""
    tables = [t for t in data.get("agreement", []) if t.get("period", period) == period]
    return tuple(_agreement(table, where) for table in tables)


def _check(table: Mapping[str, Any], where: str) -> PublishedCheck:
    place = f'{where}, check "{table.get("id")}"'
    unknown = sorted(set(table) - CHECK_KEYS)
    if unknown:
        allowed = ", ".join(sorted(CHECK_KEYS))
        raise _refusal(f'Unknown key "{unknown[0]}"', place, f"use one of: {allowed}")
    tolerance = table.get("tolerance", "rounding")
    if tolerance not in TOLERANCES or table["kind"] not in KINDS:
        allowed = f"kind: {', '.join(KINDS)}; tolerance: {', '.join(TOLERANCES)}"
        raise _refusal("Unknown kind or tolerance", place, allowed)
    of = table["of"]
    return PublishedCheck(
        id=table["id"],
        title=table["title"],
        kind=table["kind"],
        of=of if isinstance(of, str) else tests_of(of),
        among=table.get("among"),
        where=tests_of(table.get("where", {})),
        published=table["published"],
        decimals=table.get("decimals", 0),
        tolerance=tolerance,
        source=table["source"],
        note=table.get("note", ""),
        explained=table.get("explained", ""),
    )


def _agreement(table: Mapping[str, Any], where: str) -> Agreement:
    conditions = tuple(
        Condition(tests=tests_of(entry["when"]), then=plain(entry["then"]))
        for entry in table["conditions"]
    )
    rule = VariableMap(
        name=table["id"],
        conditions=conditions,
        otherwise=table["otherwise"],
        evidence=where,
    )
    return Agreement(
        id=table["id"],
        title=table["title"],
        rule=rule,
        equals=table["equals"],
        universe=table["universe"],
        source=table["source"],
    )


def _refusal(what: str, where: str, to_do: str) -> BadInput:
    return BadInput(what, where=where, to_do=to_do, code="HL-MAP-12")
