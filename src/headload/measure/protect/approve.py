"""Write into a release what the audit found, and who seals it all the same."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from headload.releases.release import PROTECT_ROOM_SEAL, Release


def approved(release: Release, audit: Mapping[str, Any]) -> Release:
    """Return `release` with the result of its audit in the manifest.

    Where two people override it, a warning that stands on every product says so.
    """
    manifest = replace(release.manifest, audit=dict(audit))
    override = audit.get("override")
    if override is not None:
        said = (
            f"The audit could work out {audit['exact']} withheld numbers and narrow "
            f"{audit['weak']} too far. Sealed all the same by "
            f"{' and '.join(override['people'])}: {override['reason']}"
        )
        manifest = replace(manifest, warnings=(*manifest.warnings, said))
    return replace(release, manifest=manifest, seal=PROTECT_ROOM_SEAL)
