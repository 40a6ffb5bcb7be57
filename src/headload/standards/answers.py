"""Code lists of single rules, such as node ids, with their labels.

A list that belongs to one folder of rules stays beside it in `codelists.csv`;
lists shared with the rest of the house are in `headload.terms`.
"""

import csv
from functools import cache
from importlib import resources

from headload.terms import LANGUAGES, Code, Codelist


@cache
def answers(folder: str, name: str) -> Codelist:
    """Return the list `name` of `<folder>/codelists.csv`.

    Raises
    ------
    LookupError
        When the file has no such list.
    """
    path = resources.files(__package__) / folder / "codelists.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [row for row in csv.DictReader(lines) if row["list"] == name]
    if not rows:
        message = f"{folder}/codelists.csv has no list {name}"
        raise LookupError(message)
    codes = {
        row["code"]: Code(
            code=row["code"],
            labels={language: row[language] for language in LANGUAGES},
        )
        for row in rows
    }
    return Codelist(name=name, codes=codes)
