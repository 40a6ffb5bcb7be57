"""Reading the section `[generalised_variance]` of `design.toml`.

Where an office releases neither strata nor PSUs but prints sampling errors by size,
the map says how that table is read. The table itself is the office's: it stays with
the user, who gives it to `headload measure --sampling-errors FILE`::

    [generalised_variance]
    source = "Office of statistics, sampling errors of totals, November 2015"
    between = "nearest"            # or log-log: a total between two listed sizes
    whole = "Total"                # area code of the table for the whole survey
    column = "region"              # harmonised column of the other areas, if any
    areas = { north = "1" }        # its codes to those of the table
    without_curve = ["city"]       # columns of areas that the table does not know
    columns = { area = "code", period = "period", size = "x", error = "se", cv = "cv" }
    [generalised_variance.periods]
    2025q1 = "2014.03"             # period of the survey to that of the table
    [generalised_variance.note]
    en = "Standard errors are those of the office's table."
"""

from collections.abc import Mapping
from typing import Any

from headload.errors import BadInput
from headload.measure.harmonise.survey_map import ErrorTable
from headload.terms import BetweenSizes

KEYS = frozenset(
    {
        "source", "between", "whole", "column", "areas", "without_curve", "columns",
        "periods", "note",
    }
)  # fmt: skip
COLUMNS = frozenset({"area", "period", "size", "error", "cv"})


def error_table_of(
    data: Mapping[str, Any], where: str, period: str
) -> ErrorTable | None:
    """Return how the office's table is read; None where the map names none.

    Parameters
    ----------
    data, where
        `design.toml`, and its name.
    period
        Period of the survey; one that the section does not list has no table.

    Raises
    ------
    BadInput
        ``HL-MAP-18`` for keys, texts or rules that do not fit.
    """
    section = data.get("generalised_variance")
    if section is None:
        return None
    where = f"{where}, [generalised_variance]"
    if not isinstance(section, dict):
        raise _refusal("This is not a table of keys and values", where)
    unknown = sorted(set(section) - KEYS)
    if unknown:
        raise _refusal(f'"{unknown[0]}" is not a key of this section', where)
    between = section.get("between", "log-log")
    if between not in list(BetweenSizes):
        rules = ", ".join(BetweenSizes)
        raise _refusal(f'"{between}" is none of the rules {rules}', where)
    columns = _texts_by_name(section, "columns", where)
    strange = sorted(set(columns) - COLUMNS)
    if strange:
        raise _refusal(f'"{strange[0]}" is not a column of such a table', where)
    areas = _texts_by_name(section, "areas", where)
    column = _text(section, "column", where) if "column" in section else ""
    if bool(areas) != bool(column):
        raise _refusal("Areas and the column that holds them go together", where)
    dated = _texts_by_name(section, "periods", where)
    if period not in dated:
        return None
    return ErrorTable(
        source=_text(section, "source", where),
        between=BetweenSizes(between),
        whole=_text(section, "whole", where),
        period=dated[period],
        columns=columns,
        column=column,
        areas=areas,
        without_curve=_texts(section, "without_curve", where),
        note=_texts_by_name(section, "note", where),
    )


def _text(section: Mapping[str, Any], key: str, where: str) -> str:
    value = section.get(key)
    if not isinstance(value, str) or not value.strip():
        raise _refusal(f'"{key}" is missing or is not text', where)
    return value


def _texts(section: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    value = section.get(key, [])
    if not isinstance(value, list) or not all(isinstance(t, str) for t in value):
        raise _refusal(f'"{key}" is not a list of columns', where)
    return tuple(value)


def _texts_by_name(section: Mapping[str, Any], key: str, where: str) -> dict[str, str]:
    value = section.get(key, {})
    if not isinstance(value, dict) or not all(
        isinstance(t, str) for t in value.values()
    ):
        raise _refusal(f'"{key}" is not a table of texts', where)
    return value


def _refusal(what: str, where: str) -> BadInput:
    return BadInput(
        what,
        where=where,
        to_do="follow the explanation of weights: where the design is not released",
        code="HL-MAP-18",
    )
