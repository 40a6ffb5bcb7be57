"""Parquet files: read in batches and written again in the few types of this house.

Types are made plain (text, whole number, number, date, yes/no); columns that
hold lists or records are refused when they are asked for.
"""

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from headload.terms import Column

from .arrays import texts
from .names import choose, mojibake_warnings
from .refusals import refused
from .report import Progress, Report
from .request import ReadRequest
from .sink import Cells, Sink, Slot

_ROWS_A_BATCH = 65_536


def read_columnar(
    path: Path,
    *,
    name: str,
    folder: Path,
    request: ReadRequest,
    progress: Progress,
) -> Report:
    """Read a Parquet file into ``rows.parquet`` in `folder`.

    Parameters
    ----------
    path, name
        The file on disk and its name as received.
    folder
        Working folder.
    request, progress
        As in `headload.measure.read.read`.

    Raises
    ------
    BadInput
        Case 19 when the file is cut short or damaged, case 5 when it would
        expand past the limit, cases 31 and 33, and columns that are not there
        or of a type without meaning in a survey.
    """
    try:
        return _read(path, name, folder, request, progress)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        raise refused(
            19,
            "The Parquet file is cut short or damaged",
            where=name,
            to_do="fetch it again and compare its size with the supplier's",
        ) from error


def _read(
    path: Path, name: str, folder: Path, request: ReadRequest, progress: Progress
) -> Report:
    with pq.ParquetFile(str(path)) as file:
        schema = file.schema_arrow
        wanted = choose(schema.names, request, where=name)
        kept_as_text = [
            bool({one.name, one.found} & request.text_columns) for one in wanted
        ]
        types = [
            pa.string() if as_text else _plain(schema.field(one.found), name)
            for one, as_text in zip(wanted, kept_as_text, strict=True)
        ]
        slots = [
            Slot(one.name, type_) for one, type_ in zip(wanted, types, strict=True)
        ]
        sink = Sink(folder, slots, limits=request.limits, progress=progress, where=name)
        found = [one.found for one in wanted]
        for batch in file.iter_batches(batch_size=_ROWS_A_BATCH, columns=found):
            sink.append(
                [
                    _cells(batch.column(one), type_)
                    for one, type_ in zip(found, types, strict=True)
                ]
            )
        missing = sink.close()
    columns = tuple(
        Column(one.name, "", _storage(type_), {}, counts)
        for one, type_, counts in zip(wanted, types, missing, strict=True)
    )
    return Report(
        format="parquet",
        encoding="",
        rows=sink.rows,
        columns=columns,
        warnings=mojibake_warnings(schema.names, ()),
    )


def _plain(field: Any, name: str) -> Any:
    """Return the plain type for a column of a Parquet file."""
    type_ = field.type
    if pa.types.is_dictionary(type_):
        type_ = type_.value_type
    if pa.types.is_boolean(type_) or pa.types.is_date(type_):
        return pa.bool_() if pa.types.is_boolean(type_) else pa.date32()
    if pa.types.is_timestamp(type_):
        return pa.timestamp("ms")
    if pa.types.is_integer(type_):
        return pa.int64()
    if pa.types.is_floating(type_) or pa.types.is_decimal(type_):
        return pa.float64()
    if pa.types.is_string(type_) or pa.types.is_large_string(type_):
        return pa.string()
    if pa.types.is_null(type_):
        return pa.string()
    raise refused(
        42,
        f'Column "{field.name}" holds {type_}, which is no answer to a question',
        where=name,
        to_do="name the columns to read with --column, or save it as text or numbers",
    )


def _cells(values: Any, type_: Any) -> Cells:
    if pa.types.is_dictionary(values.type):
        values = values.dictionary_decode()
    if pa.types.is_string(type_):
        return texts(pc.cast(values, type_))
    plain = pc.cast(values, type_, safe=not pa.types.is_timestamp(type_))
    if pa.types.is_floating(type_):
        plain = pc.if_else(pc.is_nan(plain), None, plain)
    return Cells(plain)


def _storage(type_: Any) -> str:
    if pa.types.is_string(type_):
        return "text"
    if pa.types.is_boolean(type_):
        return "boolean"
    if pa.types.is_integer(type_):
        return "integer"
    return "number" if pa.types.is_floating(type_) else "date"
