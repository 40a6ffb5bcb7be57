"""Pages of concepts and written pages, as they can be found."""

from collections.abc import Iterator

from django.utils.html import strip_tags

from headload.apps.common.languages import LANGUAGES
from headload.apps.common.models import Concept, Scheme
from headload.apps.pages.addresses import address_of
from headload.apps.pages.models import (
    ConceptPage,
    Consent,
    HomePage,
    ListPage,
    NewsPage,
    StoryPage,
    TextPage,
    Written,
)
from headload.apps.search.index import Entry

_BY_CONCEPT = (Scheme.WORKER_GROUP, Scheme.PLACE)
_KINDS = (HomePage, TextPage, ListPage, NewsPage, StoryPage)


def of_scheme(scheme: str) -> Iterator[Entry]:
    """Yield the page of each concept of a scheme, in each language that names it."""
    written = {
        (page.concept_id, page.locale.language_code): page
        for page in ConceptPage.objects.live().select_related("locale")
    }
    concepts = Concept.objects.filter(scheme=scheme).prefetch_related("names")
    for concept in concepts:
        for language in LANGUAGES:
            name = concept.name(language)
            if name.language:
                continue
            page = written.get((concept.pk, language))
            yield Entry(
                kind=scheme,
                key=f"{scheme}:{concept.code}",
                language=language,
                address=address_of(concept, language),
                title=page.title if page else name.text,
                text=text_of(page) if page else "",
                facets=_facets(concept),
            )


def written() -> Iterator[Entry]:
    """Yield every page of the tree that may be seen; no story without consent."""
    for kind in _KINDS:
        pages = kind.objects.live().select_related("locale")
        if kind is StoryPage:
            pages = pages.filter(Consent.in_force())
        for page in pages:
            about = page.about if isinstance(page, StoryPage) else None
            yield Entry(
                kind="page",
                key=f"page:{page.translation_key}",
                language=page.locale.language_code,
                address=page.address(),
                title=page.title,
                text=text_of(page),
                facets=_facets(about) if about else (),
                date=page.date if isinstance(page, NewsPage) else None,
            )


def text_of(page: Written) -> str:
    """Return the words of a page, without mark-up."""
    said = [page.lead]
    for block in page.body:
        if block.block_type == "paragraph":
            said.append(strip_tags(block.value.source.replace("</", " </")))
        elif block.block_type == "heading":
            said.append(str(block.value))
        elif block.block_type in {"said", "gap"}:
            said += [str(each) for each in block.value.values() if each]
    return " ".join(" ".join(each.split()) for each in said if each)


def _facets(concept: Concept) -> tuple[tuple[str, str], ...]:
    if concept.scheme not in _BY_CONCEPT:
        return ()
    own = ((concept.scheme, concept.code),)
    if concept.within:
        return (*own, (concept.scheme, concept.within.code))
    return own
