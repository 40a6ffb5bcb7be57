"""Agreements as they can be found: by all but the names of workers, who may hide."""

from collections.abc import Iterator

from django.urls import reverse

from headload.apps.search.index import Entry
from headload.apps.voice.dates import first_day
from headload.apps.voice.demands.documents import facets_of, language_of, names_of
from headload.apps.voice.models import Agreement


def agreements(only: int | None = None) -> Iterator[Entry]:
    """Yield every agreement that readers may see, or only one."""
    chosen = {} if only is None else {"pk": only}
    found = Agreement.objects.public().filter(**chosen).select_related("area__within")
    for each in found.prefetch_related("clauses", "sectors__names"):
        clauses = [f"{one.question} {one.answer}" for one in each.clauses.all()]
        yield Entry(
            kind="agreement",
            key=f"agreement:{each.slug}",
            language=language_of(each),
            address=reverse("agreement", args=["en", each.slug]).removeprefix("/en"),
            title=each.title,
            text=". ".join(said for said in (each.subject, *clauses) if said),
            keywords=" ".join([each.counterpart, *names_of(each)]),
            facets=facets_of(each),
            date=first_day(each.signed) if each.signed else None,
            everywhere=True,
        )
