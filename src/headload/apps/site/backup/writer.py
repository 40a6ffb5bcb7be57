"""Write a backup part by part: streamed, checksummed, whole or not there at all.

The file is written under another name beside its own, flushed to disk and renamed.
Nothing in it is held in memory but the list of its parts.
"""

import fcntl
import hashlib
import os
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from headload.apps.site.backup.manifest import NAME, Manifest, Part
from headload.errors import BadInput, WrongUse

_CHUNK = 1 << 20
_PACKED = {
    ".gz",
    ".jpg",
    ".parquet",
    ".pdf",
    ".png",
    ".webp",
    ".woff2",
    ".xlsx",
    ".zip",
}
_FIRST = (1980, 1, 1, 0, 0, 0)
_REGULAR = 0o100600 << 16


class Writer:
    """A backup while it is written."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._out = _Hashed(stream)
        self._zip = zipfile.ZipFile(self._out, "w", allowZip64=True)
        self.parts: list[Part] = []

    def add(self, name: str, chunks: Iterable[bytes], *, rows: bool = False) -> None:
        """Add a part; each chunk is a row where `rows` is said."""
        digest = hashlib.sha256()
        size = count = 0
        with self._zip.open(_info(name), "w", force_zip64=True) as into:
            for chunk in chunks:
                digest.update(chunk)
                into.write(chunk)
                size += len(chunk)
                count += 1
        self.parts.append(Part(name, size, digest.hexdigest(), count if rows else None))

    def finish(self, manifest: Manifest) -> str:
        """Write the manifest and the end of the file; return its checksum."""
        self._zip.writestr(_info(NAME), manifest.to_json())
        self._zip.close()
        return self._out.digest.hexdigest()

    def give_up(self) -> None:
        """Write nothing any more."""
        self._zip.fp = None


@contextmanager
def writing(target: Path) -> Iterator[Writer]:
    """Give what writes the file `target`, which is there when all of it is.

    Raises
    ------
    WrongUse
        HL-SITE-20 when there is such a file, or another backup is writing it.
    BadInput
        HL-SITE-24 when the disk refuses; nothing is left behind.
    """
    part = target.with_name(f".{target.name}.part")
    if target.exists() or target.is_symlink():
        raise _taken("There is a file of this name already", target)
    try:
        number = os.open(part, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        with os.fdopen(number, "wb") as stream:
            _alone(stream, target)
            stream.truncate()  # what a killed backup left
            os.fchmod(number, 0o600)
            writer = Writer(stream)
            try:
                yield writer
                stream.flush()
                os.fsync(number)
                part.rename(target)
            except BaseException:
                writer.give_up()
                part.unlink(missing_ok=True)
                raise
        _flush(target.parent)
    except OSError as error:
        raise BadInput(
            f"The backup could not be written: {error.strerror or error}",
            where=str(target),
            to_do="make space, and check that you may write in the folder",
            code="HL-SITE-24",
        ) from None


def chunks_of(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield what a file holds, piece by piece."""
    while chunk := stream.read(_CHUNK):
        yield chunk


class _Hashed:
    """A stream that is only written forwards, and knows the checksum of it all."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.digest = hashlib.sha256()

    def write(self, content: bytes) -> int:
        self.digest.update(content)
        return self._stream.write(content)

    def flush(self) -> None:
        self._stream.flush()

    def close(self) -> None:
        """Leave the stream open for who opened it."""


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _FIRST)
    packed = Path(name).suffix in _PACKED or name.startswith("files/library/")
    info.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
    info.external_attr = _REGULAR
    return info


def _alone(stream: IO[bytes], target: Path) -> None:
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise _taken("Another backup is being written to this file", target) from None


def _taken(what: str, target: Path) -> WrongUse:
    return WrongUse(
        what,
        where=str(target),
        to_do="give a name that is new, for instance with the day in it",
        code="HL-SITE-20",
    )


def _flush(folder: Path) -> None:
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
