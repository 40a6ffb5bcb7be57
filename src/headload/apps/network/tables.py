"""Tables of organisations, counts and affiliations, read and checked cell by cell.

A column that is not expected is refused, so that no list of members comes in. What a
cell says is translated by the tables below or named with its row and column; nothing is
guessed.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from django.core.exceptions import ValidationError

from headload.apps.common.groups import SLUGS
from headload.apps.network.contacts import is_contact
from headload.apps.network.kinds import (
    AffiliationKind,
    Basis,
    Classification,
    Level,
    Unit,
)
from headload.apps.network.models.shared import written_date
from headload.errors import BadInput

T = TypeVar("T")
COLUMNS: Mapping[str, Sequence[str]] = {
    "organisations.csv": (
        *("id", "name", "acronym", "org_type", "level", "country", "city", "sectors"),
        *("founded", "registered", "is_mbo", "source", "note"),
    ),
    "membership_counts.csv": (
        *("org_id", "value", "as_of", "unit", "sector", "women_share", "basis"),
        *("declared_by", "source", "note"),
    ),
    "affiliations.csv": ("child", "parent", "relation", "as_of", "source", "note"),
}
OPTIONAL: Mapping[str, Sequence[str]] = {"organisations.csv": ("does_research",)}
"""Columns that a table may have; without them nothing is known of what they tell."""
GROUPS: Mapping[str, Sequence[str]] = {
    **{slug.replace("-", "_"): (slug,) for slug in SLUGS},
    "all": tuple(SLUGS),
    "all_four": tuple(SLUGS),
}
"""Words for worker groups, and the concepts that they mean."""
OTHER = "other"
TYPES: Mapping[str, str] = {
    **{each.value.replace("-", "_"): each.value for each in Classification},
    "union/alliance": Classification.ALLIANCE,
    "coalition": Classification.ALLIANCE,
    "network_of_cooperatives": Classification.NETWORK,
    "support_network": Classification.SUPPORT_NGO,
    "": "",
}
LEVELS: Mapping[str, str] = {**{each.value: each.value for each in Level}, "": ""}
YES_NO: Mapping[str, bool | None] = {"yes": True, "no": False, "": None}
UNITS: Mapping[str, Unit] = {
    "members": Unit.PERSONS,
    "households": Unit.HOUSEHOLDS,
    "groups": Unit.GROUPS,
    "affiliates": Unit.ORGANISATIONS,
    "affiliates_indirect": Unit.INDIRECT_ORGANISATIONS,
    "countries": Unit.COUNTRIES,
}
ROUNDED = "declared_rounded"
BASES: Mapping[str, Basis] = {
    **{each.value.replace("-", "_"): each for each in Basis},
    ROUNDED: Basis.DECLARED,
}
RELATIONS: Mapping[str, AffiliationKind] = {
    each.value: each for each in AffiliationKind
}
_DATED = re.compile(r"\d{4}")


@dataclass(frozen=True)
class Row:
    """A row of a table, and where it stands."""

    file: str
    number: int
    cells: Mapping[str, str]

    def text(self, column: str) -> str:
        """Return what a cell says."""
        return self.cells.get(column, "").strip()

    def read(self, column: str, reader: Callable[[str], T], hint: str) -> T:
        """Return what `reader` makes of a cell.

        Raises
        ------
        BadInput
            HL-NET-43 with `hint` where it raises.
        """
        try:
            return reader(self.text(column))
        except (KeyError, ValueError, InvalidOperation, ValidationError):
            raise self.wrong(column, hint) from None

    def wrong(self, column: str, hint: str) -> BadInput:
        """Return the refusal of a cell."""
        return BadInput(
            f'"{self.text(column)}" cannot be in column "{column}"',
            where=f"{self.file}, row {self.number}, column {column}",
            to_do=f"{hint}; nothing was brought in",
            code="HL-NET-43",
        )

    def one_of(self, column: str, words: Mapping[str, T]) -> T:
        """Return what a word means.

        Raises
        ------
        BadInput
            HL-NET-43 for a word that is not known.
        """
        known = ", ".join(sorted(each for each in words if each))
        return self.read(column, words.__getitem__, f"write one of: {known}")

    def date(self, column: str) -> str:
        """Return a date as precise as it is written; empty where none is.

        Raises
        ------
        BadInput
            HL-NET-43 for what is no date.
        """
        return self.read(column, _date, "write 2016, 2016-04 or 2016-04-30")

    def moment(self, column: str) -> tuple[str, str]:
        """Return a date and an occasion, one of them empty.

        Raises
        ------
        BadInput
            HL-NET-43 for what begins as a date and is none.
        """
        text = self.text(column)
        if text and not _DATED.match(text):
            return "", text
        return self.date(column), ""

    def share(self, column: str) -> Decimal | None:
        """Return a share from 0 to 1; none where the cell is empty.

        Raises
        ------
        BadInput
            HL-NET-43 for anything else.
        """
        return self.read(column, _share, "write a share from 0 to 1, such as 0.95")


def rows_of(name: str, records: Iterable[Sequence[str]]) -> Iterator[Row]:
    """Yield the rows of a table of `COLUMNS`; the first below the head is row 2.

    Empty lines are passed over.

    Raises
    ------
    BadInput
        HL-NET-42 for other columns than those of the table, or a row with more or
        fewer cells; -47 for a contact of a person.
    """
    head: Sequence[str] | None = None
    for number, record in enumerate(records, start=1):
        if head is None:
            head = [each.strip() for each in record]
            _need_columns(name, head)
        elif any(record):
            if len(record) != len(head):
                raise _uneven(name, number)
            row = Row(name, number, dict(zip(head, record, strict=True)))
            _need_nobodys(row)
            yield row
    if head is None:
        _need_columns(name, ())


def _need_nobodys(row: Row) -> None:
    """Refuse a cell with a mail address or telephone: people are not taken in tables.

    Raises
    ------
    BadInput
        HL-NET-47; what the cell says is not repeated.
    """
    for column, text in row.cells.items():
        if column != "source" and is_contact(text):
            raise BadInput(
                "A cell holds a mail address or a telephone number",
                where=f"{row.file}, row {row.number}, column {column}",
                to_do="take it out: contacts come in one by one, with a consent; "
                "nothing was brought in",
                code="HL-NET-47",
            )


def _need_columns(name: str, found: Sequence[str]) -> None:
    if len(set(found)) != len(found):
        raise _uneven(name, 1)
    missing = [each for each in COLUMNS[name] if each not in found]
    known = (*COLUMNS[name], *OPTIONAL.get(name, ()))
    unknown = [each for each in found if each not in known]
    if missing or unknown:
        said = [f"missing: {', '.join(missing)}"] if missing else []
        said += [f"not expected: {', '.join(unknown)}"] if unknown else []
        raise BadInput(
            f"The columns are not those of this table; {'; '.join(said)}",
            where=f"{name}, row 1",
            to_do="give these columns and no others; lists of members are not taken",
            code="HL-NET-42",
        )


def _uneven(name: str, number: int) -> BadInput:
    return BadInput(
        "A row has more or fewer cells than the first",
        where=f"{name}, row {number}",
        to_do="put quotation marks around cells with commas",
        code="HL-NET-42",
    )


def _date(text: str) -> str:
    if text:
        written_date(text)
    return text


def _share(text: str) -> Decimal | None:
    if not text:
        return None
    share = Decimal(text)
    if not 0 <= share <= 1:
        raise ValueError(text)
    return share
