"""Survey answers as Ibis expressions: codes, tests, recodes.

Files store the same code as ``1``, ``1.0``, ``"1"`` or ``" 01"`` from one quarter
to the next; here all of them are the text ``"1"``. Ibis ships no types, so its
expressions are `Any`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import ibis

from headload.measure.harmonise.survey_map import (
    Answer,
    Bounds,
    Condition,
    SourceDesign,
    Test,
    sliced,
)

MISSING_SUFFIX = "__missing"
# engines disagree on 1_000, 12d, 0x1p3: none of them is a number in a survey
NUMBER = r"^[ \t]*[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?[ \t\r\n]*$"
MANY_CODES = 40


class Source:
    """The columns of a file, asked for by name, with their codes as text."""

    def __init__(self, table: Any) -> None:
        self.table = table
        self._names = frozenset(table.columns)

    def raw(self, column: str) -> Any:
        """Return the column as stored; not-a-number is null.

        ``NAME[2:3]`` is the second and third character of the column as text.
        """
        part = sliced(column)
        if part:
            name, first, last = part
            text = identifier(self.raw(name)).substr(first - 1, last - first + 1)
            return text.nullif("")
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


def identifier(value: Any) -> Any:
    """Return an identifier as text, as it stands in the file; ``11.0`` is ``11``."""
    if value.type().is_floating():
        whole = value.floor()
        return ibis.cases(
            (value == whole, whole.cast("string")), else_=value.cast("string")
        )
    return value.cast("string")


def joined(source: Source, columns: Sequence[str]) -> Any:
    """Join identifiers as stored with a bar; unknown when one part is."""
    value = identifier(source.raw(columns[0]))
    for column in columns[1:]:
        value = value + ibis.literal("|") + identifier(source.raw(column))
    return value


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
    if test.same_as:
        return source.code(test.column) == source.code(test.same_as)
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
    """Return `codes` applied; a code that is not listed becomes null.

    A long list of texts (a crosswalk) is looked up in a map: as one case a code it
    would write the expression of `code` hundreds of times.
    """
    if len(codes) > MANY_CODES and all(isinstance(new, str) for new in codes.values()):
        return ibis.literal(dict(codes), type="map<string, string>").get(code)
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


def weight_of(source: Source, design: SourceDesign) -> Any:
    """Return the final weight of each record."""
    weight = source.number(design.weight).cast("float64")
    if design.scale_when:
        scales = [
            replace(each, then=exact(float(each.then))) for each in design.scale_when
        ]
        weight = weight * first_that_holds(source, scales, exact(design.scale))
    elif design.scale != 1.0:
        weight = weight * exact(design.scale)
    if design.divide:
        weight = weight / source.number(design.divide).cast("float64").nullif(0)
    return weight


def kept(table: Any, keep: Sequence[Sequence[Test]]) -> Any:
    """Return the records that one line of `keep` describes; all without lines."""
    if not keep:
        return table
    source = Source(table)
    found = ibis.literal(False)
    for line in keep:
        found = found | all_hold(source, line).fill_null(False)
    return table.filter(found)
