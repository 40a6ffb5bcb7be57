"""Survey answers as Ibis expressions: codes, tests, recodes.

Files store the same code as ``1``, ``1.0``, ``"1"`` or ``" 01"`` from one quarter
to the next; here all of them are the text ``"1"``. Ibis ships no types, so its
expressions are `Any`.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import ibis

from headload.measure.harmonise.survey_map import Answer, Bounds, Condition, Test

MISSING_SUFFIX = "__missing"
# engines disagree on 1_000, 12d, 0x1p3: none of them is a number in a survey
NUMBER = r"^[ \t]*[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?[ \t\r\n]*$"


class Source:
    """The columns of a file, asked for by name, with their codes as text."""

    def __init__(self, table: Any) -> None:
        self.table = table
        self._names = frozenset(table.columns)

    def raw(self, column: str) -> Any:
        """Return the column as stored; not-a-number is null."""
        value = self.table[column]
        if value.type().is_floating():
            return ibis.cases((~value.isnan(), value))
        return value

    def code(self, column: str) -> Any:
        """Return the column as code text; a stated missing reason is a code too."""
        code = code_text(self.raw(column))
        reason = f"{column}{MISSING_SUFFIX}"
        if reason in self._names:
            code = ibis.coalesce(code, self.table[reason])
        return code

    def number(self, column: str) -> Any:
        """Return the column as a number; text that is no number is null."""
        value = self.raw(column)
        if not value.type().is_string():
            return value
        return ibis.cases((value.re_search(NUMBER), value.try_cast("float64")))


def exact(number: float) -> Any:
    """Return a number that engines take with all its digits, not as a decimal."""
    return ibis.literal(repr(number)).cast("float64")


def code_text(value: Any) -> Any:
    """Return codes as text without blanks, leading zeros and ``.0``."""
    kind = value.type()
    if kind.is_string():
        trimmed = value.strip().re_replace(r"^0*([0-9]+)(\.0+)?$", r"\1")
        return trimmed.nullif("")
    if kind.is_floating():
        whole = value.floor()
        return ibis.cases(
            (value == whole, whole.cast("string")), else_=value.cast("string")
        )
    return value.cast("string")


def holds(source: Source, test: Test) -> Any:
    """Return the expression of one test."""
    if test.answered is not None:
        present = source.code(test.column).notnull()
        return present if test.answered else ~present
    if test.bounds is not None:
        return within(source.number(test.column), test.bounds)
    return source.code(test.column).isin(list(test.codes))


def all_hold(source: Source, tests: Sequence[Test]) -> Any:
    """Return the expression of several tests together; true when there are none."""
    result = ibis.literal(True)
    for test in tests:
        result = result & holds(source, test)
    return result


def within(value: Any, bounds: Bounds) -> Any:
    """Return whether `value` lies in the closed range."""
    result = value.notnull()
    if bounds.low is not None:
        result = result & (value >= bounds.low)
    if bounds.high is not None:
        result = result & (value <= bounds.high)
    return result


def recoded(code: Any, codes: Mapping[str, Answer]) -> Any:
    """Return `codes` applied; a code that is not listed becomes null."""
    return ibis.cases(*[(code == old, ibis.literal(new)) for old, new in codes.items()])


def first_that_holds(
    source: Source,
    conditions: Sequence[Condition],
    otherwise: Any,
) -> Any:
    """Return the answer of the first condition that holds, else `otherwise`."""
    branches = [
        (all_hold(source, condition.tests).fill_null(False), condition.then)
        for condition in conditions
    ]
    return ibis.cases(*branches, else_=otherwise)
