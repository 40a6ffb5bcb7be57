"""The harmonised variables: the words every survey is translated into.

`variables.csv` is the list. Kinds: `code` (text from a code list), `text` (an
identifier or national code), `classification` (ISCO or ISIC, digits kept as
text), `integer` and `number`. Null always means *not known or not applicable*.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType

from headload.terms.codelist import LANGUAGES, Codelist, codelist

NOT_ASKED = "not_asked"


@dataclass(frozen=True)
class HarmonisedVariable:
    """One variable of the harmonised layer."""

    name: str
    kind: str
    codes: Codelist | None
    alias: str
    part: str
    labels: Mapping[str, str]

    def label(self, language: str = "en") -> str:
        """Return the label in `language`, else in English."""
        return self.labels.get(language) or self.labels["en"]


@cache
def harmonised_variables() -> Mapping[str, HarmonisedVariable]:
    """Return every harmonised variable by name, in the order of the list."""
    path = resources.files(__package__) / "variables.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    variables = [_variable(row) for row in csv.DictReader(lines)]
    return MappingProxyType({variable.name: variable for variable in variables})


def _variable(row: Mapping[str, str]) -> HarmonisedVariable:
    return HarmonisedVariable(
        name=row["name"],
        kind=row["kind"],
        codes=codelist(row["codelist"]) if row["codelist"] else None,
        alias=row["alias"],
        part=row["part"],
        labels={language: row[language] for language in LANGUAGES},
    )
