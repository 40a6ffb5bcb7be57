"""What the library has on a worker group, place, Programme or topic: the newest."""

from django.db.models import Q

from headload.apps.common.models import Concept
from headload.apps.common.sections import Section
from headload.apps.library.models import Work

_NEW = 6


def publications(concept: Concept, language: str) -> Section:
    """Return the newest works about a concept; says so where there are none."""
    about = (
        Q(worker_groups=concept)
        | Q(places=concept)
        | Q(places__within=concept)
        | Q(topics=concept)
    )
    found = Work.objects.filter(about, live=True, withdrawn=None).distinct()
    works = found.prefetch_related("creators__person").order_by("-date", "slug")
    content = {"works": list(works[:_NEW]), "count": found.count(), "concept": concept}
    return Section("library/section.html", content)
