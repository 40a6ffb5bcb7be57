"""Works that use an estimate, and works that an organisation made."""

from collections.abc import Collection, Iterator

from django.db.models import Q
from django.urls import reverse

from headload.apps.common.makers import Made
from headload.apps.library.models import Work


def works_with(estimate_id: str, language: str) -> Iterator[tuple[str, str]]:
    """Yield title and address of works that name an estimate as used."""
    found = Work.objects.filter(
        live=True, withdrawn=None, estimates__contains=estimate_id
    )
    for work in found:
        if estimate_id in dict(work.estimates_used()):
            yield str(work), reverse("work", args=[language, work.slug])


def works_named(names: Collection[str], language: str) -> Iterator[Made]:
    """Yield works with one of these names as creator or publisher, newest first."""
    named = Q()
    for name in names:
        own = Q(creators__person__organisation=True)
        named |= Q(publisher__iexact=name) | own & Q(
            creators__person__family__iexact=name
        )
    if not named:
        return
    found = Work.objects.filter(named, live=True, withdrawn=None).distinct()
    for work in found.order_by("-date", "slug"):
        address = reverse("work", args=[language, work.slug])
        yield Made(str(work), work.language, address, work.date)
