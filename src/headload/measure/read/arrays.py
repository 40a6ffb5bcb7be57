"""Lists of Python values become Arrow arrays, with a reason where one is missing.

A missing value of a stated reason is null in the column and named beside it; it
is never a number that looks like an answer.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from .sink import Cells

OUT_OF_RANGE = "out of range"

_DAY = 86_400
# 1 January 0001 and 31 December 9999 in days since 1970
_FIRST_DAY, _LAST_DAY = -719_162, 2_932_896


def text_of_code(code: Any) -> str:
    """Return a code as written in a codebook: ``1``, not ``1.0``; ``.a`` for tags."""
    if isinstance(code, float) and code.is_integer():
        return str(int(code))
    return str(code)


def texts(values: Any, ranges: Sequence[Mapping[str, str]] = ()) -> Cells:
    """Return text without trailing blanks; a blank text is missing.

    Parameters
    ----------
    values
        List or Arrow array of text.
    ranges
        Texts declared missing (SPSS), as ``{"lo": text, "hi": text}``.
    """
    trimmed = pc.utf8_rtrim(pa.array(values, pa.string()), characters=" ")
    filled = pc.if_else(pc.equal(trimmed, ""), None, trimmed)
    declared = [str(one["lo"]).rstrip(" ") for one in ranges]
    if not declared:
        return Cells(filled)
    missing = pc.fill_null(pc.is_in(filled, pa.array(declared, pa.string())), False)
    return Cells(
        pc.if_else(missing, None, filled),
        pc.if_else(missing, filled, None) if pc.any(missing).as_py() else None,
    )


def numbers(
    values: list[Any],
    type_: Any,
    *,
    tagged: bool = False,
    ranges: Sequence[Mapping[str, float]] = (),
) -> Cells:
    """Return numbers, their missing values as null with the reason.

    Parameters
    ----------
    values
        Numbers, None for a blank, and letters for tagged missing values.
    type_
        Arrow type of the numbers.
    tagged
        True when `values` may hold letters (Stata and SAS).
    ranges
        Ranges declared missing (SPSS), as ``{"lo": number, "hi": number}``.
    """
    if tagged:
        tags = [
            f".{value.lower()}" if isinstance(value, str) else None for value in values
        ]
        values = [None if isinstance(value, str) else value for value in values]
        return Cells(_array(values, type_), pa.array(tags, pa.string()))
    array = _array(values, type_)
    missing = _in_ranges(array, ranges)
    if missing is None:
        return Cells(array)
    return Cells(
        pc.if_else(missing, None, array), _as_text(pc.if_else(missing, array, None))
    )


def dates(cells: Cells, *, seconds: bool, origin_days: int) -> Cells:
    """Return days; a number that is no date of the calendar is missing.

    Parameters
    ----------
    cells
        Numbers since the origin of the format.
    seconds
        True when they count seconds, False when days.
    origin_days
        Days from 1970 to the origin of the format.
    """
    days = cells.values if not seconds else pc.divide(cells.values, float(_DAY))
    return _calendar(
        cells, pc.add(pc.floor(days), origin_days), pa.date32(), pa.int32()
    )


def moments(cells: Cells, *, per_second: int, origin_days: int) -> Cells:
    """Return moments to the millisecond; as `dates` for impossible numbers."""
    seconds = pc.divide(cells.values, float(per_second))
    days = pc.add(pc.floor(pc.divide(seconds, float(_DAY))), origin_days)
    since = pc.round(pc.multiply(pc.add(seconds, origin_days * _DAY), 1000.0))
    return _calendar(cells, since, pa.timestamp("ms"), pa.int64(), days=days)


def as_text(cells: Cells) -> Cells:
    """Return numbers as text, whole numbers without a decimal part."""
    return Cells(_as_text(cells.values), cells.reasons)


def _array(values: list[Any], type_: Any) -> Any:
    return pa.array(values, type=type_)


def _in_ranges(array: Any, ranges: Sequence[Mapping[str, float]]) -> Any:
    missing = None
    for one in ranges:
        inside = pc.and_(
            pc.greater_equal(array, one["lo"]), pc.less_equal(array, one["hi"])
        )
        missing = inside if missing is None else pc.or_(missing, inside)
    if missing is None:
        return None
    missing = pc.fill_null(missing, False)
    return missing if pc.any(missing).as_py() else None


def _as_text(array: Any) -> Any:
    distinct = array.dictionary_encode()
    names = [text_of_code(value) for value in distinct.dictionary.to_pylist()]
    return pa.array(names, pa.string()).take(distinct.indices)


def _calendar(
    cells: Cells, since: Any, type_: Any, whole: Any, days: Any = None
) -> Cells:
    days = since if days is None else days
    possible = pc.and_(
        pc.greater_equal(days, _FIRST_DAY), pc.less_equal(days, _LAST_DAY)
    )
    sound = pc.if_else(pc.fill_null(possible, False), since, None)
    values = pc.cast(pc.cast(sound, whole), type_)
    lost = pc.fill_null(pc.invert(possible), False)
    if not pc.any(lost).as_py():
        return Cells(values, cells.reasons)
    reasons = (
        pa.nulls(len(values), pa.string()) if cells.reasons is None else cells.reasons
    )
    return Cells(values, pc.if_else(lost, OUT_OF_RANGE, reasons))
