"""The statistician's own record: unprotected figures and each decision.

Mode 0700, files 0600, never loaded by anything of ours. It names the release it
belongs to, so that a record and a release that do not belong together are seen.
"""

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from headload.errors import BadInput
from headload.releases.atomic import Directory
from headload.releases.manifest import to_json
from headload.releases.release import Release
from headload.releases.write import files_in, table_to_parquet
from headload.terms import Estimate, Flag, MeasureKind

FORMAT = "headload-private/1"
_SCHEMA = pa.schema(
    [
        ("estimate_id", pa.string()),
        ("table_id", pa.string()),
        ("indicator", pa.string()),
        ("measure", pa.string()),
        ("unit", pa.string()),
        ("dimensions", pa.string()),
        ("value", pa.float64()),
        ("se", pa.float64()),
        ("ci_low", pa.float64()),
        ("ci_high", pa.float64()),
        ("cv", pa.float64()),
        ("deff", pa.float64()),
        ("df", pa.int64()),
        ("n", pa.int64()),
        ("n_numerator", pa.int64()),
        ("n_psu", pa.int64()),
        ("weighted_base", pa.float64()),
        ("unknown", pa.int64()),
        ("flag", pa.string()),
        ("reasons", pa.string()),
    ],
)
PROOF = "checks.json"
FIGURES = "estimates.parquet"
EARLIER = "earlier"
_FILES = {FIGURES, "protection.json", PROOF}


def private_place(directory: Path) -> Path:
    """Return where the private record of the release in `directory` stands."""
    return directory.with_name(f"{directory.name}.private")


def private_record(
    release: Release,
    directory: Path,
    *,
    proof: Mapping[str, Any] | None = None,
    earlier: Mapping[str, bytes] | None = None,
) -> Directory:
    """Return the private record of `release` as `directory`, to be written.

    With it go the comparison with published figures, and what it keeps of earlier
    releases of the same microdata, by path below ``earlier/``. Where something else
    stands there, writing it raises HL-PUBL-02.
    """
    files = {
        FIGURES: table_to_parquet(_table(release)),
        "protection.json": to_json(_protection(release)),
        **(earlier or {}),
    }
    if proof is not None:
        files[PROOF] = to_json(proof)
    return Directory(directory, files, _only_a_record, private=True)


def figures_of(content: bytes) -> tuple[tuple[Estimate, ...], tuple[Flag, ...]]:
    """Return the unprotected figures of a record and what was decided on each.

    Parameters
    ----------
    content
        Of its ``estimates.parquet``.
    """
    rows = pq.read_table(pa.BufferReader(content), schema=_SCHEMA).to_pylist()
    flags = tuple(Flag(row.pop("flag")) for row in rows)
    return tuple(map(_estimate, rows)), flags


def _estimate(row: dict[str, Any]) -> Estimate:
    own = {name: row[name] for name in row if name not in {"estimate_id", "reasons"}}
    return Estimate(
        **{
            **own,
            "measure": MeasureKind(row["measure"]),
            "dimensions": json.loads(row["dimensions"]),
        }
    )


def _table(release: Release) -> pa.Table:
    private = release.private
    rows = [
        {
            **vars(estimate),
            "estimate_id": decision.estimate_id,
            "measure": str(estimate.measure),
            "dimensions": json.dumps(dict(estimate.dimensions), sort_keys=True),
            "flag": str(decision.flag),
            "reasons": "; ".join(decision.reasons),
        }
        for estimate, decision in zip(
            private.estimates.estimates,
            private.decisions,
            strict=True,
        )
    ]
    rows.sort(key=lambda row: str(row["estimate_id"]))
    return pa.Table.from_pylist(rows, schema=_SCHEMA)


def _protection(release: Release) -> dict[str, object]:
    private = release.private
    reasons = Counter(
        reason.split(":")[0]
        for decision in private.decisions
        for reason in decision.reasons
    )
    return {
        "format": FORMAT,
        "release": release.manifest.id,
        "policy": {
            "name": release.manifest.policy.name,
            "sha256": release.manifest.policy.sha256,
        },
        "mean_weight": private.estimates.mean_weight,
        "records": private.estimates.records,
        "rounding_base": private.rounding_base,
        "reasons": dict(sorted(reasons.items())),
        "remarks": list(private.remarks),
    }


def _only_a_record(directory: Path) -> None:
    inside = files_in(directory) if directory.is_dir() else ()
    found = {name for name in inside if not name.startswith(f"{EARLIER}/")}
    if directory.is_symlink() or not directory.is_dir() or not found <= _FILES:
        raise BadInput(
            "The private directory holds something that is not a private record",
            where=str(directory),
            to_do="choose a new directory, or move what stands there away",
            code="HL-PUBL-02",
        )
