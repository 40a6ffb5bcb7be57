"""Publish: a sealed release to a directory, the private record beside it.

The statistician's record is put in its place first: a public release without its
record cannot come to be. Both are whole or not there (`headload.releases.atomic`).
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from headload.errors import WrongUse
from headload.measure.publish.private import private_place, private_record
from headload.measure.publish.tables import tables
from headload.releases.atomic import write_directories
from headload.releases.manifest import to_json
from headload.releases.release import Release
from headload.releases.write import (
    derivation_to_parquet,
    estimates_to_parquet,
    only_a_release,
    sealed_directory,
)


def publish(
    release: Release,
    directory: Path,
    *,
    proof: Mapping[str, Any] | None = None,
    earlier: Mapping[str, bytes] | None = None,
) -> Path:
    """Write `release` as `directory`, and its private record as ``.private``.

    Parameters
    ----------
    release
        From the protect room; nothing else is accepted.
    directory
        New, empty, or holding an earlier release, which is replaced whole.
    proof
        Comparison with published figures, unrounded; goes to
        ``DIR.private/checks.json`` only.
    earlier
        What ``DIR.private/earlier`` keeps of earlier releases, by path.

    Returns
    -------
    Path
        The absolute path of the release.

    Raises
    ------
    WrongUse
        HL-PUBL-01 when `release` is not a Release.
    BadInput
        HL-REL-08 when the disk refuses; HL-REL-09 when something that is not a
        release stands there.
    """
    if not isinstance(release, Release):
        raise WrongUse(
            f"Only a Release can be published, not a {type(release).__name__}",
            where="headload.publish",
            to_do="protect the estimates first: headload.protect(...)",
            code="HL-PUBL-01",
        )
    target = directory.absolute()
    if target.exists() or target.is_symlink():
        only_a_release(target)
    files = {
        "estimates.parquet": estimates_to_parquet(release.estimates),
        "codelists.json": to_json(release.codelists),
        "derivation.parquet": derivation_to_parquet(release.derivation),
        **tables(release),
    }
    record = private_record(
        release, private_place(target), proof=proof, earlier=earlier
    )
    public = sealed_directory(release.manifest, files, target)
    _, written = write_directories([record, public])
    return written
