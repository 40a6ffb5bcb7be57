"""What a backup says of itself: versions, and the checksum of every part.

The manifest is the last part of the file. What it does not name is not in the backup.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from headload.errors import BadInput

FORMAT = 1
NAME = "manifest.json"


@dataclass(frozen=True)
class Part:
    """A part of a backup.

    Parameters
    ----------
    name
        Its path in the file, with forward slashes.
    sha256
        Checksum of its content, unpacked.
    rows
        Rows of a table; none for a file.
    """

    name: str
    bytes: int
    sha256: str
    rows: int | None = None


@dataclass(frozen=True)
class Manifest:
    """What is in a backup, and what it was made with.

    Parameters
    ----------
    format
        Version of the layout of the file.
    headload
        Version of the software.
    engine
        Database that it was made from; it can be restored into either.
    migrations
        Names of the changes that the database had seen, by app.
    """

    format: int
    headload: str
    made: str
    engine: str
    migrations: Mapping[str, Sequence[str]]
    parts: tuple[Part, ...]

    @property
    def rows(self) -> int:
        """Rows of all tables."""
        return sum(part.rows or 0 for part in self.parts)

    @property
    def files(self) -> int:
        """Parts that are files."""
        return sum(part.rows is None for part in self.parts)

    def to_json(self) -> bytes:
        """Return the manifest as it stands in the file."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1).encode()


def from_json(content: bytes, *, where: str) -> Manifest:
    """Return a manifest that was read.

    Raises
    ------
    BadInput
        HL-SITE-21 when it is none.
    """
    try:
        told = json.loads(content)
        parts = tuple(_part(each) for each in told["parts"])
        manifest = Manifest(**{**told, "parts": parts})
        _right(manifest)
    except (ValueError, TypeError, KeyError, AttributeError):
        raise not_a_backup("its manifest cannot be read", where) from None
    return manifest


def not_a_backup(why: str, where: str) -> BadInput:
    """Return the refusal of a file that is no backup."""
    return BadInput(
        f"This is not a whole backup of a site: {why}",
        where=where,
        to_do="take another backup, or copy this one again from where it was made",
        code="HL-SITE-21",
    )


def _right(manifest: Manifest) -> None:
    """Raise ValueError for a manifest with values of another kind."""
    texts = (manifest.headload, manifest.made, manifest.engine)
    names = [name for each in manifest.migrations.values() for name in each]
    if not isinstance(manifest.format, int) or not all(
        isinstance(each, str) for each in (*texts, *names)
    ):
        raise ValueError


def _part(told: Mapping[str, Any]) -> Part:
    part = Part(**told)
    right = isinstance(part.name, str) and isinstance(part.sha256, str)
    if not right or not isinstance(part.bytes, int) or part.bytes < 0:
        raise ValueError
    return part
