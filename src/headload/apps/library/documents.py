"""Works as they can be found."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse

from headload.apps.common.languages import LANGUAGES
from headload.apps.library.models import Page, Work
from headload.apps.search.index import Entry, renew

_AT_ONCE = 100
"""Works that are held in memory with their pages."""


def works(only: int | None = None) -> Iterator[Entry]:
    """Yield every work that is published and was not taken back, or only one.

    Its page is there in every language of the site; it is found as what it is, in its
    own language, by readers of all.
    """
    found = _shown(only).prefetch_related(
        "creators__person", "worker_groups__names", "places__names", "topics__names"
    )
    for work in found.iterator(_AT_ONCE):
        about = [*work.worker_groups.all(), *work.places.all(), *work.topics.all()]
        names = [name.text for each in about for name in each.names.all()]
        people = [str(part.person) for part in work.creators.all()]
        yield Entry(
            kind="work",
            key=f"work:{work.slug}",
            language=work.language_of_page,
            address=reverse("work", args=["en", work.slug]).removeprefix("/en"),
            title=str(work),
            text=". ".join(
                each
                for each in (
                    ", ".join(people),
                    work.summary,
                    " ".join((work.series, work.number)).strip(),
                    work.container,
                    work.publisher,
                    work.keywords,
                )
                if each
            ),
            keywords=" ".join([work.alternative_title, *names]),
            facets=_facets(work),
            date=work.day,
            everywhere=True,
        )


def _shown(only: int | None) -> QuerySet:
    chosen = {} if only is None else {"pk": only}
    return Work.objects.filter(live=True, withdrawn=None, **chosen)


def passages(only: int | None = None) -> Iterator[Entry]:
    """Yield every page with text of the files that may be read today."""
    for work in (
        _shown(only)
        .filter(files__isnull=False)
        .distinct()
        .prefetch_related("worker_groups", "places", "topics", "files__texts")
        .iterator(_AT_ONCE)
    ):
        facets = _facets(work)
        for page in (p for file in work.files_shown for p in file.texts.all()):
            if page.text:
                yield _passage(work, page, facets)


def _passage(work: Work, page: Page, facets: tuple[tuple[str, str], ...]) -> Entry:
    file = page.file
    language = file.language if file.language in LANGUAGES else "en"
    where = reverse("work-text", args=["en", work.slug, file.name])
    return Entry(
        kind="passage",
        key=f"passage:{work.slug}:{file.name}:{page.number}",
        language=language,
        address=f"{where.removeprefix('/en')}#p{page.number}",
        title=f"{work}, p. {page.number}",
        text=page.text,
        facets=facets,
        date=work.day,
        everywhere=True,
    )


def _facets(work: Work) -> tuple[tuple[str, str], ...]:
    return (
        ("type", work.kind),
        *(("worker_group", each.code) for each in work.worker_groups.all()),
        *(("place", each.code) for each in work.places.all()),
        *(("topic", each.code) for each in work.topics.all()),
        *((("year", str(work.year)),) if work.year else ()),
        *((("series", work.series[:80]),) if work.series else ()),
    )


def index_again(work: Work) -> None:
    """Index a work and its pages as they are now; all others stay as they are."""
    renew("work", f"work:{work.slug}", works(work.pk))
    renew("passage", f"passage:{work.slug}", passages(work.pk))
