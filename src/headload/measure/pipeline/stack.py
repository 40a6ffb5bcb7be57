"""Several files of one period as one: their rows, one under the other.

The parts must be one file that was cut: the same columns of the same types. A
column without any value fits every type; whole and broken numbers fit together.
Anything else is refused by name, never converted on the quiet.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from headload.errors import BadInput
from headload.measure.rooms import RoomProgress
from headload.releases import InputFile
from headload.terms import Microdata

COMPANION = "__missing"

ReadOne = Callable[[Path, Path, RoomProgress], Microdata]


@dataclass(frozen=True)
class Stack:
    """Files read as one.

    Parameters
    ----------
    microdata
        The rows of all; `parquet` is a pattern when there are several files.
    inputs
        Fingerprint and rows of each file, by fingerprint.
    """

    microdata: Microdata
    inputs: tuple[InputFile, ...]


def read_stack(
    files: Sequence[Path], folder: Path, read_one: ReadOne, progress: RoomProgress
) -> Stack:
    """Read files one by one and stack them.

    Parameters
    ----------
    files
        The parts of one period, in any order.
    folder
        Private folder, for these files alone.
    read_one
        Reads a file into a folder.
    progress
        Told which file is read, as ``read 2/40``.

    Raises
    ------
    BadInput
        ``HL-STACK-04`` the same file twice; ``HL-STACK-05`` columns that differ;
        ``HL-STACK-06`` types that differ.
    """
    parts = []
    for number, file in enumerate(files, 1):
        room = f"read {number}/{len(files)}" if len(files) > 1 else "read"
        parts.append(read_one(file, folder, _in_room(progress, room)))
    parts.sort(key=lambda part: part.fingerprint)
    inputs = tuple(InputFile(part.fingerprint, part.rows) for part in parts)
    if len(parts) == 1:
        return Stack(parts[0], inputs)
    _refuse_twice(parts)
    _bring_together(parts)
    return Stack(_joined(parts, folder), inputs)


def _in_room(progress: RoomProgress, room: str) -> RoomProgress:
    return lambda _, done, expected: progress(room, done, expected)


def _joined(parts: Sequence[Microdata], folder: Path) -> Microdata:
    prints = "".join(part.fingerprint for part in parts)
    return replace(
        parts[0],
        parquet=folder / "*.parquet",
        fingerprint=sha256(prints.encode()).hexdigest(),
        rows=sum(part.rows for part in parts),
        warnings=tuple(_warnings(parts)),
    )


def _warnings(parts: Sequence[Microdata]) -> Iterator[str]:
    """Yield each sentence once, with the files it is about unless it is all."""
    about: dict[str, list[str]] = {}
    for part in parts:
        for sentence in part.warnings:
            about.setdefault(sentence, []).append(part.fingerprint[:8])
    for sentence, prints in about.items():
        every = len(prints) == len(parts)
        yield sentence if every else f"{sentence} (files {', '.join(prints)})"


def _refuse_twice(parts: Sequence[Microdata]) -> None:
    prints = [part.fingerprint for part in parts]
    twice = sorted({each for each in prints if prints.count(each) > 1})
    if twice:
        raise BadInput(
            f"{len(twice)} files are given twice",
            where=f"sha256 {', '.join(each[:12] for each in twice)}",
            to_do="name each file once; everybody in it would count twice",
            code="HL-STACK-04",
        )


def _bring_together(parts: Sequence[Microdata]) -> None:
    """Give all parts one schema, writing again those that differ."""
    schemas = {part.parquet: pq.read_schema(part.parquet) for part in parts}
    common = pa.schema(list(_common(schemas, parts)))
    for path, schema in schemas.items():
        if not schema.equals(common):
            _write_again(path, common)


def _common(
    schemas: Mapping[Path, pa.Schema], parts: Sequence[Microdata]
) -> Iterator[pa.Field]:
    names = dict.fromkeys(name for schema in schemas.values() for name in schema.names)
    for name in names:
        holders = [path for path, schema in schemas.items() if name in schema.names]
        if len(holders) < len(parts) and not name.endswith(COMPANION):
            raise BadInput(
                f'Column "{name}" is in {len(holders)} of {len(parts)} files',
                where=f"sha256 {', '.join(_prints(parts, without=holders))} lack it",
                to_do="measure files with other columns apart, or give the parts of "
                "one file",
                code="HL-STACK-05",
            )
        valued = [path for path in holders if _has_values(path, name)] or holders[:1]
        types = {schemas[path].field(name).type for path in valued}
        yield pa.field(name, _type(name, types))


def _prints(parts: Sequence[Microdata], *, without: Sequence[Path]) -> list[str]:
    return [part.fingerprint[:12] for part in parts if part.parquet not in without]


def _type(name: str, types: set[pa.DataType]) -> pa.DataType:
    if len(types) == 1:
        return types.pop()
    if all(pa.types.is_integer(each) for each in types):
        return pa.int64()
    if all(pa.types.is_integer(each) or pa.types.is_floating(each) for each in types):
        return pa.float64()
    raise _other_types(name, sorted(map(str, types)))


def _other_types(name: str, types: Sequence[str]) -> BadInput:
    return BadInput(
        f'Column "{name}" does not have one type in all files: {", ".join(types)}',
        where="the files of one period",
        to_do=f"keep it as text everywhere: --text {name}",
        code="HL-STACK-06",
    )


def _has_values(path: Path, name: str) -> bool:
    file = pq.ParquetFile(path)
    at = file.schema_arrow.get_field_index(name)
    groups = (file.metadata.row_group(i).column(at) for i in range(file.num_row_groups))
    return any(
        group.statistics is None or group.statistics.null_count < group.num_values
        for group in groups
    )


def _write_again(path: Path, schema: pa.Schema) -> None:
    fresh = path.with_suffix(".again")
    file = pq.ParquetFile(path)
    with pq.ParquetWriter(fresh, schema) as writer:
        for batch in file.iter_batches():
            columns = [
                _cast(batch, name, kind)
                for name, kind in zip(schema.names, schema.types, strict=True)
            ]
            writer.write_batch(pa.record_batch(columns, schema=schema))
    fresh.replace(path)


def _cast(batch: pa.RecordBatch, name: str, kind: pa.DataType) -> pa.Array:
    if name not in batch.schema.names:
        return pa.nulls(batch.num_rows, kind)
    try:
        return batch.column(name).cast(kind)
    except pa.ArrowInvalid:
        raise _other_types(name, [str(batch.column(name).type), str(kind)]) from None
