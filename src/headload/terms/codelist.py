"""Codes and their labels in every shipped language, read from CSV.

One file a list in `codelists/`: column `code`, then `en`, `es`, `fr`, then any
further columns that a list needs (kept in `Code.notes`). The first row order is
the order of display.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

LANGUAGES = ("en", "es", "fr")


@dataclass(frozen=True)
class Code:
    """One code with its labels by language."""

    code: str
    labels: Mapping[str, str]
    notes: Mapping[str, str] = field(default_factory=dict)

    def label(self, language: str = "en") -> str:
        """Return the label in `language`, else in English."""
        return self.labels.get(language) or self.labels["en"]


@dataclass(frozen=True)
class Codelist:
    """A named, ordered list of codes."""

    name: str
    codes: Mapping[str, Code]

    def __contains__(self, code: str) -> bool:
        """Tell whether `code` is in the list."""
        return code in self.codes

    def where(self, note: str, value: str) -> tuple[str, ...]:
        """Return the codes whose extra column `note` equals `value`, in order."""
        return tuple(
            code.code for code in self.codes.values() if code.notes.get(note) == value
        )


@cache
def codelist(name: str) -> Codelist:
    """Return the code list shipped as `codelists/<name>.csv`.

    Raises
    ------
    FileNotFoundError
        When no such list is shipped.
    """
    path = resources.files(__package__) / "codelists" / f"{name}.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    codes = [_code(row) for row in csv.DictReader(lines)]
    return Codelist(name=name, codes={code.code: code for code in codes})


def _code(row: Mapping[str, str]) -> Code:
    labels = {language: row[language] for language in LANGUAGES}
    notes = {
        key: value
        for key, value in row.items()
        if key not in LANGUAGES and key != "code" and value
    }
    return Code(code=row["code"], labels=labels, notes=notes)
