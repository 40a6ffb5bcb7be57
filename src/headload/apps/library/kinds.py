"""Kinds of publications, and what each is called in the lists of others.

`kinds.csv` has a row a kind: COAR Resource Types (vocabularies.coar-repositories.org),
DataCite 4 resourceTypeGeneral, CSL, BibTeX, RIS and schema.org.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from headload.apps.common.words import FALLBACK, Text

OTHER = "other"
_COAR = "http://purl.org/coar/resource_type/"


@dataclass(frozen=True)
class Kind:
    """A kind of publication."""

    code: str
    coar: str
    datacite: str
    csl: str
    bibtex: str
    ris: str
    schema: str
    names: Mapping[str, str]
    also: tuple[str, ...]

    @property
    def address(self) -> str:
        """Address of the kind in the COAR vocabulary."""
        return f"{_COAR}{self.coar}"

    def name(self, language: str) -> Text:
        """Return its name in `language`, or in English and marked as such."""
        if language in self.names:
            return Text(self.names[language])
        return Text(self.names[FALLBACK], FALLBACK)


@cache
def kinds() -> Mapping[str, Kind]:
    """Return every kind by its code, in the order of the list."""
    text = (resources.files(__package__) / "kinds.csv").read_text("utf-8")
    found = {}
    for row in csv.DictReader(text.splitlines()):
        names = {language: row.pop(language) for language in ("en", "es", "fr")}
        also = tuple(each for each in row.pop("also").split("|") if each)
        found[row["code"]] = Kind(**row, names=names, also=also)
    return found


def kind_called(name: str) -> str:
    """Return the code of a kind by its code, English name or another name it has.

    Examples
    --------
    >>> kind_called("Working paper"), kind_called("fact sheet"), kind_called("poem")
    ('working-paper', 'statistical-brief', 'other')
    """
    wanted = name.strip().casefold()
    for code, kind in kinds().items():
        if wanted in {code, kind.names[FALLBACK].casefold(), *kind.also}:
            return code
    return OTHER


def kind_of(name: str, value: str) -> str:
    """Return the first kind that another list calls `value`; `name` names the list."""
    for code, kind in kinds().items():
        if getattr(kind, name).casefold() == value.casefold():
            return code
    return OTHER
