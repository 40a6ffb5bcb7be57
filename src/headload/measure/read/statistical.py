"""SPSS, Stata and SAS files, through ReadStat.

Missing values keep their reason (`user_missing=True` always: without it Stata
.a to .z and SPSS user-missing values become blanks without trace). Rows come in
batches of plain lists, so memory does not grow with the file.
"""

import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

# the public read_xport and read_por have no user_missing and lose the reasons
from pyreadstat._readstat_parser import ReadstatError, parser_entry_point

from headload.errors import BadInput
from headload.terms import Column

from . import arrays
from .declared_sas import check_pages, transport_header
from .declared_spss import RowCountHidden, refuse_wrong_row_count, spss_header
from .declared_stata import stata_header
from .names import Wanted, choose, mojibake_warnings
from .refusals import DAMAGED, counted, listed, refused
from .report import Progress, Report
from .request import ReadRequest
from .sink import Cells, Sink, Slot

# bytes that one cell takes while it is a Python value, its list and its array
_BYTES_A_CELL = 256
_TEXT_WEIGHT = 3
# above this, room for rows of an unknown number is too large to set aside
_WIDE = 200
_DAYS_TO_1582 = -141_428  # 14 October 1582, origin of SPSS
_DAYS_TO_1960 = -3_653  # 1 January 1960, origin of Stata and SAS

_SPSS_DAY = re.compile(r"[AEJS]?DATE\d")
_SPSS_MOMENT = re.compile(r"(DATETIME|YMDHMS)\d")
_STATA_DAY = re.compile(r"%-?(td|d)")
_STATA_MOMENT = re.compile(r"%-?t[cC](?!HH)")
_SAS_DAY = re.compile(
    r"(DATE|WEEKDAT[EX]|DDMMYY[BCDNPS]?|MMDDYY[BCDNPS]?|YYMMDD[BCDNPS]?"
    r"|DTDATE|[BE]8601DA|IS8601DA)\d*(\.\d*)?$"
)
_SAS_MOMENT = re.compile(
    r"(DATETIME|DATEAMPM|MDYAMPM|[BE]8601DT|IS8601DT|B8601DN)\d*(\.\d*)?$"
)


@dataclass(frozen=True)
class _Family:
    """What differs between the programs that write these files."""

    format: str
    day: re.Pattern[str]
    moment: re.Pattern[str]
    origin_days: int
    days_are_seconds: bool = False
    per_second: int = 1


_SPSS = _Family("spss", _SPSS_DAY, _SPSS_MOMENT, _DAYS_TO_1582, days_are_seconds=True)
_STATA = _Family("stata", _STATA_DAY, _STATA_MOMENT, _DAYS_TO_1960, per_second=1000)
_SAS = _Family("sas", _SAS_DAY, _SAS_MOMENT, _DAYS_TO_1960)

_FAMILIES = {"sav": _SPSS, "por": _SPSS, "dta": _STATA, "sas7bdat": _SAS, "xpt": _SAS}
_PARSERS = {
    "sav": "sav/zsav",
    "por": "por",
    "dta": "dta",
    "sas7bdat": "sas7bdat",
    "xpt": "xport",
}
_CUT_SHORT = {"sav": 9, "por": 9, "dta": 8, "xpt": 10, "sas7bdat": 10}


class _NotParsedError(Exception):
    """ReadStat could not parse the file; its sentences hold no values."""


