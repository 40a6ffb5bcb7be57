"""The database that a backup is restored into: empty before, and again if it fails.

SQLite stands in the folder of the site and goes with it. In PostgreSQL a table without
columns says that what is there is not whole yet, so that what a killed restore has left
can be told from what is somebody's.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from headload.errors import WrongUse

_MARK = "headload_restoring"


@contextmanager
def new_database() -> Iterator[None]:
    """Let a database be filled; what failed is taken out again.

    Raises
    ------
    WrongUse
        HL-SITE-25 when it has tables.
    """
    _refuse_tables()
    if connection.vendor != "postgresql":
        yield
        return
    _do(f"CREATE TABLE {_MARK} ()")
    try:
        yield
        _do(f"DROP TABLE {_MARK}")
    except BaseException:
        connection.close()
        _clear()
        raise
    finally:
        connection.close()


def _refuse_tables() -> None:
    found = connection.introspection.table_names()
    if _MARK in found:
        _clear()
    elif found:
        raise WrongUse(
            f"The database is not empty: it has {len(found)} tables",
            where="DATABASE_URL",
            to_do="name a database without tables: createdb NAME",
            code="HL-SITE-25",
        )


def _clear() -> None:
    """Drop every table; there was none before."""
    for name in connection.introspection.table_names():
        _do(f"DROP TABLE {connection.ops.quote_name(name)} CASCADE")


def _do(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
