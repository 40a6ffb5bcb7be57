"""Make a backup: every row, every file, and what tells whether they are all there.

Rows are read as they are at one moment. Files come after them: releases and files of
works never change under their name, so what a row names is there, and a file that comes
meanwhile is one too many at worst.
"""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

import headload
from headload.apps.site.backup import rows
from headload.apps.site.backup.manifest import FORMAT, Manifest
from headload.apps.site.backup.snapshot import snapshot
from headload.apps.site.backup.writer import Writer, chunks_of, writing
from headload.apps.site.changes import refuse_waiting
from headload.apps.site.home import FOLDERS, KEYS
from headload.errors import WrongUse

FILES, FOLDER_OF_KEYS = "files/", "keys/"
Show = Callable[[str, int, int], None]
"""Called with what is being kept, how much of it is done, and how much there is."""


@dataclass(frozen=True)
class Made:
    """A backup that was made.

    Parameters
    ----------
    sha256
        Checksum of the whole file.
    gone
        Files that were deleted while it was made.
    """

    manifest: Manifest
    sha256: str
    gone: int


def make(target: Path, *, with_keys: bool, show: Show) -> Made:
    """Write a backup of this site.

    Parameters
    ----------
    target
        The file; it must not be there yet, nor be within the site's folder.
    with_keys
        Whether the secret keys go into it.

    Raises
    ------
    WrongUse
        HL-SITE-20 for a target that cannot be, -29 when there is no database yet, or it
        is not up to date.
    BadInput
        HL-SITE-24 when the disk refuses.
    """
    home = Path(settings.HEADLOAD_HOME)
    if target.resolve().is_relative_to(home.resolve()):
        raise WrongUse(
            "A backup within the site's own folder would be lost with it",
            where=str(target),
            to_do="write it to another disk, or to another machine",
            code="HL-SITE-20",
        )
    refuse_waiting()
    with writing(target) as writer:
        with snapshot():
            migrations = _migrations()
            _rows(writer, show)
        gone = _files(writer, home, show)
        if with_keys:
            for name in (each for each in KEYS if (home / each).exists()):
                with (home / name).open("rb") as stream:
                    writer.add(f"{FOLDER_OF_KEYS}{name}", chunks_of(stream))
        manifest = Manifest(
            format=FORMAT,
            headload=headload.__version__,
            made=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
            engine=connection.vendor,
            migrations=migrations,
            parts=tuple(writer.parts),
        )
        sha256 = writer.finish(manifest)
    return Made(manifest, sha256, gone)


def files_of(home: Path) -> Iterator[Path]:
    """Yield every file that is the site's own; links are none, nor are half files."""
    for folder in FOLDERS:
        for path in sorted((home / folder).rglob("*")):
            if path.is_file() and not path.is_symlink() and path.suffix != ".part":
                yield path


def _migrations() -> dict[str, list[str]]:
    known: dict[str, list[str]] = {}
    for app, name in sorted(MigrationRecorder(connection).applied_migrations()):
        known.setdefault(app, []).append(name)
    return known


def _rows(writer: Writer, show: Show) -> None:
    models = rows.tables(apps)
    for done, model in enumerate(models):
        show("database", done, len(models))
        writer.add(rows.part_of(model), rows.lines_of(model), rows=True)


def _files(writer: Writer, home: Path, show: Show) -> int:
    paths = list(files_of(home))
    gone = 0
    for done, path in enumerate(paths):
        show("files", done, len(paths))
        try:
            stream = path.open("rb")
        except FileNotFoundError:
            gone += 1
            continue
        with stream:
            writer.add(FILES + path.relative_to(home).as_posix(), chunks_of(stream))
    return gone