class _File:
    """A statistical file: what its header declares, and batches of its rows."""

    def __init__(self, path: Path, key: str, name: str, request: ReadRequest) -> None:
        self.path, self.key, self.name, self.request = path, key, name, request
        self.family = _FAMILIES[key]
        self.spss = spss_header(path, name=name) if key == "sav" else None
        self.declared = self._declared_rows()
        try:
            self.meta = self._parse(metadataonly=True)[1]
        except _NotParsedError as error:
            raise self._cut_short(error) from error

    def _parse(self, *, hide_row_count: bool = True, **options: Any) -> tuple[Any, Any]:
        """Return the columns and the metadata that ReadStat finds."""
        source: Any = str(self.path)
        if self.spss is not None and hide_row_count:
            source = RowCountHidden(self.path)
        try:
            with warnings.catch_warnings(record=True) as said:
                warnings.simplefilter("always")
                parsed = parser_entry_point(
                    source,
                    _PARSERS[self.key],
                    encoding=self.request.encoding,
                    user_missing=True,
                    disable_datetime_conversion=True,
                    output_format="dict",
                    **options,
                )
        except UnicodeDecodeError as error:
            raise self._wrong_encoding() from error
        except ReadstatError as error:
            if "convert string" in str(error):
                raise self._wrong_encoding() from error
            raise _NotParsedError(str(error)) from error
        finally:
            if not isinstance(source, str):
                source.close()
        if any("duplicated" in str(one.message) for one in said):
            self._refuse_duplicates()
        return parsed[0], parsed[1]

    def batches(self, wanted: list[str], rows_a_batch: int) -> Iterator[Any]:
        """Yield (columns, metadata) for the rows in order, until there are no more."""
        hide = len(wanted) <= _WIDE
        if not hide:
            self._count_rows_first(wanted[0])
        start = 0
        while True:
            try:
                columns, meta = self._parse(
                    hide_row_count=hide,
                    usecols=wanted,
                    row_limit=rows_a_batch,
                    row_offset=start,
                )
            except _NotParsedError as error:
                self._check_rows(self._rows_before_damage(wanted[0]))
                raise self._cut_short(error) from error
            found = len(columns[wanted[0]])
            if found:
                yield columns, meta
            start += found
            if found < rows_a_batch:
                self._check_rows(start)
                return

    def _count_rows_first(self, column: str) -> None:
        if self.spss is not None:
            try:
                columns, _ = self._parse(usecols=[column])
            except _NotParsedError as error:
                self._check_rows(self._rows_before_damage(column))
                raise self._cut_short(error) from error
            self._check_rows(len(columns[column]))

    def _rows_before_damage(self, column: str) -> int | None:
        """Return how many rows can be parsed, by halving; None when not known."""
        if self.spss is None or self.spss.rows is None:
            return None
        sound, damaged = 0, self.spss.rows + 1
        while damaged - sound > 1:
            middle = (sound + damaged) // 2
            try:
                self._parse(usecols=[column], row_limit=middle)
                sound = middle
            except _NotParsedError:
                damaged = middle
        return sound or None

    def _check_rows(self, found: int | None) -> None:
        if found is None:
            return
        if self.spss is not None:
            refuse_wrong_row_count(self.spss, found, self.path, self.name)
        elif self.declared is not None and found != self.declared:
            raise refused(
                _CUT_SHORT[self.key],
                f"The header declares {counted(self.declared, 'row')}; "
                f"{counted(found, 'row')} could be read",
                where=self.name,
                to_do="fetch it again and compare its size with the supplier's",
            )

    def _declared_rows(self) -> int | None:
        if self.spss is not None:
            return self.spss.rows
        if self.key == "dta":
            return stata_header(self.path, name=self.name).rows
        if self.key == "xpt":
            return self._transport_rows()
        if self.key == "sas7bdat":
            check_pages(self.path, name=self.name)
        return None

    def _transport_rows(self) -> int:
        header = transport_header(self.path, name=self.name)
        if header.declared is None and self.request.expected_rows is None:
            raise refused(
                10,
                "A SAS transport file does not declare its number of rows, so a "
                f"cut cannot be seen; this one holds {counted(header.found, 'row')}",
                where=self.name,
                to_do="compare with the supplier's documentation and confirm "
                f"with --rows {header.found}",
            )
        return header.found

    def _wrong_encoding(self) -> BadInput:
        return refused(
            21,
            "The text of the file is not in the encoding that it declares",
            where=self.name,
            to_do="state it, for example --encoding cp1252 or --encoding utf-8",
        )

    def _cut_short(self, error: Exception) -> BadInput:
        rows = self.declared
        expected = "" if rows is None else f"; {counted(rows, 'row')} expected"
        return refused(
            _CUT_SHORT[self.key],
            f"The file is cut short or damaged: {str(error).lower()}{expected}",
            where=self.name,
            to_do="fetch it again and compare its size and checksum with "
            "the supplier's",
        )

    def _refuse_duplicates(self) -> None:
        raise refused(
            31,
            "The file names a column twice",
            where=self.name,
            to_do="give every column a name of its own",
        )


@dataclass(frozen=True)
class _Plan:
    """How one column becomes an array."""

    wanted: Wanted
    storage: str
    type: Any
    ranges: tuple[Mapping[str, Any], ...]
    keep_text: bool

    def cells(self, values: list[Any], meta: Any, family: _Family) -> Cells:
        """Return the values of a batch."""
        if self.storage == "text" and not self.keep_text:
            return arrays.texts(values, self.ranges)
        cells = arrays.numbers(
            values,
            self.type,
            tagged=self.wanted.found in meta.missing_user_values,
            ranges=self.ranges,
        )
        if self.storage == "date":
            return self._calendar(cells, meta, family)
        return arrays.as_text(cells) if self.keep_text else cells

    def _calendar(self, cells: Cells, meta: Any, family: _Family) -> Cells:
        display = meta.original_variable_types[self.wanted.found]
        if family.moment.match(display):
            return arrays.moments(
                cells, per_second=family.per_second, origin_days=family.origin_days
            )
        return arrays.dates(
            cells, seconds=family.days_are_seconds, origin_days=family.origin_days
        )


