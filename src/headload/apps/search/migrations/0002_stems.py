"""The table of stems: FTS5 on SQLite, a tsvector with an index on PostgreSQL."""

from django.db import migrations

FTS5 = (
    "CREATE VIRTUAL TABLE search_stems USING fts5(title, keywords, text, "
    "tokenize = \"unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'\")",
)
POSTGRESQL = (
    "CREATE TABLE search_stems (document_id bigint PRIMARY KEY "
    "REFERENCES headload_search_document (id) ON DELETE CASCADE, stems tsvector)",
    "CREATE INDEX search_stems_gin ON search_stems USING gin (stems)",
)


def make(apps, editor):
    own = POSTGRESQL if editor.connection.vendor == "postgresql" else FTS5
    for statement in own:
        editor.execute(statement)


def unmake(apps, editor):
    editor.execute("DROP TABLE search_stems")


class Migration(migrations.Migration):
    dependencies = [("headload_search", "0001_initial")]
    operations = [migrations.RunPython(make, unmake)]
