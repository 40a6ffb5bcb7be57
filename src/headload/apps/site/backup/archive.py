"""Open a backup with suspicion: whoever made the file, nothing in it is believed.

Names, kinds and sizes are held against the manifest before anything is unpacked, then
every part against its checksum. A checksum tells damage, and a part that was exchanged;
who can write the whole file can write its manifest too, so the checksum of the whole is
for its owner to keep elsewhere.
"""

import hashlib
import re
import shutil
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import headload
from headload.apps.site.backup.manifest import (
    FORMAT,
    NAME,
    Manifest,
    Part,
    from_json,
    not_a_backup,
)
from headload.errors import BadInput, WrongUse

_CHUNK = 1 << 20
_LONGEST_MANIFEST = 1 << 28
_MOST_PACKED = 300
"""How much smaller packing may have made a part; lines of JSON come to thirty."""
_SMALL = 1 << 20
_NAME = re.compile(
    r"(database/\w+\.\w+\.jsonl|keys/(secret-key|contact-key)"
    r"|files/(releases|products|library|media|mail)(/[^/\\\x00-\x1f\x7f]{1,255})+)"
)
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError)
Show = Callable[[str, int, int], None]


class Archive:
    """A backup whose every part is as its manifest says."""

    def __init__(self, opened: zipfile.ZipFile, manifest: Manifest, where: str) -> None:
        self._zip = opened
        self.manifest = manifest
        self.where = where

    def chunks(self, part: Part) -> Iterator[bytes]:
        """Yield what a part holds.

        Raises
        ------
        BadInput
            HL-SITE-22 when it is not what the manifest says, at its end at the latest.
        """
        digest, size = hashlib.sha256(), 0
        with self._open(part) as stream:
            while chunk := self._read(stream, part):
                digest.update(chunk)
                size += len(chunk)
                if size > part.bytes:
                    break
                yield chunk
        if size != part.bytes or digest.hexdigest() != part.sha256:
            raise self._changed(part)

    def lines(self, part: Part) -> Iterator[bytes]:
        """Yield the rows of a table."""
        rest = b""
        for chunk in self.chunks(part):
            *whole, rest = (rest + chunk).split(b"\n")
            yield from whole
        if rest:
            raise self._changed(part)

    def check(self, show: Show) -> None:
        """Read every part once, and hold it against its checksum."""
        total = sum(part.bytes for part in self.manifest.parts)
        done = 0
        for part in self.manifest.parts:
            for chunk in self.chunks(part):
                done += len(chunk)
                show("checksums", done, total)

    def room(self, place: Path) -> None:
        """Refuse a disk that is too small for what is in the backup.

        Raises
        ------
        WrongUse
            HL-SITE-24.
        """
        needed = 2 * sum(part.bytes for part in self.manifest.parts)
        free = shutil.disk_usage(place).free
        if needed > free:
            raise WrongUse(
                f"There is too little space: {_mb(free)} are free and up to "
                f"{_mb(needed)} are needed",
                where=str(place),
                to_do="make space, or set HEADLOAD_HOME to a folder on a larger disk",
                code="HL-SITE-24",
            )

    def _open(self, part: Part) -> IO[bytes]:
        try:
            return self._zip.open(part.name)
        except _BROKEN:
            raise self._changed(part) from None

    def _read(self, stream: IO[bytes], part: Part) -> bytes:
        try:
            return stream.read(_CHUNK)
        except _BROKEN:
            raise self._changed(part) from None

    def _changed(self, part: Part) -> BadInput:
        return BadInput(
            f"A part of the backup is not as it was when it was made: {part.name}",
            where=self.where,
            to_do="copy the file again from where it was made, or take another backup",
            code="HL-SITE-22",
        )


@contextmanager
def opened(path: Path, *, sha256: str = "") -> Iterator[Archive]:
    """Open a backup, after its names, kinds and sizes were looked at.

    Parameters
    ----------
    sha256
        Checksum of the whole file, where its owner kept it.

    Raises
    ------
    BadInput
        HL-SITE-21 for a file that is no whole backup, -22 for one that was changed,
        -23 for one that wants to write where it must not, or to fill the disk.
    WrongUse
        HL-SITE-26 for one that a newer version made.
    """
    where = str(path)
    with _file(path) as stream:
        _as_kept(stream, sha256, where)
        with _zip(stream, where) as found:
            manifest = _manifest(found, where)
            _known(manifest, where)
            _harmless(found, manifest, path.stat().st_size, where)
            yield Archive(found, manifest, where)


