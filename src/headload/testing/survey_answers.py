"""What a map makes of one record, worked out by hand: the oracle of map tests.

The harmonise room writes a map as one expression over a whole file; here each
record is read alone, with dictionaries and `if`. The two share nothing but the map,
so where they agree the translation does what the map says.
"""

import re
from collections.abc import Mapping, Sequence

from headload.measure.harmonise import SurveyMap, VariableMap
from headload.measure.harmonise.survey_map import Bounds, Test, sliced
from headload.terms import NOT_ASKED, harmonised_variables

Row = Mapping[str, str | None]
Value = str | int | float | None

PLAIN = re.compile(r"^0*(\d+)(?:\.0+)?$")
MONTHS = {
    "day": 365 / 12, "week": 52 / 12, "fortnight": 26 / 12, "month": 1,
    "quarter": 1 / 3, "half_year": 1 / 6, "year": 1 / 12,
}  # fmt: skip


def answers_of(survey: SurveyMap, row: Row) -> dict[str, Value]:
    """Return every harmonised and national value that the map gives a record.

    Parameters
    ----------
    survey
        The map.
    row
        Source columns as text; None where blank.
    """
    found: dict[str, Value] = {}
    for name, word in harmonised_variables().items():
        if name in ("weight", "stratum", "psu"):
            continue
        variable = survey.variables.get(name)
        if variable is not None:
            found[name] = answer(variable, row, word.kind)
        else:
            asked = word.codes and NOT_ASKED in word.codes
            found[name] = NOT_ASKED if asked else None
    for name, variable in survey.variables.items():
        if name.startswith("national_"):
            found[name] = answer(variable, row, "code")
    return found


def answer(variable: VariableMap, row: Row, kind: str) -> Value:
    """Return what one variable of a map makes of a record; null is None."""
    if not all(holds(test, row) for test in variable.asked_of):
        return None
    for condition in variable.conditions:
        if all(holds(test, row) for test in condition.tests):
            return _typed(condition.then, kind)
    if variable.parts:
        given = (answer(part, row, kind) for part in variable.parts)
        return next((value for value in given if value is not None), None)
    if len(variable.columns) > 1:
        codes = [code(row, column) for column in variable.columns]
        return None if None in codes else "|".join(map(str, codes))
    if variable.columns:
        return _typed(_copied(variable, row, kind), kind)
    return _typed(variable.otherwise, kind)


def weight_of(survey: SurveyMap, row: Row) -> float:
    """Return the final weight of a record."""
    design = survey.source_design
    factor = design.scale
    for condition in design.scale_when:
        if all(holds(test, row) for test in condition.tests):
            factor = float(condition.then)
            break
    weight = float(row[design.weight] or 0) * factor
    return weight / float(row[design.divide] or 0) if design.divide else weight


def kept(survey: SurveyMap, row: Row) -> bool:
    """Tell whether the record is kept."""
    lines = survey.keep
    return not lines or any(all(holds(test, row) for test in line) for line in lines)


def holds(test: Test, row: Row) -> bool:
    """Tell whether one test holds; a blank answers no test but ``missing``."""
    value = code(row, test.column)
    if test.answered is not None:
        return (value is not None) is test.answered
    if test.same_as:
        return value is not None and value == code(row, test.same_as)
    if test.bounds is not None:
        return _within(number(row, test.column), test.bounds)
    return value in test.codes


def code(row: Row, column: str) -> str | None:
    """Return a column as a code: without blanks, leading zeros and ``.0``."""
    text = _text(row, column)
    if text is None or not text.strip():
        return None
    match = PLAIN.match(text.strip())
    return match[1] if match else text.strip()


def number(row: Row, column: str) -> float | None:
    """Return a column as a number."""
    try:
        return float(_text(row, column) or "")
    except ValueError:
        return None


def _text(row: Row, column: str) -> str | None:
    part = sliced(column)
    if part is None:
        return row[column]
    whole = row[part[0]]
    return None if whole is None else whole[part[1] - 1 : part[2]]


def _copied(variable: VariableMap, row: Row, kind: str) -> Value:
    column = variable.columns[0]
    value = code(row, column)
    if value is None or value in variable.not_stated:
        return None
    if variable.codes:
        return variable.codes.get(value)
    if variable.digits is not None:
        return _classified(variable, value)
    if kind in ("integer", "number"):
        return _measured(variable, row)
    return value


def _measured(variable: VariableMap, row: Row) -> float | None:
    value = number(row, variable.columns[0])
    if variable.range is not None and not _within(value, variable.range):
        return None
    factors = [number(row, column) for column in variable.times]
    if variable.paid_per:
        period = variable.periods_of_pay.get(code(row, variable.paid_per) or "")
        factors.append(MONTHS[period] if period else None)
    for factor in (*factors, variable.scale):
        value = None if value is None or factor is None else value * factor
    for column in variable.less:
        taken = number(row, column)
        rest = None if value is None or taken is None else value - taken
        value = None if rest is None or rest < 0 else rest
    return value


def _classified(variable: VariableMap, value: str) -> str | None:
    digits = variable.digits or 0
    padded = value.zfill(digits) if len(value) <= digits else value[:digits]
    if variable.pad == "even":
        padded = value.zfill(len(value) + len(value) % 2)
    padded = padded[: variable.keep] if variable.keep else padded
    if not variable.crosswalk:
        return padded
    leads = (padded[:length] for length in range(len(padded), 0, -1))
    found = (variable.crosswalk.get(lead, "") for lead in leads)
    return next((each for each in found if each), None)


def _within(value: float | None, bounds: Bounds) -> bool:
    if value is None:
        return False
    low, high = bounds.low, bounds.high
    return (low is None or value >= low) and (high is None or value <= high)


def _typed(value: Value, kind: str) -> Value:
    if value is None:
        return None
    if kind == "integer":
        return int(value)
    return float(value) if kind == "number" else str(value)


def columns_of(tests: Sequence[Test]) -> list[str]:
    """Return the columns that tests look at."""
    return [column for test in tests for column in test.columns]
