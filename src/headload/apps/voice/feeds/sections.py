"""The next deadline on the page of every group and place, above all else."""

from django.utils import timezone

from headload.apps.common.models import Concept, Scheme
from headload.apps.common.sections import Section
from headload.apps.voice.feeds.page import coming
from headload.apps.voice.feeds.wanted import about, processes_of


def next_deadline_of(concept: Concept, language: str) -> Section | None:
    """Return a line with what is due next; says so where nothing is known."""
    if concept.scheme not in (Scheme.WORKER_GROUP, Scheme.PLACE):
        return None
    asked = about(concept)
    found, _ = coming(processes_of(asked), timezone.now())
    content = {"next": found[0] if found else None, "query": asked.query}
    return Section("voice/section_next.html", content)
