"""The words of a page in the languages of its readers: what is there, what is older."""

from collections.abc import Mapping
from dataclasses import dataclass

from wagtail.models import Page

from headload.apps.common.languages import LANGUAGES
from headload.apps.common.models import Concept
from headload.apps.common.words import FALLBACK
from headload.apps.pages.models import ConceptPage, Written


@dataclass(frozen=True)
class Words:
    """The words of a page, and how they stand to the language of the reader.

    Parameters
    ----------
    page
        The page that was written; none where nobody wrote one.
    foreign
        Its language where it is not that of the reader; else empty.
    older
        Whether the page that it was translated from has changed since.
    """

    page: Written | None = None
    foreign: str = ""
    older: bool = False


def words_about(concept: Concept, language: str) -> Words:
    """Return what editors wrote of a concept: in `language`, else in English."""
    pages = ConceptPage.objects.live().filter(concept=concept)
    for code in dict.fromkeys((language, FALLBACK)):
        page = pages.filter(locale__language_code=code).first()
        if page:
            return words_of(page, language)
    return Words()


def words_of(page: Written, language: str = "") -> Words:
    """Return a page's words as they stand to the reader's language."""
    own = page.locale.language_code
    foreign = own if language and own != language else ""
    return Words(page, foreign, _is_older(page))


def elsewhere(page: Written) -> Mapping[str, str]:
    """Return where a page stands in every language.

    Where it has no translation the reader is led to its own words at the address of
    her language, which says so.
    """
    own = page.address()
    found = {code: f"/{code}/{own.split('/', 2)[2]}" for code in LANGUAGES}
    for other in page.get_translations(inclusive=True).live():
        found[other.locale.language_code] = other.specific.address()
    return found


def _is_older(page: Page) -> bool:
    """Tell whether the page that `page` was translated from was published since."""
    versions = page.get_translations(inclusive=True).live()
    source = versions.filter(locale__language_code=FALLBACK).first()
    if source is None or source.pk == page.pk:
        return False
    ours, theirs = page.last_published_at, source.last_published_at
    return bool(ours and theirs and theirs > ours)