def _file(path: Path) -> IO[bytes]:
    try:
        return path.open("rb")
    except OSError as error:
        raise not_a_backup(error.strerror or str(error), str(path)) from None


def _as_kept(stream: IO[bytes], sha256: str, where: str) -> None:
    digest = hashlib.sha256()
    while sha256 and (chunk := stream.read(_CHUNK)):
        digest.update(chunk)
    if sha256 and digest.hexdigest() != sha256.lower():
        raise BadInput(
            "The file is not the one whose checksum was given",
            where=where,
            to_do="compare with the checksum that `headload site backup` printed",
            code="HL-SITE-22",
        )


def _zip(stream: IO[bytes], where: str) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(stream)
    except _BROKEN:
        raise not_a_backup("it has no end, or is another kind of file", where) from None


def _manifest(found: zipfile.ZipFile, where: str) -> Manifest:
    try:
        with found.open(NAME) as stream:
            content = stream.read(_LONGEST_MANIFEST)
    except (KeyError, RuntimeError, *_BROKEN):
        raise not_a_backup("it has no manifest", where) from None
    return from_json(content, where=where)


def _known(manifest: Manifest, where: str) -> None:
    newer = manifest.format > FORMAT
    if newer or _version(manifest.headload) > _version(headload.__version__):
        raise from_newer(manifest, where)


def from_newer(manifest: Manifest, where: str) -> WrongUse:
    """Return the refusal of a backup that this version cannot understand."""
    return WrongUse(
        f"Headload {manifest.headload} made this backup, and this is "
        f"{headload.__version__}",
        where=where,
        to_do=f"install Headload {manifest.headload} or later, and restore again",
        code="HL-SITE-26",
    )


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(each) for each in re.findall(r"\d+", text)[:3])


def _harmless(
    found: zipfile.ZipFile, manifest: Manifest, size: int, where: str
) -> None:
    """Refuse what could write elsewhere, fill the disk, or is not in the manifest."""
    infos = [info for info in found.infolist() if info.filename != NAME]
    named = {part.name: part for part in manifest.parts}
    for info in found.infolist():
        _plain(info, where)
    if sum(info.compress_size for info in infos) > size:
        raise _harmful("its parts lie over one another", where)
    names = [info.filename for info in infos]
    if len(set(names)) != len(names) or len(named) != len(manifest.parts):
        raise _harmful("a part is there twice", where)
    if set(names) != set(named):
        raise not_a_backup("its parts are not those of its manifest", where)
    for info in infos:
        if info.file_size != named[info.filename].bytes:
            raise not_a_backup(f"{info.filename} has another size", where)


def _plain(info: zipfile.ZipInfo, where: str) -> None:
    kind = stat.S_IFMT(info.external_attr >> 16)
    name = info.orig_filename
    leads = name != NAME and not _NAME.fullmatch(name)
    if leads or {".", ".."} & set(name.split("/")):
        raise _harmful(f"it has a part with the name {name[:80]!a}", where)
    if kind not in {0, stat.S_IFREG}:
        raise _harmful(f"{name[:80]} is a link or a device", where)
    if info.flag_bits & 1 or info.compress_type not in _METHODS:
        raise _harmful(f"{name[:80]} is encrypted or packed in another way", where)
    if info.file_size > max(_SMALL, _MOST_PACKED * info.compress_size):
        raise _harmful(f"{name[:80]} would unpack to far more than it is", where)


def _harmful(why: str, where: str) -> BadInput:
    return BadInput(
        f"This file could do harm and is not unpacked: {why}",
        where=where,
        to_do="ask who gave it to you; a backup of Headload has nothing of the kind",
        code="HL-SITE-23",
    )


def _mb(count: int) -> str:
    return f"{count / 1e6:,.0f} MB"
