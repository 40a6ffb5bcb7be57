"""Works that use an estimate."""

from collections.abc import Iterator

from django.urls import reverse

from headload.apps.library.models import Work


def works_with(estimate_id: str, language: str) -> Iterator[tuple[str, str]]:
    """Yield title and address of works that name an estimate as used."""
    found = Work.objects.filter(
        live=True, withdrawn=None, estimates__contains=estimate_id
    )
    for work in found:
        if estimate_id in dict(work.estimates_used()):
            yield str(work), reverse("work", args=[language, work.slug])
