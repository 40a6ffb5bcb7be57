"""Known weaknesses of the packages that the lock files name.

A look-up in a copy of the advisory database of Python packages (pypa/advisory-database,
one file an advisory, in the format of OSV). A copy that is missing or older than
`OLDEST` is no answer: what it knows is told, and the search counts as not done.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from faults.room import PROJECT
from security.search import CouldNotLook, Finding

COPY = PROJECT / ".cache" / "advisories"
OLDEST = timedelta(days=14)
_LOCKED = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==([^\s;\\]+)", re.MULTILINE)
_NEVER = datetime.fromtimestamp(0, tz=UTC)
_TO_DO = "make advisories, where the network lets it be fetched"


def known_weaknesses(folder: Path) -> list[Finding]:
    """Look up all locked packages in the copy that is here."""
    locks = sorted((PROJECT / "requirements").glob("*.txt"))
    return looked_up(locked(locks), COPY, datetime.now(tz=UTC))


def locked(locks: list[Path]) -> set[tuple[str, str]]:
    """Return name and version of every package in lock files."""
    return {
        (canonicalize_name(name), version)
        for path in locks
        for name, version in _LOCKED.findall(path.read_text("utf-8"))
    }


def looked_up(
    packages: set[tuple[str, str]], copy: Path, now: datetime
) -> list[Finding]:
    """Return advisories that speak of these packages.

    Raises
    ------
    CouldNotLook
        When there is no copy, or its newest advisory is too old; with what it knows.
    """
    versions: dict[str, set[str]] = {}
    for name, version in packages:
        versions.setdefault(name, set()).add(version)
    newest, found = _NEVER, []
    for advisory in _advisories(copy):
        newest = max(newest, _moment(advisory["modified"]))
        found += _of(advisory, versions)
    if newest == _NEVER:
        raise CouldNotLook("There is no copy of the advisories", to_do=_TO_DO)
    if now - newest > OLDEST:
        raise CouldNotLook(
            f"The copy of the advisories ends on {newest:%Y-%m-%d}, more than "
            f"{OLDEST.days} days ago",
            to_do=_TO_DO,
            found=tuple(found),
        )
    return found


def _advisories(copy: Path) -> Iterator[dict[str, Any]]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    for path in sorted(copy.glob("vulns/*/*.yaml")):
        with path.open("rb") as file:
            yield yaml.load(file, Loader=loader)  # noqa: S506 - a safe loader


def _of(advisory: dict[str, Any], versions: dict[str, set[str]]) -> list[Finding]:
    if "withdrawn" in advisory:
        return []
    said = " ".join(str(advisory.get("details", "")).split())[:120]
    return [
        Finding("advisories", advisory["id"], f"{name} {version}", said)
        for affected in advisory.get("affected", [])
        if (name := canonicalize_name(affected["package"]["name"])) in versions
        for version in sorted(versions[name])
        if _is_affected(version, affected)
    ]


def _is_affected(version: str, affected: dict[str, Any]) -> bool:
    """Tell whether a version is listed, or lies in a range of versions."""
    if version in map(str, affected.get("versions", [])):
        return True
    return any(
        _is_inside(Version(version), events["events"])
        for events in affected.get("ranges", [])
        if events["type"] == "ECOSYSTEM"
    )


def _is_inside(version: Version, events: list[dict[str, Any]]) -> bool:
    inside = False
    for event in events:
        ((kind, bound),) = event.items()
        try:
            at = Version("0" if str(bound) == "0" else str(bound))
        except InvalidVersion:
            return True  # not to be told apart: a person looks
        if kind == "introduced":
            inside = inside or version >= at
        elif kind == "fixed":
            inside = inside and version < at
        elif kind == "last_affected":
            inside = inside and version <= at
    return inside


def _moment(said: Any) -> datetime:
    """Return when an advisory was changed; YAML gives it as text or as a moment."""
    moment = said if isinstance(said, datetime) else datetime.fromisoformat(str(said))
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
