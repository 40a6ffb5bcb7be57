"""The index after tests have taken away what they made."""


def settle(*kinds: str) -> None:
    """Index kinds anew, all at once and only where one of their pages is left."""
    from headload.apps.search.index import rebuild
    from headload.apps.search.models import Document

    left = Document.objects.filter(kind__in=kinds).order_by().values_list("kind")
    if found := sorted({kind for (kind,) in left.distinct()}):
        rebuild(*found)
