"""Reading one `[variables.x]` table of a map."""

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from headload.errors import BadInput
from headload.measure.harmonise.survey_map import (
    Answer,
    Bounds,
    Condition,
    Test,
    VariableMap,
)
from headload.standards.correspondence import correspondences, translation
from headload.terms import harmonised_variables

KEYS = {
    "from", "codes", "conditions", "otherwise", "asked_of", "not_stated", "range",
    "digits", "pad", "crosswalk", "scale", "question", "evidence", "proposed",
}  # fmt: skip


def variable_of(
    name: str,
    table: Mapping[str, Any],
    *,
    where: str,
    folder: Path,
) -> VariableMap:
    """Read one variable of a map.

    Raises
    ------
    BadInput
        For keys outside the schema and codes outside the code list.
    """
    place = f"{where}, [variables.{name}]"
    _only_keys(table, place)
    source = table.get("from", [])
    limits = table.get("range")
    variable = VariableMap(
        name=name,
        columns=(source,) if isinstance(source, str) else tuple(source),
        codes={plain(code): answer for code, answer in table.get("codes", {}).items()},
        conditions=tuple(
            Condition(tests=tests_of(entry["when"]), then=entry["then"])
            for entry in table.get("conditions", [])
        ),
        otherwise=table.get("otherwise"),
        asked_of=tests_of(table.get("asked_of", {})),
        not_stated=tuple(plain(code) for code in table.get("not_stated", [])),
        range=Bounds(*limits) if limits else None,
        digits=table.get("digits"),
        pad=table.get("pad", ""),
        crosswalk=_crosswalk(table.get("crosswalk"), folder),
        scale=table.get("scale", 1.0),
        question=table.get("question", ""),
        evidence=table.get("evidence", ""),
        proposed=table.get("proposed", False),
    )
    _check(variable, place)
    return variable


def tests_of(table: Mapping[str, Any]) -> tuple[Test, ...]:
    """Read a table of tests: column to codes, range, ``missing`` or ``present``."""
    return tuple(_test(column, what) for column, what in table.items())


def _test(column: str, what: Any) -> Test:
    if isinstance(what, Mapping):
        return Test(column, bounds=Bounds(what.get("min"), what.get("max")))
    if what in ("missing", "present"):
        return Test(column, answered=what == "present")
    codes = [what] if isinstance(what, str) else what
    return Test(column, codes=tuple(plain(code) for code in codes))


def plain(code: str) -> str:
    """Return a code without blanks and leading zeros: ``"01"`` and ``"1"`` are one."""
    code = code.strip()
    return (code.lstrip("0") or "0") if code.isdigit() else code


def _crosswalk(name: str | None, folder: Path) -> dict[str, str]:
    if name is None:
        return {}
    shipped = name.removesuffix(".csv")
    if shipped in correspondences() and not (folder / name).exists():
        return dict(translation(shipped))
    with (folder / name).open(encoding="utf-8", newline="") as lines:
        return {row["from"]: row["to"] for row in csv.DictReader(lines)}


def _only_keys(table: Mapping[str, Any], place: str) -> None:
    unknown = sorted(set(table) - KEYS)
    if unknown:
        raise BadInput(
            f'The key "{unknown[0]}" is not part of the schema',
            where=place,
            to_do=f"use one of: {', '.join(sorted(KEYS))}",
            code="HL-MAP-05",
        )


def _check(variable: VariableMap, place: str) -> None:
    word = harmonised_variables().get(variable.name)
    if not variable.columns and not variable.conditions:
        raise BadInput(
            "The variable has neither a source column nor conditions",
            where=place,
            to_do='add `from = "COLUMN"` or `conditions`',
            code="HL-MAP-09",
        )
    if word and word.kind == "classification" and variable.digits is None:
        raise BadInput(
            "A classification needs its declared level",
            where=place,
            to_do="add `digits = 4` (or 3, 2, 1) as coded in the file",
            code="HL-MAP-10",
        )
    if word and word.codes:
        for answer in _answers(variable):
            if str(answer) not in word.codes:
                raise BadInput(
                    f'"{answer}" is not a code of {word.codes.name}',
                    where=place,
                    to_do=f"use one of: {', '.join(word.codes.codes)}",
                    code="HL-MAP-11",
                )


def _answers(variable: VariableMap) -> list[Answer]:
    given = [*variable.codes.values(), *[c.then for c in variable.conditions]]
    return given if variable.otherwise is None else [*given, variable.otherwise]
