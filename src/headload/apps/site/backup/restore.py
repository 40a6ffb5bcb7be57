"""Make a site out of a backup, on either database.

The database is first brought to the changes that the backup had seen, so that rows fit
whatever has changed since; then it takes the rows; then the changes that are newer.
Several changes that one has replaced since are as good as that one.
"""

import os
from collections.abc import Callable
from itertools import chain
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from headload.apps.site.backup import rows
from headload.apps.site.backup.archive import Archive, from_newer
from headload.apps.site.backup.database import new_database
from headload.apps.site.backup.make import FILES, FOLDER_OF_KEYS
from headload.apps.site.backup.manifest import Part, not_a_backup
from headload.apps.site.backup.staging import move_in

Show = Callable[[str, int, int], None]
Migration = tuple[str, str]
"""App and name of a change of the database."""


def restore(archive: Archive, staged: Path, show: Show) -> None:
    """Make the site in the folder `staged`, which the settings name, and move it up.

    Raises
    ------
    WrongUse
        HL-SITE-25 when the database is not empty, -26 when the backup knows changes of
        the database that this software does not.
    BadInput
        HL-SITE-21, -22 and -28 when the backup does not hold together.
    """
    with new_database():
        _tables(archive, show)
        _files(archive, staged, show)
        show("index", 0, 1)
        call_command("migrate", verbosity=0, interactive=False)
        call_command("update_index", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)
        connection.close()
        move_in(staged)


def _tables(archive: Archive, show: Show) -> None:
    executor = MigrationExecutor(connection)
    applied = {
        (app, name)
        for app, names in archive.manifest.migrations.items()
        for name in names
    }
    loader = executor.loader
    before = {key: set(each.replaces) for key, each in loader.replacements.items()}
    if not applied <= {*loader.disk_migrations, *before, *chain(*before.values())}:
        raise from_newer(archive.manifest, archive.where)
    applied |= {key for key, replaced in before.items() if replaced <= applied}
    show("tables", 0, 1)
    last = _last(applied, loader.graph)
    models = rows.tables(loader.project_state(last).apps)
    parts = {
        part.name: part for part in archive.manifest.parts if part.rows is not None
    }
    if {rows.part_of(model) for model in models} != set(parts):
        raise not_a_backup("its tables are not those of its version", archive.where)
    executor.migrate(last)
    with transaction.atomic():
        rows.empty(models)
        for done, model in enumerate(models):
            show("database", done, len(models))
            _table(archive, model, parts[rows.part_of(model)])
        rows.count_on(models)
        rows.hold_together(where=archive.where)


def _last(applied: set[Migration], graph: Any) -> list[Migration]:
    """Return the changes that no other of those applied rests on."""
    nodes = applied & set(graph.nodes)
    return sorted(
        node
        for node in nodes
        if not nodes & {child.key for child in graph.node_map[node].children}
    )


def _table(archive: Archive, model: object, part: Part) -> None:
    where = f"{archive.where}: {part.name}"
    count = rows.put_in(model, archive.lines(part), where=where)
    if count != part.rows:
        raise not_a_backup(f"{part.name} has {count} rows, not {part.rows}", where)


def _files(archive: Archive, staged: Path, show: Show) -> None:
    parts = [part for part in archive.manifest.parts if part.rows is None]
    for done, part in enumerate(parts):
        show("files", done, len(parts))
        path = staged / part.name.removeprefix(FILES).removeprefix(FOLDER_OF_KEYS)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)  # the key that was made for this process
        mode = 0o600 if part.name.startswith(FOLDER_OF_KEYS) else 0o644
        number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with os.fdopen(number, "wb") as stream:
            for chunk in archive.chunks(part):
                stream.write(chunk)
