"""What the index should hold and does not, or holds and should not."""

from collections.abc import Mapping

from django.db import connection

from headload.apps.search.index import sources
from headload.apps.search.models import Document


def differences() -> Mapping[str, tuple[int, int]]:
    """Return, by kind, how many pages are missing and how many are too many.

    Kinds that are complete are left out; ``stems`` stands for what the engine of the
    database holds beside the documents.
    """
    found = {}
    for kind, source in sources().items():
        wanted = {(entry.key, entry.language) for entry in source()}
        documents = Document.objects.filter(kind=kind)
        held = set(documents.values_list("key", "language").iterator())
        if wanted != held:
            found[kind] = (len(wanted - held), len(held - wanted))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM search_stems")
        stems = int(cursor.fetchone()[0])
    count = Document.objects.count()
    if stems != count:
        found["stems"] = (max(count - stems, 0), max(stems - count, 0))
    return found
