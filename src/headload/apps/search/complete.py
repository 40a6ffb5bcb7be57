"""What the index should hold and does not, or holds and should not."""

from collections.abc import Mapping

from headload.apps.search.index import sources
from headload.apps.search.models import Document
from headload.apps.search.postings import numbers_held


def differences() -> Mapping[str, tuple[int, int]]:
    """Return, by kind, how many pages are missing and how many are too many.

    Kinds that are complete are left out; ``stems`` stands for the index of words beside
    the documents, which may hold too many until it is merged.
    """
    found = {}
    for kind, source in sources().items():
        wanted = {(entry.key, entry.language) for entry in source()}
        documents = Document.objects.filter(kind=kind)
        held = set(documents.values_list("key", "language").iterator())
        if wanted != held:
            found[kind] = (len(wanted - held), len(held - wanted))
    indexed = numbers_held()
    lacking = sum(
        number not in indexed
        for number in Document.objects.values_list("pk", flat=True).iterator()
    )
    if lacking:
        found["stems"] = (lacking, 0)
    return found
