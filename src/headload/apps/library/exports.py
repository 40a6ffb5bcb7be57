"""A work for reference managers and registries: BibTeX, RIS, CSL-JSON, DataCite."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import bibtexparser
import rispy
from bibtexparser.model import Entry, Field
from lxml import etree

from headload.apps.library.csl import csl_of
from headload.apps.library.kinds import kinds
from headload.apps.library.models import Role, Work

DATACITE = "http://datacite.org/schema/kernel-4"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_RIS_ROLES = {
    Role.AUTHOR: "authors",
    Role.EDITOR: "secondary_authors",
    Role.TRANSLATOR: "subsidiary_authors",
}


def bibtex(works: Sequence[Work]) -> bytes:
    """Return works as BibTeX, in UTF-8."""
    library = bibtexparser.Library()
    for work in works:
        library.add(Entry(kinds()[work.kind].bibtex, work.slug, _fields(work)))
    return str(bibtexparser.write_string(library)).encode()


def _fields(work: Work) -> list[Field]:
    values = {
        "author": _names(work, Role.AUTHOR),
        "editor": _names(work, Role.EDITOR),
        "title": str(work),
        "year": work.date[:4],
        "month": work.date[5:7],
        "institution": work.publisher,
        "series": work.series,
        "journal" if work.kind.endswith("article") else "booktitle": work.container,
        "number": work.number,
        "doi": work.doi,
        "isbn": ", ".join(work.isbns),
        "url": work.url,
        "language": work.language,
    }
    return [Field(name, value) for name, value in values.items() if value]


def _names(work: Work, role: str) -> str:
    parts = (each for each in work.creators.all() if each.role == role)
    return " and ".join(
        str(each.person) if each.person.given else f"{{{each.person.family}}}"
        for each in parts
    )


def ris(works: Sequence[Work]) -> bytes:
    """Return works as RIS, in UTF-8."""
    entries = []
    for work in works:
        entry: dict[str, Any] = {
            "type_of_reference": kinds()[work.kind].ris,
            "id": work.slug,
            "title": str(work),
            "year": work.date[:4],
            "publisher": work.publisher,
            "tertiary_title": work.series,
            "secondary_title": work.container,
            "number": work.number,
            "doi": work.doi,
            "issn": ", ".join(work.isbns),
            "urls": [work.url] if work.url else [],
            "language": work.language,
            "abstract": work.summary,
        }
        for part in work.creators.all():
            name = _RIS_ROLES[part.role]
            entry.setdefault(name, []).append(str(part.person))
        entries.append({name: value for name, value in entry.items() if value})
    return str(rispy.dumps(entries)).encode()


def csl_json(works: Sequence[Work]) -> bytes:
    """Return works as CSL-JSON."""
    items = [csl_of(work) for work in works]
    return f"{json.dumps(items, ensure_ascii=False, indent=1)}\n".encode()


def datacite(works: Sequence[Work]) -> bytes:
    """Return a work as DataCite 4 XML, to register a DOI with.

    Source: DataCite Metadata Schema 4. A work without a DOI has its permanent id as an
    identifier of kind ``Other``, which a registration replaces.
    """
    work = works[0]
    root = etree.Element(f"{{{DATACITE}}}resource", nsmap={None: DATACITE})

    def add(parent: Any, name: str, text: str = "", **attributes: str) -> Any:
        made = etree.SubElement(parent, f"{{{DATACITE}}}{name}", attributes)
        made.text = text or None
        return made

    kind = "DOI" if work.doi else "Other"
    add(root, "identifier", work.doi or work.permanent, identifierType=kind)
    _datacite_people(work, add, root)
    titles = add(root, "titles")
    add(titles, "title", work.title).set(f"{_XML}lang", work.language)
    if work.subtitle:
        add(titles, "title", work.subtitle, titleType="Subtitle")
    add(root, "publisher", work.publisher or ":unkn")
    add(root, "publicationYear", work.date[:4] or ":unkn")
    general = kinds()[work.kind]
    add(
        root,
        "resourceType",
        general.names["en"],
        resourceTypeGeneral=general.datacite,
    )
    add(root, "language", work.language)
    related = [
        (each.kind, each.doi or each.to.doi)
        for each in work.relations.select_related("to")
    ]
    if work.version_of:
        kind = "IsTranslationOf"
        if work.version_of.language == work.language:
            kind = "IsVersionOf"
        related.append((kind, work.version_of.doi))
    if any(doi for _, doi in related):
        listed = add(root, "relatedIdentifiers")
        for kind, doi in related:
            if doi:
                add(
                    listed,
                    "relatedIdentifier",
                    doi,
                    relatedIdentifierType="DOI",
                    relationType=kind,
                )
    if work.licence:
        add(add(root, "rightsList"), "rights", work.licence)
    if work.summary:
        descriptions = add(root, "descriptions")
        add(descriptions, "description", work.summary, descriptionType="Abstract")
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True))


def _datacite_people(work: Work, add: Callable[..., Any], root: Any) -> None:
    creators = add(root, "creators")
    for part in work.creators.all():
        creator = add(creators, "creator")
        person = part.person
        name_type = "Organizational" if person.organisation else "Personal"
        add(creator, "creatorName", str(person), nameType=name_type)
        if person.address:
            add(
                creator,
                "nameIdentifier",
                person.orcid or person.ror,
                nameIdentifierScheme="ORCID" if person.orcid else "ROR",
                schemeURI=person.address.rpartition("/")[0],
            )
    if not len(creators):
        creator = add(creators, "creator")
        name = work.publisher or ":unav"
        add(creator, "creatorName", name, nameType="Organizational")


FORMS: Mapping[str, tuple[str, Callable[[Sequence[Work]], bytes]]] = {
    "bib": ("application/x-bibtex; charset=utf-8", bibtex),
    "ris": ("application/x-research-info-systems; charset=utf-8", ris),
    "json": ("application/vnd.citationstyles.csl+json", csl_json),
    "xml": ("application/xml; charset=utf-8", datacite),
}
"""Kind of content and maker, by the ending of an address."""
