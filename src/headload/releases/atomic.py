"""The one way to write a directory or a file: whole or not at all.

Files go to a temporary directory beside the target (same file system), are
flushed to disk, and the directory is renamed into place. A kill at any moment
leaves the old directory, none for the instant between two renames (put back by
`recover`), or the new one; never half. POSIX only: flushing a directory needs it.
"""

import os
import re
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from headload.errors import BadInput


@dataclass(frozen=True)
class Directory:
    """A directory to be written.

    Parameters
    ----------
    target
        Directory to make; its parent is made when missing.
    files
        Content by relative path with forward slashes; written in this order.
    may_replace
        Called with an existing target; raises when it must not be replaced.
    private
        Mode 0700 for directories and 0600 for files instead of 0755 and 0644.
    """

    target: Path
    files: Mapping[str, bytes]
    may_replace: Callable[[Path], None]
    private: bool = False


def write_directory(
    target: Path,
    files: Mapping[str, bytes],
    *,
    may_replace: Callable[[Path], None],
) -> Path:
    """Write `files` as the directory `target`, replacing it as one step.

    Returns
    -------
    Path
        The absolute path of the directory.

    Raises
    ------
    BadInput
        HL-REL-08 when the disk refuses; nothing is left behind.
    """
    (place,) = write_directories([Directory(target, files, may_replace)])
    return place


def write_directories(directories: Sequence[Directory]) -> list[Path]:
    """Write directories that belong together: all are filled before any is moved.

    A disk that is full leaves each as it was. They are moved in the order given, each
    in one step.

    Raises
    ------
    BadInput
        HL-REL-08 when the disk refuses; nothing is left behind.
    """
    places = [each.target.absolute() for each in directories]
    filled: list[Path] = []
    place = places[0]
    try:
        for place, each in zip(places, directories, strict=True):
            place.parent.mkdir(parents=True, exist_ok=True)
            recover(place)
            if place.exists() or place.is_symlink():
                each.may_replace(place)
        for place, each in zip(places, directories, strict=True):
            filled.append(_fill(place, each.files, private=each.private))
        for place, fresh in zip(places, filled, strict=True):
            _swap(place, fresh)
    except OSError as error:
        size = sum(len(file) for each in directories for file in each.files.values())
        raise BadInput(
            f"The directory could not be written: {error.strerror or error}",
            where=str(place),
            to_do=f"make {size // 1024 + 1} kB of space on that disk and check that "
            "you may write there",
            code="HL-REL-08",
        ) from None
    finally:
        for fresh in filled:
            shutil.rmtree(fresh, ignore_errors=True)
    return places


def write_file(target: Path, content: bytes, *, private: bool = False) -> None:
    """Write one file, replacing what is there as one step.

    Parameters
    ----------
    private
        Only its owner may read it.

    Raises
    ------
    OSError
        When the disk refuses; what was there is as it was, and nothing is left beside.
    """
    place = target.absolute()
    number, name = tempfile.mkstemp(".part", f".{place.name[:40]}.", place.parent)
    part = Path(name)
    try:
        with os.fdopen(number, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(number)
        if not private:
            part.chmod(0o666 & ~_umask())
        part.replace(place)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    _flush(place.parent)


def need_writable(target: Path) -> None:
    """Refuse a place for a directory that cannot be written, before long work begins.

    Nothing is left there; missing parents are not made.

    Raises
    ------
    BadInput
        HL-REL-10, with what the system says.
    """
    place = target.absolute()
    there = next(each for each in place.parents if each.exists())
    try:
        Path(tempfile.mkdtemp(prefix=f".{place.name[:40]}.", dir=there)).rmdir()
    except OSError as error:
        raise BadInput(
            f"Nothing can be written there: {error.strerror or error}",
            where=str(place),
            to_do="name a directory in a folder that you may write to",
            code="HL-REL-10",
        ) from None


def recover(target: Path) -> None:
    """Clear what killed runs left beside `target`, and put back what they moved.

    Leftovers carry the id of their process; those of living ones are let be.
    """
    for leftover in sorted(target.parent.iterdir()):
        kind, process = _made_by(leftover.name, target.name)
        if not kind or _alive(process):
            continue
        if kind == "old" and not target.exists():
            leftover.rename(target)
        else:
            shutil.rmtree(leftover, ignore_errors=True)


def _fill(target: Path, files: Mapping[str, bytes], *, private: bool) -> Path:
    fresh = _beside(target, "tmp")
    try:
        for name, content in files.items():
            _write_file(fresh / PurePosixPath(name), content, private=private)
        for folder in sorted(_folders(fresh), reverse=True):
            folder.chmod(0o700 if private else 0o755)
            _flush(folder)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    return fresh


def _write_file(path: Path, content: bytes, *, private: bool) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    mode = 0o600 if private else 0o644
    number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(number, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    path.chmod(mode)


def _swap(target: Path, fresh: Path) -> None:
    if not target.exists():
        fresh.rename(target)
        _flush(target.parent)
        return
    aside = _beside(target, "old")
    try:
        target.rename(aside)
        fresh.rename(target)
    except OSError:
        if not target.exists() and aside.exists():
            aside.rename(target)
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.rmtree(aside, ignore_errors=True)
        raise
    _flush(target.parent)
    shutil.rmtree(aside, ignore_errors=True)


def _beside(target: Path, kind: str) -> Path:
    prefix = f".{target.name}.{kind}-{os.getpid()}-"
    return Path(tempfile.mkdtemp(prefix=prefix, dir=target.parent))


def _made_by(name: str, target: str) -> tuple[str, int]:
    """Return kind and process id of a leftover; an empty kind for other names."""
    found = re.fullmatch(rf"\.{re.escape(target)}\.(tmp|old)-(\d+)-\w+", name)
    return (found[1], int(found[2])) if found else ("", 0)


def _folders(top: Path) -> list[Path]:
    return [top, *(path for path in top.rglob("*") if path.is_dir())]


def _umask() -> int:
    """Return what new files of this process are not open to."""
    found = os.umask(0o077)
    os.umask(found)
    return found


def _flush(folder: Path) -> None:
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return process != os.getpid()
