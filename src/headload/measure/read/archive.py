"""The one data file inside a zip archive, unpacked within limits.

An archive that holds several is never guessed at: they are listed and the person
names one. A member gives no more bytes than it declares, or its checksum fails, so
the size declared is the one to check.
"""

import shutil
import stat
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from zipfile import ZipFile, ZipInfo

from .kind import KINDS, TEXT, ZIP, refuse_spreadsheet
from .refusals import DAMAGED, counted, listed, refused
from .request import Limits

_BLOCK = 1 << 20
# below this size a high ratio cannot hurt anybody: a few blank columns
_SMALL = 64 << 20
_ENCRYPTED = 0x1

_DATA = frozenset(
    extension
    for kind in KINDS
    if kind not in {TEXT, ZIP}
    for extension in kind.extensions
)


def unpack(
    path: Path, *, name: str, into: Path, member: str | None, limits: Limits
) -> tuple[Path, str]:
    """Unpack the data file of an archive.

    Parameters
    ----------
    path, name
        The archive and its name as received.
    into
        Folder that receives the file, under a name made here.
    member
        The file to take; None when the archive has only one.
    limits
        `expanded_bytes` and `ratio` apply.

    Returns
    -------
    tuple
        Path of the file unpacked and its name in the archive.

    Raises
    ------
    BadInput
        Cases 5 to 7, 18 and 20, or a damaged archive.
    """
    try:
        with ZipFile(path) as archive:
            chosen = _choose(archive, name, member)
            target = into / f"member{PurePosixPath(chosen.filename).suffix.lower()}"
            _check_size(chosen, name, limits)
            with archive.open(chosen) as packed, target.open("wb") as file:
                shutil.copyfileobj(packed, file, _BLOCK)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise refused(
            DAMAGED,
            "The zip archive is damaged or packed in a way that is not known",
            where=name,
            to_do="fetch it again, or unpack it and give the data file",
        ) from error
    return target, chosen.filename


def _choose(archive: ZipFile, name: str, member: str | None) -> ZipInfo:
    files = [one for one in archive.infolist() if not _is_clutter(one)]
    for one in files:
        _refuse_unsafe(one, name)
    if any(one.filename == "[Content_Types].xml" for one in files):
        refuse_spreadsheet(name)
    if member is not None:
        return _named(files, member, name)
    candidates = [one for one in files if _suffix(one) in _DATA]
    candidates = candidates or [one for one in files if _suffix(one) in TEXT.extensions]
    if len(candidates) != 1:
        raise refused(
            18,
            f"The archive holds {counted(len(candidates), 'data file')}; one is needed",
            where=f"{name}, which holds {listed(one.filename for one in files)}",
            to_do="name the one to read with --member",
        )
    return candidates[0]


def _named(files: list[ZipInfo], member: str, name: str) -> ZipInfo:
    for one in files:
        if one.filename == member:
            return one
    raise refused(
        18,
        f'The archive has no file "{member}"',
        where=name,
        to_do=f"name one of {listed(one.filename for one in files)}",
    )


def _suffix(one: ZipInfo) -> str:
    return PurePosixPath(one.filename).suffix.lower()


def _is_clutter(one: ZipInfo) -> bool:
    return one.is_dir() or one.filename.startswith("__MACOSX/")


def _refuse_unsafe(one: ZipInfo, name: str) -> None:
    parts = PurePosixPath(one.filename.replace("\\", "/"))
    link = stat.S_ISLNK(one.external_attr >> 16)
    drive = one.filename[1:2] == ":"
    if link or drive or parts.is_absolute() or ".." in parts.parts:
        raise refused(
            6,
            "The archive holds a link or a path that points outside of it",
            where=f'{name}, member "{one.filename}"',
            to_do="ask the supplier for a clean archive; nothing was unpacked",
        )


def _check_size(one: ZipInfo, name: str, limits: Limits) -> None:
    if one.flag_bits & _ENCRYPTED:
        raise refused(
            7,
            "The archive is protected by a password",
            where=f'{name}, member "{one.filename}"',
            to_do="unpack it with the password and give the data file",
        )
    by_ratio = max(one.compress_size * limits.ratio, _SMALL)
    if one.file_size > min(limits.expanded_bytes, by_ratio):
        raise refused(
            5,
            f"The file would expand from {one.compress_size:,} to "
            f"{one.file_size:,} bytes, past the limit of "
            f"{limits.expanded_bytes:,} bytes or {limits.ratio}:1",
            where=f'{name}, member "{one.filename}"',
            to_do="if the supplier confirms the size, unpack it and give the data file",
        )