def read_statistical(
    path: Path,
    key: str,
    *,
    name: str,
    folder: Path,
    request: ReadRequest,
    progress: Progress,
) -> Report:
    """Read an SPSS, Stata or SAS file into ``rows.parquet`` in `folder`.

    Parameters
    ----------
    path, name
        The file on disk and its name as received.
    key
        Key of its `Kind`.
    folder
        Working folder.
    request, progress
        As in `headload.measure.read.read`.

    Raises
    ------
    BadInput
        Cases 8 to 13, 15, 21, 31 and 33, and columns that are not there.
    """
    file = _File(path, key, name, request)
    meta = file.meta
    wanted = choose(meta.column_names, request, where=name)
    if not wanted:
        raise refused(
            DAMAGED,
            "The file has no columns to read",
            where=name,
            to_do=f"ask for some of {listed(meta.column_names)}",
        )
    plans = [_plan(one, meta, file.family, request) for one in wanted]
    sink = _sink(plans, file, folder, progress)
    rows_a_batch = _rows_a_batch(plans, request.limits.memory_bytes)
    for columns, batch_meta in file.batches(
        [one.found for one in wanted], rows_a_batch
    ):
        sink.append(
            [
                plan.cells(columns.pop(plan.wanted.found), batch_meta, file.family)
                for plan in plans
            ]
        )
    missing = sink.close()
    columns = tuple(
        _column(plan, counts, meta) for plan, counts in zip(plans, missing, strict=True)
    )
    return Report(
        format=file.family.format,
        encoding=meta.file_encoding or "",
        rows=sink.rows,
        columns=columns,
        warnings=_warnings(file, columns),
    )


def _sink(plans: list[_Plan], file: _File, folder: Path, progress: Progress) -> Sink:
    slots = [
        Slot(
            plan.wanted.name,
            plan.type,
            may_have_reasons=bool(plan.ranges) or plan.storage != "text",
        )
        for plan in plans
    ]
    return Sink(
        folder,
        slots,
        limits=file.request.limits,
        progress=progress,
        where=file.name,
    )


def _plan(wanted: Wanted, meta: Any, family: _Family, request: ReadRequest) -> _Plan:
    stored = meta.readstat_variable_types[wanted.found]
    display = meta.original_variable_types[wanted.found] or ""
    if stored == "string":
        storage, type_ = "text", pa.string()
    elif family.day.match(display) or family.moment.match(display):
        storage, type_ = "date", pa.float64()
    elif stored.startswith("int"):
        storage, type_ = "integer", pa.int64()
    else:
        storage, type_ = "number", pa.float64()
    asked_as_text = bool({wanted.name, wanted.found} & request.text_columns)
    keep_text = asked_as_text and storage in {"integer", "number"}
    return _Plan(
        wanted=wanted,
        storage="text" if keep_text else storage,
        type=type_,
        ranges=tuple(meta.missing_ranges.get(wanted.found, ())),
        keep_text=keep_text,
    )


def _rows_a_batch(plans: list[_Plan], memory_bytes: int) -> int:
    weight = sum(_TEXT_WEIGHT if plan.storage == "text" else 1 for plan in plans)
    return max(memory_bytes // (_BYTES_A_CELL * weight), 1_000)


def _column(plan: _Plan, missing: Mapping[str, int], meta: Any) -> Column:
    labels = meta.variable_value_labels.get(plan.wanted.found, {})
    tags = meta.readstat_variable_types[plan.wanted.found] != "string"
    return Column(
        name=plan.wanted.name,
        label=(meta.column_names_to_labels[plan.wanted.found] or "").strip(),
        storage=plan.storage,
        value_labels={
            _label_code(code, tags=tags): label.strip()
            for code, label in labels.items()
        },
        missing=missing,
    )


def _label_code(code: Any, *, tags: bool) -> str:
    """Return a labelled code; a letter among numbers is a tagged missing value."""
    if tags and isinstance(code, str):
        return f".{code.lower()}"
    return arrays.text_of_code(code).rstrip(" ")


def _warnings(file: _File, columns: tuple[Column, ...]) -> tuple[str, ...]:
    said = list(
        mojibake_warnings(
            (column.label for column in columns),
            (column.value_labels for column in columns),
        )
    )
    if file.key == "sas7bdat":
        said.append(
            "A SAS data file keeps its value labels in a catalogue of its own: "
            "they are absent (HL-READ-17)"
        )
    if file.key == "sav" and file.declared is None and not file.request.expected_rows:
        said.append(
            "The file does not declare its number of rows, so a cut could not be "
            "seen: confirm the rows (HL-READ-09)"
        )
    return tuple(said)
