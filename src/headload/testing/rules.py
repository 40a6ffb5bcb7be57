"""The contract of a rule: explained, cited, resolvable, and safe with unknowns.

It runs the rule on thousands of combinations of its inputs, drawn from the code
lists with a fixed seed, and on a record of which nothing is known.
"""

import random
from typing import Any

import ibis
import pyarrow as pa

from headload.errors import HeadloadError, WrongUse
from headload.measure.derive import plan_of
from headload.measure.derive.plan import Source
from headload.standards import Choice, Variable
from headload.standards.coding import listed_codes
from headload.standards.variable import YES_NO
from headload.testing.types import arrow_type

UNITS = ("person", "job", "unit of production")
_COMBINATIONS = 2000
_FOLDERS = ("isic", "icls17", "icls21", "groups")


def check_rule(rule: Variable) -> None:
    """Check that `rule` keeps the contract of a rule.

    A rule has a label, a unit, a docstring whose first line is a sentence, and a
    source; every input can be resolved; its values are true, false or null, or
    codes of its list; and no combination of inputs, unknown ones included, makes
    it fail.

    Raises
    ------
    WrongUse
        ``HL-TEST-01``, naming every fault found.
    """
    faults = [*_faults_of_words(rule), *_faults_of_values(rule)]
    if faults:
        raise WrongUse(
            f"A rule breaks its contract in {len(faults)} places",
            where=f"{rule.standard}.{rule.name}: {'; '.join(faults)}",
            to_do="mend the rule and run check_rule again",
            code="HL-TEST-01",
        )


def _faults_of_words(rule: Variable) -> list[str]:
    first_line = rule.docstring.splitlines()[0] if rule.docstring else ""
    checks = {
        "no label": not rule.label,
        f"unit is none of {', '.join(UNITS)}": rule.unit not in UNITS,
        "first line of the docstring is no sentence": not first_line.endswith("."),
        "no source": not rule.cite or not all(cite.source for cite in rule.cite),
    }
    return [fault for fault, found in checks.items() if found]


def _faults_of_values(rule: Variable) -> list[str]:
    try:
        sources = plan_of([rule]).sources[rule]
    except HeadloadError as problem:
        return [problem.what]
    cases = ibis.memtable(_cases(sources))
    result = rule(*[cases[name] for name in sources])
    expected = "boolean" if rule.kind == YES_NO else "string"
    if str(result.type()) not in (expected, f"!{expected}"):
        return [f"gives {result.type()}, not {expected}"]
    found = cases.select(value=result).distinct()
    values = ibis.duckdb.connect().to_pyarrow(found)["value"].to_pylist()
    strange = sorted(
        str(value)
        for value in values
        if rule.codes and value is not None and value not in rule.codes
    )
    return [f"codes that its list lacks: {', '.join(strange)}"] if strange else []


def _cases(sources: Any) -> pa.Table:
    pick = random.Random(0)  # noqa: S311  (a sample of cases, not a secret)
    columns = {}
    for name, source in sources.items():
        values = _possible(source)
        drawn = [pick.choice(values) for _ in range(_COMBINATIONS)]
        columns[name] = pa.array([None, *drawn], type=arrow_type(source))
    return pa.table(columns)


def _possible(source: Source) -> list[Any]:
    if isinstance(source, Variable) and source.kind == YES_NO:
        return [True, False, None]
    if isinstance(source, Variable):
        return [*(source.codes.codes if source.codes else ("text",)), None]
    if isinstance(source, Choice):
        return list(source.allowed)
    if source.codes:
        return [*source.codes.codes, "not_asked", None]
    if source.kind == "classification":
        return [*_classification_codes(source.name), "9", "", None]
    return [0, 1, 5, 6, 10, 100, None]


def _classification_codes(name: str) -> list[str]:
    classification = name.rsplit("_", maxsplit=1)[-1]
    lines = [line for folder in _FOLDERS for line in listed_codes(folder)]
    return sorted(
        {line.code for line in lines if line.classification == classification}
    )
