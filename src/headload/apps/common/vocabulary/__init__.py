"""The shared vocabulary as it ships: files, put into the database by `plant`.

`places.csv` has the countries and territories of ISO 3166-1, named as in the Unicode
CLDR (by Babel 2.18), the imaginary country of the demo (its code is one that ISO leaves
to users), and the five focal cities of WIEGO. `terms.csv` has Programmes and
topics, worker groups are named in the words of the site; Initiatives are the editors'
to add.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

from headload.apps.common.groups import SLUGS
from headload.apps.common.words import words

LANGUAGES = ("en", "es", "fr", "pt", "hi")


@dataclass(frozen=True)
class Term:
    """A row of the files; `names` by language, empty ones left out."""

    scheme: str
    code: str
    within: str
    names: tuple[tuple[str, str], ...]


def terms() -> Iterator[Term]:
    """Return every concept that ships; what stands within another comes after it."""
    for row in _rows("places.csv"):
        yield Term("place", row["code"], row["within"], _names(row))
    for slug, code in SLUGS.items():
        yield Term("worker_group", slug, "", _names(words()[f"group_{code}"]))
    for row in _rows("terms.csv"):
        yield Term(row["scheme"], row["code"], "", _names(row))


def plant(**_: Any) -> None:
    """Put what ships into the database; what editors added stays."""
    from headload.apps.common.models import Concept, ConceptName, Content

    listed = list(terms())
    Concept.objects.bulk_create(
        [
            Concept(
                scheme=term.scheme,
                code=term.code,
                focal=bool(term.within),
                shipped=True,
            )
            for term in listed
        ],
        update_conflicts=True,
        unique_fields=("scheme", "code"),
        update_fields=("focal", "shipped"),
    )
    found = {(each.scheme, each.code): each for each in Concept.objects.all()}
    for term in listed:
        concept = found[term.scheme, term.code]
        whole = found.get((term.scheme, term.within))
        if whole and concept.within_id != whole.pk:
            Concept.objects.filter(pk=concept.pk).update(within=whole)
    ConceptName.objects.bulk_create(
        [
            ConceptName(
                concept=found[term.scheme, term.code], language=language, text=text
            )
            for term in listed
            for language, text in term.names
        ],
        update_conflicts=True,
        unique_fields=("concept", "language"),
        update_fields=("text",),
    )
    Content.changed()


def _names(row: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((code, row[code]) for code in LANGUAGES if row.get(code))


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = (resources.files(__package__) / name).read_text("utf-8")
    yield from csv.DictReader(text.splitlines())
