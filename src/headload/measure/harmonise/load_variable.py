"""Reading one `[variables.x]` table of a map."""

import csv
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from headload.errors import BadInput
from headload.measure.harmonise.survey_map import (
    Bounds,
    Condition,
    Test,
    VariableMap,
)
from headload.standards.correspondence import correspondences, translation
from headload.terms import harmonised_variables

KEYS = {
    "from", "codes", "conditions", "otherwise", "asked_of", "not_stated", "range",
    "digits", "keep", "pad", "crosswalk", "scale", "times", "less", "paid_per",
    "parts", "question", "evidence", "proposed",
}  # fmt: skip
PERIODS_OF_PAY = ("day", "week", "fortnight", "month", "quarter", "half_year", "year")
CODE_RANGE = re.compile(r"^(\d+)-(\d+)$")
WIDEST_RANGE = 1000


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
    limits = table.get("range")
    paid = table.get("paid_per", {})
    variable = VariableMap(
        name=name,
        columns=_texts(table.get("from", [])),
        codes={
            code: answer
            for written, answer in table.get("codes", {}).items()
            for code in codes_of(written)
        },
        conditions=tuple(
            Condition(tests=tests_of(entry["when"]), then=entry["then"])
            for entry in table.get("conditions", [])
        ),
        otherwise=table.get("otherwise"),
        asked_of=tests_of(table.get("asked_of", {})),
        not_stated=tuple(
            code for text in table.get("not_stated", []) for code in codes_of(text)
        ),
        range=Bounds(*limits) if limits else None,
        digits=table.get("digits"),
        keep=table.get("keep"),
        pad=table.get("pad", ""),
        crosswalk=_crosswalk(table.get("crosswalk"), folder),
        scale=table.get("scale", 1.0),
        times=_texts(table.get("times", [])),
        less=_texts(table.get("less", [])),
        paid_per=paid.get("column", ""),
        periods_of_pay={plain(c): per for c, per in paid.get("codes", {}).items()},
        parts=_parts(name, table, where=where, folder=folder),
        question=table.get("question", ""),
        evidence=table.get("evidence", ""),
        proposed=table.get("proposed", False),
    )
    _check(variable, place)
    return variable


def _parts(
    name: str,
    table: Mapping[str, Any],
    *,
    where: str,
    folder: Path,
) -> tuple[VariableMap, ...]:
    """Read the parts of a variable; each keeps the universe of the whole."""
    universe = table.get("asked_of", {})
    return tuple(
        variable_of(
            name,
            {**part, "asked_of": {**universe, **part.get("asked_of", {})}},
            where=where,
            folder=folder,
        )
        for part in table.get("parts", [])
    )


def _texts(value: str | Sequence[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def codes_of(written: str) -> list[str]:
    """Return the codes that a map writes: ``"7"`` is one, ``"301-304"`` are four."""
    found = CODE_RANGE.match(written.strip())
    if found is None:
        return [plain(written)]
    first, last = int(found[1]), int(found[2])
    if not first < last < first + WIDEST_RANGE:
        raise BadInput(
            f'"{written}" is not a range of codes',
            where="map.toml",
            to_do=f'write it as "301-304", with at most {WIDEST_RANGE} codes',
            code="HL-MAP-14",
        )
    return [str(code) for code in range(first, last + 1)]


def tests_of(table: Mapping[str, Any]) -> tuple[Test, ...]:
    """Read a table of tests: column to codes, range, ``missing`` or ``present``."""
    return tuple(_test(column, what) for column, what in table.items())


def _test(column: str, what: Any) -> Test:
    if isinstance(what, Mapping):
        if "same_as" in what:
            return Test(column, same_as=what["same_as"])
        return Test(column, bounds=Bounds(what.get("min"), what.get("max")))
    if what in ("missing", "present"):
        return Test(column, answered=what == "present")
    codes = [what] if isinstance(what, str) else what
    return Test(column, codes=tuple(code for text in codes for code in codes_of(text)))


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
    _check_source(variable, place)
    classified = word is not None and word.kind == "classification"
    if classified and variable.columns and variable.digits is None:
        raise BadInput(
            "A classification needs its declared level",
            where=place,
            to_do="add `digits = 4` (or 3, 2, 1) as coded in the file",
            code="HL-MAP-10",
        )
    if word and word.codes:
        for answer in sorted(variable.answers()):
            if answer not in word.codes:
                raise BadInput(
                    f'"{answer}" is not a code of {word.codes.name}',
                    where=place,
                    to_do=f"use one of: {', '.join(word.codes.codes)}",
                    code="HL-MAP-11",
                )


def _check_source(variable: VariableMap, place: str) -> None:
    if not (variable.columns or variable.conditions or variable.parts):
        raise BadInput(
            "The variable has neither a source column nor conditions",
            where=place,
            to_do='add `from = "COLUMN"` or `conditions`',
            code="HL-MAP-09",
        )
    strange = sorted(set(variable.periods_of_pay.values()) - set(PERIODS_OF_PAY))
    if strange or (variable.paid_per and not variable.periods_of_pay):
        raise BadInput(
            f'"{", ".join(strange)}" is not a period of pay',
            where=f"{place}, paid_per",
            to_do=f"give codes, each one of: {', '.join(PERIODS_OF_PAY)}",
            code="HL-MAP-15",
        )
