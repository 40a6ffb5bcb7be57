"""The database as it is at one moment, while others go on reading and writing."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def snapshot() -> Iterator[None]:
    """Let everything that is read within see the same state; nothing is locked.

    PostgreSQL keeps old rows for a transaction that repeats its reads; SQLite with its
    write-ahead log does for any that reads and does not write, so the site's usual
    transactions, which begin by taking the right to write, are not used here.
    """
    if connection.vendor == "postgresql":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(
                    "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"
                )
            yield
        return
    connection.ensure_connection()
    usual = connection.transaction_mode
    connection.transaction_mode = "DEFERRED"
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:  # the first read fixes the moment
                cursor.execute("SELECT count(*) FROM django_migrations")
            yield
    finally:
        connection.transaction_mode = usual
