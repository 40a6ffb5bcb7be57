"""Rows of CSV files, and what is wrong with a cell: by file, row and column.

`country_names.csv` has the names that the ILO has for countries and the CLDR has not.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import NoReturn, TypeVar

from headload.apps.common.dates import is_date
from headload.apps.common.models import Concept, ConceptName, Scheme
from headload.errors import BadInput

_MOST_BYTES = 20_000_000
Value = TypeVar("Value")


@dataclass(frozen=True)
class Row:
    """A row of a file; `where` names file and row."""

    where: str
    cells: Mapping[str, str]

    def text(self, column: str, most: int = 4000) -> str:
        """Return a cell; empty where the file has no such column.

        Raises
        ------
        BadInput
            HL-VOI-03 for one that is longer than `most`.
        """
        found = self.cells.get(column, "")
        if len(found) > most:
            self.refuse(column, f"It is longer than {most} signs")
        return found

    def needed(self, column: str, most: int = 4000) -> str:
        """Return a cell that has to have something.

        Raises
        ------
        BadInput
            HL-VOI-03 for an empty or too long one.
        """
        return self.text(column, most) or self.refuse(column, "It is empty")

    def date(self, column: str) -> str:
        """Return a date, as far as it is known.

        Raises
        ------
        BadInput
            HL-VOI-03 for what is no date.
        """
        found = self.text(column)
        if found and not is_date(found):
            self.refuse(column, f'"{found}" is no date such as 2016 or 2016-04-30')
        return found

    def one_of(self, column: str, values: Mapping[str, Value]) -> Value:
        """Return what a cell stands for.

        Raises
        ------
        BadInput
            HL-VOI-03 for one that stands for nothing.
        """
        found = self.text(column)
        if found not in values:
            known = ", ".join(each or "(empty)" for each in values)
            self.refuse(column, f'"{found}" is none of: {known}')
        return values[found]

    def several(self, column: str) -> list[str]:
        """Return the parts of a cell that semicolons divide."""
        return [each.strip() for each in self.text(column).split(";") if each.strip()]

    def refuse(self, column: str, what: str) -> NoReturn:
        """Say what is wrong with a cell.

        Raises
        ------
        BadInput
            HL-VOI-03, always.
        """
        raise BadInput(
            what,
            where=f'{self.where}, column "{column}"',
            to_do="correct the file; nothing was brought in",
            code="HL-VOI-03",
        )


def rows_of(
    path: Path, needed: Sequence[str], also: Sequence[str] = ()
) -> Sequence[Row]:
    """Return the rows of a CSV file.

    Parameters
    ----------
    needed, also
        Columns that it must have, and may have; others are refused, since a column
        with a slip in its name would be lost without a word.

    Raises
    ------
    BadInput
        HL-VOI-02 when it cannot be read or has other columns.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise ValueError("it is larger than 20 MB")
        lines = path.read_text("utf-8-sig").splitlines(keepends=True)
        reader = csv.DictReader(lines, strict=True)
        columns = list(reader.fieldnames or ())
        read = [(number, cells) for number, cells in enumerate(reader, start=2)]
    except (OSError, ValueError, csv.Error) as error:
        raise _unreadable(path, f"The file cannot be read: {error}") from None
    lacking = [each for each in needed if each not in columns]
    strange = [each for each in columns if each not in {*needed, *also}]
    if lacking or strange or len(set(columns)) < len(columns):
        said = [f'column "{each}" is missing' for each in lacking]
        said += [f'column "{each}" is not known' for each in strange]
        said = said or ["a column is there twice"]
        raise _unreadable(path, f"The file has other columns: {'; '.join(said)}")
    found = []
    for number, cells in read:
        where = f"{path}, row {number}"
        if None in cells or None in cells.values():
            raise _unreadable(where, "The row has more or fewer cells than columns")
        found.append(Row(where, {name: each.strip() for name, each in cells.items()}))
    return found


def _unreadable(where: object, what: str) -> BadInput:
    return BadInput(
        what,
        where=str(where),
        to_do="save it as CSV in UTF-8 with the columns that the how-to lists",
        code="HL-VOI-02",
    )


def _shipped(name: str) -> str:
    return (resources.files(__package__) / name).read_text("utf-8")


class Vocabulary:
    """Places and worker groups, by the names that files have for them."""

    def __init__(self) -> None:
        found = Concept.objects.filter(scheme__in=(Scheme.PLACE, Scheme.WORKER_GROUP))
        self._concepts = {(each.scheme, each.code): each for each in found}
        names = ConceptName.objects.filter(concept__scheme=Scheme.PLACE)
        self._places: dict[tuple[int | None, str], Concept] = {}
        self._cities: list[ConceptName] = []
        for name in names.select_related("concept"):
            key = (name.concept.within_id, name.text.casefold())
            self._places[key] = name.concept
            if name.concept.within_id:
                self._cities.append(name)
        for row in csv.DictReader(_shipped("country_names.csv").splitlines()):
            country = self._concepts[Scheme.PLACE, row["code"]]
            self._places[None, row["name"].casefold()] = country

    def country(self, row: Row, column: str) -> Concept | None:
        """Return the country of a code of three letters (ISO 3166-1); none if empty.

        Raises
        ------
        BadInput
            HL-VOI-03 for a code that is none.
        """
        code = row.text(column)
        if not code:
            return None
        found = self._concepts.get((Scheme.PLACE, code.lower()))
        if found is None or found.within_id:
            row.refuse(column, f'"{code}" is no country of ISO 3166-1')
        return found

    def country_called(self, name: str) -> Concept | None:
        """Return the country of a name that the site or the ILO has for it."""
        return self._places.get((None, name.casefold().replace("\u2019", "'")))

    def locality(self, country: Concept | None, name: str) -> Concept | None:
        """Return the place of the vocabulary that a locality is, or lies in.

        "San Luis, Lima" is a district of Lima; a name that the vocabulary lacks has no
        place of its own.
        """
        if country is None:
            return None
        parts = [each.strip().casefold() for each in name.split(",")]
        found = (self._places.get((country.pk, each)) for each in parts)
        return next((each for each in found if each), None)

    def cities(self, language: str) -> list[tuple[str, Concept]]:
        """Return the places within countries, and what they are called."""
        named = (each for each in self._cities if each.language == language)
        return [(each.text, each.concept) for each in named]

    def groups_called(self, codes: Sequence[str]) -> list[Concept]:
        """Return the worker groups of codes."""
        return [self._concepts[Scheme.WORKER_GROUP, code] for code in codes]

    def groups(self, row: Row, column: str) -> tuple[list[Concept], bool, bool]:
        """Return worker groups, whether all workers are meant, and whether others are.

        Raises
        ------
        BadInput
            HL-VOI-03 for a group that is none.
        """
        groups, everyone, others = [], False, False
        for name in row.several(column):
            found = self._concepts.get((Scheme.WORKER_GROUP, name.replace("_", "-")))
            if name == "all":
                everyone = True
            elif name == "other":
                others = True
            elif found is None:
                row.refuse(column, f'"{name}" is no worker group')
            else:
                groups.append(found)
        return groups, everyone, others
