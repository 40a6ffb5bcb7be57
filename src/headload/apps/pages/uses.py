"""Written pages that show an estimate."""

from collections.abc import Iterator

from django.db.models import TextField
from django.db.models.functions import Cast

from headload.apps.pages.models import (
    ConceptPage,
    Consent,
    HomePage,
    NewsPage,
    StoryPage,
    TextPage,
)

_KINDS = (HomePage, ConceptPage, TextPage, NewsPage, StoryPage)


def pages_with(estimate_id: str, language: str) -> Iterator[tuple[str, str]]:
    """Yield title and address of pages in a language that show an estimate."""
    for kind in _KINDS:
        pages = (
            kind.objects.live()
            .filter(locale__language_code=language)
            .annotate(written=Cast("body", TextField()))
            .filter(written__contains=f'"{estimate_id}"')
        )
        if kind is StoryPage:
            pages = pages.filter(Consent.in_force())
        for page in pages:
            yield page.title, page.address()
