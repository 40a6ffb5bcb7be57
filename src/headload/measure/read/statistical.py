"""SPSS, Stata and SAS files, through ReadStat.

Missing values keep their reason (`user_missing=True` always: without it Stata
.a to .z and SPSS user-missing values become blanks without trace). Rows come in
batches of plain lists, so memory does not grow with the file.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from headload.terms import Column

from . import arrays
from .families import Family
from .names import Wanted, choose, mojibake_warnings
from .refusals import DAMAGED, listed, refused
from .report import Progress, Report
from .request import ReadRequest
from .sink import Cells, Sink, Slot
from .statistical_file import StatisticalFile

# bytes that one cell takes while it is a Python value, its list and its array
_BYTES_A_CELL = 256
_TEXT_WEIGHT = 3


@dataclass(frozen=True)
class _Plan:
    """How one column becomes an array."""

    wanted: Wanted
    storage: str
    type: Any
    ranges: tuple[Mapping[str, Any], ...]
    keep_text: bool

    def cells(self, values: list[Any], meta: Any, family: Family) -> Cells:
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

    def _calendar(self, cells: Cells, meta: Any, family: Family) -> Cells:
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
    file = StatisticalFile(path, key, name, request)
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


def _sink(
    plans: list[_Plan], file: StatisticalFile, folder: Path, progress: Progress
) -> Sink:
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


def _plan(wanted: Wanted, meta: Any, family: Family, request: ReadRequest) -> _Plan:
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


def _warnings(file: StatisticalFile, columns: tuple[Column, ...]) -> tuple[str, ...]:
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
