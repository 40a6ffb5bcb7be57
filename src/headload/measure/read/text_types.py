"""What type a column of a text file has, judged on every row of it.

A column is numbers only if every value is; a few letters among numbers are
refused, not turned into text. Codes with leading zeros stay text, so that 0110
does not become 110. Nothing that a message says is a value of a row.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from headload.terms import Column

from .names import Wanted
from .refusals import counted, refused
from .report import Progress
from .request import ReadRequest
from .sink import Cells, Sink, Slot

# what programs write for a blank among numbers: Stata and SAS a dot, R an NA
_BLANKS = ("", ".", "NA")
_NUMBER = r"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$"
_LEADING_ZERO = r"^[+-]?0\d"
_WHOLE = r"^[+-]?\d+$"
_THOUSANDS = {
    ".": r"^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$",
    ",": r"^[+-]?\d{1,3}(\.\d{3})+(,\d+)?$",
}
_OTHER_DECIMAL = {".": r"^[+-]?\d+,\d+$", ",": r"^[+-]?\d+\.\d+$"}

Batches = Callable[[], Iterable[Sequence[Any]]]


@dataclass
class _Profile:
    """What is known of a column after the rows seen."""

    filled: int = 0
    numbers: int = 0
    thousands: int = 0
    other_decimal: int = 0
    whole: bool = True
    keeps_digits: bool = False
    first_text: int = 0

    @property
    def mostly_numbers(self) -> bool:
        """Tell whether text in the column is the exception."""
        like_numbers = self.numbers + self.thousands + self.other_decimal
        return self.filled > 0 and 2 * like_numbers >= self.filled


def write_typed(
    batches: Batches,
    wanted: Sequence[Wanted],
    *,
    folder: Any,
    request: ReadRequest,
    progress: Progress,
    where: str,
) -> tuple[int, tuple[Column, ...]]:
    """Judge the columns in one pass over the rows and write them in a second.

    Parameters
    ----------
    batches
        Returns, each time it is called, the rows from the start: batches of
        Arrow text arrays, one a wanted column.
    wanted
        The columns.
    folder, request, progress, where
        As for `Sink`.

    Returns
    -------
    tuple
        Number of rows, and the columns.

    Raises
    ------
    BadInput
        Cases 29, 30 and 42.
    """
    types = _judge(batches, wanted, request, where)
    slots = [Slot(one.name, type_) for one, type_ in zip(wanted, types, strict=True)]
    sink = Sink(folder, slots, limits=request.limits, progress=progress, where=where)
    for batch in batches():
        sink.append(
            [
                Cells(_convert(texts, type_, request.decimal))
                for texts, type_ in zip(batch, types, strict=True)
            ]
        )
    missing = sink.close()
    columns = tuple(
        Column(one.name, "", _storage(type_), {}, counts)
        for one, type_, counts in zip(wanted, types, missing, strict=True)
    )
    return sink.rows, columns


def _judge(
    batches: Batches, wanted: Sequence[Wanted], request: ReadRequest, where: str
) -> list[Any]:
    profiles = [_Profile() for _ in wanted]
    rows = 0
    for batch in batches():
        for one, profile, texts in zip(wanted, profiles, batch, strict=True):
            if not {one.name, one.found} & request.text_columns:
                _look(profile, texts, rows, request.decimal)
        rows += len(batch[0])
    return [
        _type(one, profile, request, where)
        for one, profile in zip(wanted, profiles, strict=True)
    ]


def _look(profile: _Profile, texts: Any, rows_before: int, decimal: str) -> None:
    """Add the values of a batch to what is known of the column."""
    trimmed = pc.utf8_trim_whitespace(texts)
    kept = pc.invert(pc.is_in(trimmed, pa.array(_BLANKS, pa.string())))
    filled = trimmed.filter(kept)
    profile.filled += len(filled)
    profile.keeps_digits |= _any(filled, _LEADING_ZERO, only_if_starts="0")
    as_written = _with_point(filled, decimal)
    if not len(filled) or _is_all(as_written, pa.float64()):
        profile.numbers += len(filled)
        _look_at_whole_numbers(profile, filled)
        return
    number = pc.match_substring_regex(as_written, _NUMBER)
    profile.numbers += _true(number)
    _look_at_whole_numbers(profile, filled.filter(number))
    profile.thousands += _true(pc.match_substring_regex(filled, _THOUSANDS[decimal]))
    other = pc.match_substring_regex(filled, _OTHER_DECIMAL[decimal])
    profile.other_decimal += _true(other)
    if not profile.first_text and not pc.all(number).as_py():
        at = pc.index(number, value=False).as_py()
        profile.first_text = rows_before + _row_of(kept, at) + 1


def _look_at_whole_numbers(profile: _Profile, numbers: Any) -> None:
    if not len(numbers) or _is_all(numbers, pa.int64()):
        return
    whole = pc.match_substring_regex(numbers, _WHOLE)
    profile.whole &= bool(pc.all(whole).as_py())
    # an identifier too long for a whole number would lose digits
    long = pc.and_(whole, pc.greater(pc.utf8_length(numbers), 18))
    profile.keeps_digits |= bool(pc.any(long).as_py())


def _with_point(texts: Any, decimal: str) -> Any:
    """Return numbers with a decimal point; a point in them is then no number."""
    if decimal == ".":
        return texts
    marked = pc.replace_substring(texts, ".", "?")
    return pc.replace_substring(marked, ",", ".")


def _is_all(texts: Any, type_: Any) -> bool:
    """Tell whether every text is a finite number of the type."""
    try:
        numbers = pc.cast(texts, type_)
    except pa.ArrowInvalid:
        return False
    return pa.types.is_integer(type_) or bool(pc.all(pc.is_finite(numbers)).as_py())


def _any(texts: Any, pattern: str, *, only_if_starts: str) -> bool:
    if not pc.any(pc.starts_with(texts, only_if_starts)).as_py():
        return False
    return bool(pc.any(pc.match_substring_regex(texts, pattern)).as_py())


def _true(mask: Any) -> int:
    return int(pc.sum(mask).as_py() or 0)


def _row_of(kept: Any, at: int) -> int:
    """Return the position in the batch of value number `at` among those kept."""
    return int(pc.indices_nonzero(kept)[at].as_py())


def _type(one: Wanted, profile: _Profile, request: ReadRequest, where: str) -> Any:
    if not profile.filled:
        return pa.string()
    if profile.numbers < profile.filled:
        if profile.mostly_numbers:
            _refuse_mixed(one.found, profile, request.decimal, where)
        return pa.string()
    if profile.keeps_digits:
        return pa.string()
    return pa.int64() if profile.whole else pa.float64()


def _refuse_mixed(name: str, profile: _Profile, decimal: str, where: str) -> None:
    others = profile.filled - profile.numbers
    place = f'{where}, column "{name}", first at row {profile.first_text:,}'
    if 2 * profile.other_decimal >= others:
        other = "," if decimal == "." else "."
        raise refused(
            29,
            f"{counted(profile.other_decimal, 'value')} have a decimal "
            f'"{other}", not "{decimal}"',
            where=place,
            to_do=f'read again with --decimal "{other}"',
        )
    if profile.thousands:
        raise refused(
            30,
            f"{counted(profile.thousands, 'value')} have a thousands separator, "
            f'as in "9{"," if decimal == "." else "."}999"',
            where=place,
            to_do="save the file without thousands separators",
        )
    raise refused(
        42,
        f"The column mixes {counted(profile.numbers, 'number')} with "
        f"{counted(others, 'text')}",
        where=place,
        to_do=f'correct the file, or keep the column as text with --text "{name}"',
    )


def _convert(texts: Any, type_: Any, decimal: str) -> Any:
    if pa.types.is_string(type_):
        trimmed = pc.utf8_rtrim(texts, characters=" ")
        return pc.if_else(pc.equal(trimmed, ""), None, trimmed)
    trimmed = pc.utf8_trim_whitespace(texts)
    blank = pc.is_in(trimmed, pa.array(_BLANKS, pa.string()))
    filled = pc.if_else(blank, None, trimmed)
    return pc.cast(_with_point(filled, decimal), type_)


def _storage(type_: Any) -> str:
    if pa.types.is_string(type_):
        return "text"
    return "integer" if pa.types.is_integer(type_) else "number"
