"""A site that a benchmark has to itself; nothing is left of it unless it is kept.

It lies in a temporary ``HEADLOAD_HOME`` on SQLite, or on the empty database that
``DATABASE_URL`` names. One that is kept is there for the next run, as it is.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory


@contextmanager
def own_site(keep: Path | None = None) -> Iterator[Path]:
    """Bring up an empty site; its folder is there while the context is open.

    Parameters
    ----------
    keep
        Folder in which the site stays; one that is there already is taken as it is.

    Raises
    ------
    SystemExit
        When the database that ``DATABASE_URL`` names has tables already, and none of a
        site that was kept.
    """
    with TemporaryDirectory(prefix="headload-bench-") as folder:
        home = (keep or Path(folder)) / "home"
        there = home.exists()
        os.environ["HEADLOAD_HOME"] = str(home)
        os.environ["DJANGO_SETTINGS_MODULE"] = "headload.apps.site.settings"
        import django
        from django.core.management import call_command

        from headload.apps.site.home import prepare

        prepare(home)
        django.setup()
        from django.db import connection, connections

        if connection.introspection.table_names() and not there:
            raise SystemExit("DATABASE_URL names a database that is not empty")
        try:
            if not there:
                call_command("migrate", verbosity=0, interactive=False)
                call_command("collectstatic", verbosity=0, interactive=False)
            yield home
        finally:
            if connection.vendor == "postgresql" and not keep:
                _drop_all()
            connections.close_all()


def _drop_all() -> None:
    """Drop every table: the database had none before."""
    from django.db import connection

    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            table = connection.ops.quote_name(name)
            cursor.execute(f"DROP TABLE IF EXISTS {table} CASCADE")
