"""Reading the section `[calibration]` of `design.toml`: known totals, bounds.

Codes are those of the house, not of the file, so that a total can be read without
the questionnaire. Totals of other periods of the map are left aside::

    [calibration]
    method = "rake"                    # poststratify, rake, linear
    trim = { lower = 0.3, upper = 3 }  # times the median weight; may stand alone
    [[calibration.margins]]
    column = "sex"
    totals = { F = 32000, M = 30000 }
    source = "Office of statistics, population projections"
    date = "2025-07-01"
    period = "2025q3"                  # where the map has several
"""

from collections.abc import Callable, Mapping
from typing import Any

from headload.errors import BadInput
from headload.terms import (
    NOT_ASKED,
    Calibration,
    CalibrationMethod,
    Margin,
    Trim,
    harmonised_variables,
)

KEYS = frozenset({"method", "margins", "trim"})
MARGIN_KEYS = frozenset({"column", "totals", "source", "date", "period"})
TRIM_KEYS = frozenset({"lower", "upper"})
KINDS = ("code", "text")
NOT_MARGINS = ("identity", "design")  # parts whose text names somebody or somewhere


def calibration_of(
    data: Mapping[str, Any], where: str, period: str, *, several: bool
) -> Calibration | None:
    """Return the calibration that a checked `design.toml` declares; None without.

    Parameters
    ----------
    data, where
        The file and its name.
    period
        Period wanted.
    several
        True where the map serves several periods, so that totals need one.

    Raises
    ------
    BadInput
        ``HL-MAP-17``.
    """
    if "calibration" not in data:
        return None
    section = _Section(data["calibration"], f"{where}, [calibration]", KEYS)
    method = section.data.get("method")
    if method is not None and method not in list(CalibrationMethod):
        raise section.refusal(f'"{method}" is not a method of calibration')
    margins = section.data.get("margins", [])
    if not isinstance(margins, list):
        raise section.refusal("Margins are written as [[calibration.margins]]")
    read = [_margin(one, where, period, several) for one in margins]
    found = tuple(margin for margin in read if margin is not None)
    if margins and not found:
        raise section.refusal(f"No margin is of the period {period}")
    calibration = Calibration(
        method=None if method is None else CalibrationMethod(method),
        margins=found,
        trim=_trim(section.data["trim"], where) if "trim" in section.data else None,
    )
    if problem := calibration.problem():
        raise section.refusal(problem)
    return calibration


class _Section:
    """A table of the file whose keys are known."""

    def __init__(self, data: Any, where: str, keys: frozenset[str]) -> None:
        self.data, self.where = data, where
        if not isinstance(data, dict):
            raise self.refusal("This is not a table of keys and values")
        unknown = sorted(set(data) - keys)
        if unknown:
            raise self.refusal(f'"{unknown[0]}" is not a key of this section')

    def text(self, key: str) -> str:
        """Return a text that must be there."""
        value = self.data.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.refusal(f'"{key}" is missing or is not text')
        return value

    def refusal(self, what: str) -> BadInput:
        """Return the refusal of this section."""
        return BadInput(
            what,
            where=self.where,
            to_do="give each margin a column, totals by harmonised code, source and "
            "date, as the explanation of weights shows",
            code="HL-MAP-17",
        )


def _margin(data: Any, where: str, period: str, several: bool) -> Margin | None:
    section = _Section(data, f"{where}, [[calibration.margins]]", MARGIN_KEYS)
    margin = Margin(
        column=section.text("column"),
        totals=_totals(section),
        source=section.text("source"),
        date=section.text("date"),
    )
    _refuse_unknown(margin, section.refusal)
    if "period" not in data:
        if several:
            raise section.refusal("The map has several periods; this margin has none")
        return margin
    return margin if section.text("period") == period else None


def _totals(section: _Section) -> dict[str, float]:
    totals = section.data.get("totals")
    if not isinstance(totals, dict) or not totals:
        raise section.refusal(
            '"totals" is missing or is not a table of persons by code'
        )
    if any(type(persons) not in {int, float} for persons in totals.values()):
        raise section.refusal('A value of "totals" is not a number')
    return {code: float(persons) for code, persons in totals.items()}


def _refuse_unknown(margin: Margin, refusal: Callable[[str], BadInput]) -> None:
    if margin.column.startswith("national_"):
        return
    variable = harmonised_variables().get(margin.column)
    usable = variable is not None and variable.kind in KINDS
    if variable is None or not usable or variable.part in NOT_MARGINS:
        raise refusal(f'"{margin.column}" is not a harmonised variable with codes')
    if variable.codes is None:
        return
    unknown = [c for c in margin.totals if c not in variable.codes or c == NOT_ASKED]
    if unknown:
        raise refusal(f'"{unknown[0]}" is not a code of {margin.column}')


def _trim(data: Any, where: str) -> Trim:
    section = _Section(data, f"{where}, [calibration.trim]", TRIM_KEYS)
    if any(type(bound) not in {int, float} for bound in section.data.values()):
        raise section.refusal("A bound of weights is not a number")
    return Trim(section.data.get("lower"), section.data.get("upper"))
