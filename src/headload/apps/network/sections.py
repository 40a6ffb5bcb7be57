"""Who organises workers of a group, or in a place: with the numbers as stated."""

from django.utils import timezone

from headload.apps.common.models import Concept, Scheme
from headload.apps.common.sections import Section
from headload.apps.network.lines import lines_of
from headload.apps.network.selectors import listing

_SHOWN = 8


def organisations_of(concept: Concept, language: str) -> Section | None:
    """Return organisations of a group or place; says so where none is known.

    Those with a number stand first. The numbers are not added up: one person may be in
    several, and a federation counts those of its affiliates.
    """
    if concept.scheme not in {Scheme.WORKER_GROUP, Scheme.PLACE}:
        return None
    found = listing()
    numbers = found.chosen("", {concept.scheme: concept.code}).numbers
    first = sorted(numbers, key=lambda number: number not in found.stated)[:_SHOWN]
    group = concept.code if concept.scheme == Scheme.WORKER_GROUP else ""
    content = {
        "lines": lines_of(first, language, timezone.localdate(), group),
        "count": len(numbers),
        "query": f"{concept.scheme}={concept.code}",
    }
    return Section("network/section.html", content)
