"""On PostgreSQL a vector of titles and keywords alone, with an index of its own.

The index of all stems does not know of which field a stem is; every row had to be read.
Its rows are filled when all is indexed anew, at the end of the migration.
"""

from django.db import migrations

MAKE = (
    "ALTER TABLE search_stems ADD COLUMN titled tsvector",
    "CREATE INDEX search_stems_titled ON search_stems USING gin (titled)",
)
UNMAKE = ("ALTER TABLE search_stems DROP COLUMN titled",)


def make(apps, editor):
    _run(MAKE, editor)


def unmake(apps, editor):
    _run(UNMAKE, editor)


def _run(statements, editor):
    if editor.connection.vendor == "postgresql":
        for statement in statements:
            editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("headload_search", "0002_stems")]
    operations = [migrations.RunPython(make, unmake)]
