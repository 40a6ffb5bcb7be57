"""One index of words for every database: which documents have a stem, as arrays.

It takes the place of FTS5 and of PostgreSQL's vectors. Its rows are filled when all is
indexed anew, at the end of the migration.
"""

from django.db import migrations, models


def drop(apps, editor):
    editor.execute("DROP TABLE search_stems")


class Migration(migrations.Migration):
    dependencies = [("headload_search", "0003_titled")]
    operations = [
        migrations.RunPython(drop),
        migrations.CreateModel(
            name="Posting",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "kind",
                        "stem",
                        "base",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("stem", models.CharField(max_length=250)),
                ("base", models.BigIntegerField()),
                ("having", models.BinaryField()),
            ],
        ),
    ]
