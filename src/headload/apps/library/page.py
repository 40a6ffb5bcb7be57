"""What the page of a work shows, and what machines read on it."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from headload.apps.common.languages import LANGUAGES
from headload.apps.common.linked_data import in_page
from headload.apps.common.standing import standing_of
from headload.apps.common.words import Text
from headload.apps.library.csl import citations
from headload.apps.library.kinds import kinds
from headload.apps.library.models import Person, Relation, Work

Meta = tuple[str, str]


def content_of(work: Work, language: str) -> dict[str, Any]:
    """Return what the template knows of a work."""
    return {
        "work": work,
        "language": language,
        "foreign": work.language if work.language != language else "",
        "kind": kinds()[work.kind].name(language),
        "spoken": language_name(work.language),
        "people": [part.person for part in work.creators.all()],
        "groups": [each.name(language) for each in work.worker_groups.all()],
        "about": [
            each.name(language) for each in (*work.places.all(), *work.topics.all())
        ],
        "keywords": [each.strip() for each in work.keywords.split(";") if each.strip()],
        "citations": [] if work.withdrawn else list(citations(work).items()),
        "versions": versions_of(work),
        "files": work.files_shown,
        "cover": next((each for each in work.files_shown if each.cover), None),
        "relations": [
            *((f"relation_{each.kind}", each) for each in work.relations.all()),
        ],
        "mentions": [
            each.work
            for each in work.related_from.select_related("work")
            if each.work.live and not each.work.withdrawn
        ],
        "standing": [
            (estimate, standing_of(estimate, release, language))
            for estimate, release in work.estimates_used()
        ],
        "closed": bool(work.embargo and work.embargo > timezone.localdate()),
        "door": "library",
    }


def language_name(code: str) -> Text:
    """Return how a language is named by those who speak it; else its code."""
    return Text(LANGUAGES[code][1], code) if code in LANGUAGES else Text(code)


def versions_of(work: Work) -> Sequence[Work]:
    """Return translations and editions of the same work, itself left out."""
    first = work.version_of or work
    family = [first, *first.versions.filter(live=True)]
    return [each for each in family if each.pk != work.pk and each.live]


def meta_of(work: Work, address: str) -> list[Meta]:
    """Return names and contents of meta tags: Highwire Press, and Dublin Core.

    Sources: Google Scholar's inclusion guidelines; DCMI Metadata Terms.
    """
    people = [str(part.person) for part in work.creators.all()]
    found: list[Meta] = [
        ("citation_title", str(work)),
        *(("citation_author", name) for name in people),
        ("citation_publication_date", work.date.replace("-", "/")),
        ("citation_language", work.language),
        ("citation_doi", work.doi),
        *(("citation_isbn", each) for each in work.isbns),
        ("citation_technical_report_institution", work.publisher),
        ("citation_technical_report_number", work.number),
        ("citation_public_url", address),
        ("DC.title", str(work)),
        *(("DC.creator", name) for name in people),
        ("DC.publisher", work.publisher),
        ("DC.date", work.date),
        ("DC.language", work.language),
        ("DC.type", kinds()[work.kind].names["en"]),
        ("DC.identifier", f"https://doi.org/{work.doi}" if work.doi else address),
        ("DC.rights", work.licence),
    ]
    return [each for each in found if each[1]]


def json_ld(work: Work, address: str) -> str:
    """Return the work as JSON-LD of schema.org."""
    content: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": kinds()[work.kind].schema,
        "@id": address,
        "name": str(work),
        "alternateName": work.alternative_title,
        "inLanguage": work.language,
        "datePublished": work.date,
        "abstract": work.summary,
        "isbn": work.isbns,
        "license": work.licence,
        "sameAs": [f"https://doi.org/{work.doi}"] if work.doi else [],
        "author": [_ld_of(part.person) for part in work.creators.all()],
        "publisher": {"@type": "Organization", "name": work.publisher}
        if work.publisher
        else "",
        "keywords": [each.strip() for each in work.keywords.split(";") if each.strip()],
        "translationOfWork": _ld_reference(work.version_of, address),
        "citation": [
            f"https://doi.org/{each.doi}" if each.doi else str(each.to)
            for each in work.relations.all()
            if each.kind == Relation.CITES
        ],
    }
    known = {name: value for name, value in content.items() if value}
    return in_page(known)


def _ld_of(person: Person) -> dict[str, str]:
    """Return a person or organisation as schema.org tells them."""
    if person.organisation:
        told = {"@type": "Organization", "name": person.family}
    else:
        told = {
            "@type": "Person",
            "familyName": person.family,
            "givenName": person.given,
        }
    return told | ({"@id": person.address} if person.address else {})


def _ld_reference(work: Work | None, address: str) -> dict[str, str] | str:
    """Return a reference to another work by its permanent address."""
    if work is None:
        return ""
    return {"@id": f"{address.rpartition('/')[0]}/{work.permanent}"}
