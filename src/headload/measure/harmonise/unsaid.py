"""Codes that mean "don't know" and would be taken for a number (case 40).

A file labels 99 of a question on hours "no sabe" and does not call it missing; a map
that does not list it under ``not_stated`` makes it 99 hours.
"""

from headload.measure.harmonise.survey_map import SurveyMap, VariableMap
from headload.terms import Column, Microdata

_UNSAID = (
    "don't know", "does not know", "not stated", "refus", "missing",
    "no sabe", "no informa", "no responde", "ns/nr", "nsnr",
    "ne sait pas", "non déclar", "non declar", "sans réponse",
    "não sabe", "nao sabe", "ignorado",
)  # fmt: skip


def unsaid_numbers(survey: SurveyMap, microdata: Microdata) -> list[str]:
    """Return a warning for each number with such a code in its range."""
    columns = {column.name: column for column in microdata.columns}
    return [
        f'{part.name}, column "{part.columns[0]}": {code} is labelled "{label}" and '
        "counts as a number; list it under not_stated if it is none"
        for variable in survey.variables.values()
        for part in variable.with_parts()
        if part.range is not None and len(part.columns) == 1
        for code, label in _labelled(part, columns.get(part.columns[0]))
    ]


def _labelled(variable: VariableMap, column: Column | None) -> list[tuple[str, str]]:
    if column is None or variable.range is None:
        return []
    known = {*variable.not_stated, *column.missing}
    low, high = variable.range.low, variable.range.high
    return [
        (code, label)
        for code, label in column.value_labels.items()
        if code not in known
        and label.strip().casefold().startswith(_UNSAID)
        and _is_between(code, low, high)
    ]


def _is_between(code: str, low: float | None, high: float | None) -> bool:
    try:
        number = float(code)
    except ValueError:
        return False
    return (low is None or low <= number) and (high is None or number <= high)
