"""Release files to bytes, and bytes to a sealed directory.

Parquet is written with fixed settings and no clock, so equal figures give equal
bytes; `release.json` comes last and lists every other file with its SHA-256.
"""

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from headload.errors import BadInput
from headload.releases.atomic import Directory
from headload.releases.manifest import (
    LIST_OF_FILES,
    Manifest,
    manifest_from_json,
    manifest_to_json,
)
from headload.releases.release import DerivationRow, ReleasedEstimate
from headload.releases.schema import (
    DERIVATION_SCHEMA,
    DIMENSIONS,
    estimates_schema,
    extra_dimensions,
)


def sealed_directory(
    manifest: Manifest,
    files: Mapping[str, bytes],
    directory: Path,
) -> Directory:
    """Return `files` and their manifest as the sealed directory, to be written."""
    ordered = {name: files[name] for name in sorted(files)}
    listed = {
        name: {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for name, content in ordered.items()
    }
    sealed = manifest_to_json(manifest.with_files(listed))
    return Directory(directory, {**ordered, LIST_OF_FILES: sealed}, only_a_release)


def only_a_release(directory: Path) -> None:
    """Refuse to replace anything but a release without files of others.

    Raises
    ------
    BadInput
        Naming what stands there.
    """
    if directory.is_symlink() or not directory.is_dir():
        raise _not_ours("The target is not a directory", directory)
    found = set(files_in(directory))
    if not found:
        return
    if LIST_OF_FILES not in found:
        raise _not_ours("The target directory is not a release", directory)
    content = (directory / LIST_OF_FILES).read_bytes()
    try:
        listed = set(manifest_from_json(content, where=str(directory)).files)
    except BadInput:
        raise _not_ours("The target directory is not a release", directory) from None
    foreign = sorted(found - listed - {LIST_OF_FILES})
    if foreign:
        raise _not_ours(
            f"The target release also holds other files: {', '.join(foreign[:5])}",
            directory,
        )


def files_in(directory: Path) -> list[str]:
    """Return the relative paths of everything in `directory` but folders."""
    return sorted(
        path.relative_to(directory).as_posix()
        for path in directory.rglob("*")
        if path.is_symlink() or not path.is_dir()
    )


def estimates_to_parquet(estimates: Iterable[ReleasedEstimate]) -> bytes:
    """Return `estimates.parquet`, sorted by table and id."""
    cells = sorted(estimates, key=lambda cell: (cell.table_id, cell.estimate_id))
    extra = {name for cell in cells for name in cell.dimensions}
    schema = estimates_schema(extra)
    rows = [_row(cell, schema) for cell in cells]
    return table_to_parquet(pa.Table.from_pylist(rows, schema=schema))


def derivation_to_parquet(rows: Iterable[DerivationRow]) -> bytes:
    """Return `derivation.parquet`, sorted by rule and node."""
    ordered = sorted(rows, key=lambda row: (row.variable, row.node))
    content = [vars(row) for row in ordered]
    return table_to_parquet(pa.Table.from_pylist(content, schema=DERIVATION_SCHEMA))


def table_to_parquet(table: pa.Table) -> bytes:
    """Return a table as Parquet bytes, the same for the same rows."""
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd", version="2.6")
    content: bytes = sink.getvalue().to_pybytes()
    return content


def _row(cell: ReleasedEstimate, schema: pa.Schema) -> dict[str, object]:
    dimensions = ("city", *DIMENSIONS, *extra_dimensions(schema.names))
    codes = {name: cell.code(name) for name in dimensions}
    return {**vars(cell), "flag": str(cell.flag), **codes}


def _not_ours(what: str, directory: Path) -> BadInput:
    return BadInput(
        what,
        where=str(directory),
        to_do="choose a new directory, or move what stands there away",
        code="HL-REL-09",
    )
