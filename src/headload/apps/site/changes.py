"""Changes of the database that this software needs and the database has not seen."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from headload.errors import WrongUse


def waiting() -> list[str]:
    """Return the names of the changes that wait, as app and name."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def refuse_waiting() -> None:
    """Refuse a database that is not up to date, or none at all.

    Raises
    ------
    WrongUse
        HL-SITE-29.
    """
    names = waiting()
    if names:
        raise WrongUse(
            f"The database is not up to date: {len(names)} changes wait, the first is "
            f"{names[0]}",
            where="database of the site",
            to_do="bring it up: headload site init",
            code="HL-SITE-29",
        )
