"""Read a sealed release, or refuse it: every file is checked before any is used.

A changed, missing or added file, a foreign format or a changed schema ends the
reading. What passes is what was published.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from headload.errors import BadInput
from headload.releases.manifest import LIST_OF_FILES, Manifest, manifest_from_json
from headload.releases.release import (
    DerivationRow,
    Labels,
    ReleasedEstimate,
    find,
)
from headload.releases.schema import (
    DERIVATION_SCHEMA,
    DIMENSIONS,
    TOTAL,
    estimates_schema,
    extra_dimensions,
)
from headload.releases.write import files_in
from headload.terms import Flag

REQUIRED = ("estimates.parquet", "codelists.json", "derivation.parquet")


@dataclass(frozen=True)
class SealedRelease:
    """A release as read from disk, every byte checked against its manifest."""

    directory: Path
    manifest: Manifest
    estimates: tuple[ReleasedEstimate, ...]
    derivation: tuple[DerivationRow, ...]
    codelists: Labels

    def find(self, indicator: str, **dimensions: str) -> ReleasedEstimate | None:
        """Return the cell of `indicator` at `dimensions`; None if not in plan."""
        return find(self.estimates, indicator, dimensions)

    def receipt(self) -> Mapping[str, str]:
        """Return data, map, rules, software and policy in words, for a footnote."""
        return self.manifest.receipt()


def read_release(directory: Path) -> SealedRelease:
    """Read and check the release in `directory`.

    Raises
    ------
    BadInput
        HL-REL-04 no release there; -05 manifest unreadable or of another format;
        -06 files changed, missing or added; -07 content not as agreed.
    """
    if not (directory / LIST_OF_FILES).is_file():
        raise BadInput(
            "There is no release here: release.json is missing",
            where=str(directory),
            to_do="give the directory that `headload measure --out` wrote",
            code="HL-REL-04",
        )
    content = (directory / LIST_OF_FILES).read_bytes()
    manifest = manifest_from_json(content, where=str(directory / LIST_OF_FILES))
    files = _checked_files(directory, manifest)
    return SealedRelease(
        directory=directory,
        manifest=manifest,
        estimates=_estimates(files["estimates.parquet"], directory),
        derivation=_derivation(files["derivation.parquet"], directory),
        codelists=_labels(files["codelists.json"], directory),
    )


def _checked_files(directory: Path, manifest: Manifest) -> dict[str, bytes]:
    found = set(files_in(directory)) - {LIST_OF_FILES}
    listed = set(manifest.files) | set(REQUIRED)
    problems = [f"missing: {name}" for name in sorted(listed - found)]
    problems += [f"not in the manifest: {name}" for name in sorted(found - listed)]
    problems += [
        f"not in the manifest: {name}"
        for name in REQUIRED
        if name in found and name not in manifest.files
    ]
    files = {}
    for name in sorted(found & set(manifest.files)):
        if (directory / name).is_symlink():
            problems.append(f"a link, not a file: {name}")
            continue
        files[name] = (directory / name).read_bytes()
        if hashlib.sha256(files[name]).hexdigest() != _sha256(manifest, name):
            problems.append(f"changed: {name}")
    if problems:
        raise BadInput(
            "The release is not as it was sealed: " + "; ".join(problems[:5]),
            where=str(directory),
            to_do="copy the release again from its source, or publish it again",
            code="HL-REL-06",
        )
    return files


def _sha256(manifest: Manifest, name: str) -> object:
    entry = manifest.files[name]
    return entry.get("sha256") if isinstance(entry, dict) else None


def _estimates(content: bytes, directory: Path) -> tuple[ReleasedEstimate, ...]:
    where = str(directory / "estimates.parquet")
    table = _table(content, where)
    extra = extra_dimensions(table.schema.names)
    if not table.schema.equals(estimates_schema(extra)):
        raise _not_agreed("Columns of estimates.parquet are not as agreed", where)
    cells = tuple(_cell(row, extra) for row in table.to_pylist())
    if len({cell.estimate_id for cell in cells}) != len(cells):
        raise _not_agreed("estimates.parquet has an estimate_id twice", where)
    return cells


def _cell(row: dict[str, Any], extra: list[str]) -> ReleasedEstimate:
    dimensions = {
        name: row[name]
        for name in ("city", *DIMENSIONS, *extra)
        if row[name] not in {None, TOTAL}
    }
    names = {each.name for each in fields(ReleasedEstimate)}
    plain = {name: value for name, value in row.items() if name in names}
    return ReleasedEstimate(
        **{**plain, "flag": Flag(row["flag"]), "dimensions": dimensions},
    )


def _derivation(content: bytes, directory: Path) -> tuple[DerivationRow, ...]:
    where = str(directory / "derivation.parquet")
    table = _table(content, where)
    if not table.schema.equals(DERIVATION_SCHEMA):
        raise _not_agreed("Columns of derivation.parquet are not as agreed", where)
    return tuple(DerivationRow(**row) for row in table.to_pylist())


def _labels(content: bytes, directory: Path) -> Labels:
    where = str(directory / "codelists.json")
    try:
        labels = json.loads(content)
    except ValueError:
        labels = None
    if not isinstance(labels, dict):
        raise _not_agreed("codelists.json is not a list of code lists", where)
    return labels


def _table(content: bytes, where: str) -> pa.Table:
    try:
        return pq.read_table(pa.BufferReader(content))
    except pa.ArrowException:
        raise _not_agreed("A file is not Parquet", where) from None


def _not_agreed(what: str, where: str) -> BadInput:
    return BadInput(
        what,
        where=where,
        to_do="publish the release again with this version of Headload",
        code="HL-REL-07",
    )
