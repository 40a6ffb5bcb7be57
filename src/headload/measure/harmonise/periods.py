"""What differs between the periods that one map serves.

A section of periods names one (``"2017"``) or a run (``"2015q1..2020q1"``, either
side may be open), in the order in which the map lists its periods.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from headload.measure.harmonise.survey_map import (
    Condition,
    Test,
    VariableMap,
    sliced,
)

RUN = ".."


def of_period(
    sections: Mapping[str, Mapping[str, Any]], period: str, periods: Sequence[str]
) -> dict[str, Any]:
    """Return the keys of every section that covers `period`, later ones winning.

    Tables inside the sections (`variables`, `columns`) are joined key by key.
    """
    found: dict[str, Any] = {}
    for name, section in sections.items():
        if covers(name, period, periods):
            for key, value in section.items():
                old = found.get(key)
                both = isinstance(old, dict) and isinstance(value, Mapping)
                found[key] = {**old, **value} if both else value  # type: ignore[dict-item]  # `both` says so
    return found


def covers(name: str, period: str, periods: Sequence[str]) -> bool:
    """Tell whether the section `name` covers `period`."""
    if RUN not in name:
        return name == period
    first, last = name.split(RUN, 1)
    at = {each: i for i, each in enumerate(periods)}
    if period not in at:
        return False
    return at.get(first, 0) <= at[period] <= at.get(last, len(at))


def renamed(variable: VariableMap, columns: Mapping[str, str]) -> VariableMap:
    """Return the map with columns under the names they have in another period."""
    if not columns:
        return variable

    def name(column: str) -> str:
        part = sliced(column)
        if part and part[0] in columns:
            return f"{columns[part[0]]}[{part[1]}:{part[2]}]"
        return columns.get(column, column)

    def tests(each: Sequence[Test]) -> tuple[Test, ...]:
        return tuple(
            replace(test, column=name(test.column), same_as=name(test.same_as))
            for test in each
        )

    return replace(
        variable,
        columns=tuple(map(name, variable.columns)),
        times=tuple(map(name, variable.times)),
        less=tuple(map(name, variable.less)),
        paid_per=name(variable.paid_per),
        asked_of=tests(variable.asked_of),
        conditions=tuple(
            Condition(tests=tests(each.tests), then=each.then)
            for each in variable.conditions
        ),
        parts=tuple(renamed(part, columns) for part in variable.parts),
    )
