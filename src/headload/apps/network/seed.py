"""Bring organisations, counts and affiliations in from a folder of tables.

All or nothing, through the services, so that each value has its event and its source.
What is here already stays as it is: an organisation by its name in addresses (also one
that it had once), a count by all that it says, an affiliation by its two sides and
kind. Bringing the same folder in again changes nothing.
"""

import datetime
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.core.validators import URLValidator

from headload.apps.common.models import Concept, Scheme
from headload.apps.network import tables
from headload.apps.network.history import writing
from headload.apps.network.kinds import Level
from headload.apps.network.models import Affiliation, MembershipCount, Organisation
from headload.apps.network.rights import COMMAND_LINE, Actor
from headload.apps.network.selectors import at
from headload.apps.network.services import (
    NewAffiliation,
    NewCount,
    NewOrganisation,
    Seen,
    affiliate,
    create,
    record_count,
)
from headload.apps.network.tables import Row, rows
from headload.errors import BadInput

_WHY = "import"


@dataclass
class Tally:
    """How many were new, and how many were here already."""

    new: int = 0
    known: int = 0

    def add(self, is_new: bool) -> None:
        """Count one more."""
        self.new += is_new
        self.known += not is_new


@dataclass
class Result:
    """What came of an import."""

    organisations: Tally = field(default_factory=Tally)
    counts: Tally = field(default_factory=Tally)
    affiliations: Tally = field(default_factory=Tally)


def bring_in(
    directory: Path, seen: datetime.date | None = None, by: Actor = COMMAND_LINE
) -> Result:
    """Bring in what a folder has: organisations, membership_counts, affiliations.

    Parameters
    ----------
    seen
        The day on which its sources were looked at; none where that is not known.

    Raises
    ------
    BadInput
        HL-NET-41 and -42 for a table that cannot be read, -43 for a cell, -44 for an
        organisation that is not there, -45 for a row that cannot be kept.
    """
    result = Result()
    keeper = _Keeper(by, seen)
    with writing():
        for row in rows(directory, "organisations.csv"):
            result.organisations.add(keeper.organisation(row))
        for row in rows(directory, "membership_counts.csv"):
            result.counts.add(keeper.count(row))
        for row in rows(directory, "affiliations.csv"):
            result.affiliations.add(keeper.affiliation(row))
    return result


class _Keeper:
    """Keeps rows; each answer is whether the row was new."""

    def __init__(self, by: Actor, seen: datetime.date | None) -> None:
        self._by = by
        self._seen = seen
        self._told: set[str] = set()
        concepts = Concept.objects.filter(
            scheme__in=(Scheme.PLACE, Scheme.WORKER_GROUP)
        ).prefetch_related("names")
        self._groups: dict[str, Concept] = {}
        self._places: dict[tuple[int | None, str], Concept] = {}
        for each in concepts:
            if each.scheme == Scheme.WORKER_GROUP:
                self._groups[each.code] = each
                continue
            for name in (each.code, *(name.text for name in each.names.all())):
                self._places[each.within_id, name.casefold()] = each

    def organisation(self, row: Row) -> bool:
        slug = row.text("id")
        if slug in self._told:
            raise row.wrong("id", "give each organisation one row")
        self._told.add(slug)
        if at(slug) is not None:
            return False
        sectors, others = self._sectors(row)
        values = {
            "acronym": row.text("acronym"),
            "classification": row.one_of("org_type", tables.TYPES),
            "level": row.one_of("level", tables.LEVELS),
            "area": self._area(row),
            "city": row.text("city"),
            "founded": row.date("founded"),
            "registered": row.date("registered"),
            "is_mbo": row.one_of("is_mbo", tables.YES_NO),
            "does_research": row.one_of("does_research", tables.YES_NO),
            "other_sectors": others,
            "note": row.text("note"),
        }
        new = NewOrganisation(
            name=row.text("name"),
            slug=slug,
            sources=[self._source(row)],
            values=values,
            sectors=sectors,
        )
        with _naming(row):
            create(new, self._by, _WHY)
        return True

    def count(self, row: Row) -> bool:
        organisation = _here(row, "org_id")
        as_of, occasion = row.moment("as_of")
        basis = row.text("basis")
        told, _, part = row.text("unit").partition(":")
        if told not in tables.UNITS:
            raise row.wrong("unit", f"write one of: {', '.join(tables.UNITS)}")
        sector = row.text("sector")
        new = NewCount(
            value=row.read("value", _whole, "write a number without separators"),
            unit=tables.UNITS[told],
            part=part.strip(),
            sector=None if sector in {"", "all"} else self._group(row, "sector"),
            all_sectors=sector == "all",
            women_share=row.share("women_share"),
            as_of=as_of,
            occasion=occasion,
            basis=row.one_of("basis", tables.BASES),
            rounded=basis == tables.ROUNDED,
            declared_by=row.text("declared_by"),
            method_note=row.text("note"),
            source=self._source(row),
        )
        if MembershipCount.objects.filter(**_same(organisation, new)).exists():
            return False
        with _naming(row):
            record_count(organisation, new, self._by, _WHY)
        return True

    def affiliation(self, row: Row) -> bool:
        child, parent = _here(row, "child"), _here(row, "parent")
        kind = row.one_of("relation", tables.RELATIONS)
        as_of, occasion = row.moment("as_of")
        same = Affiliation.objects.filter(child=child, parent=parent, kind=kind)
        if same.exists():
            return False
        new = NewAffiliation(
            kind=kind,
            source=self._source(row),
            as_of=as_of,
            occasion=occasion,
            note=row.text("note"),
        )
        with _naming(row):
            affiliate(child, parent, new, self._by, _WHY)
        return True

    def _source(self, row: Row) -> Seen:
        hint = "write the address of the page where it was seen"
        return Seen(row.read("source", _address, hint), self._seen)

    def _area(self, row: Row) -> Concept | None:
        """Return the country; the city for a local organisation of one that is known.

        The city of a national one is its seat, and its members are not all there. A
        city without a country, the seat of a global network, is no place of it.
        """
        code = row.text("country")
        if not code:
            return None
        country = self._places.get((None, code.lower()))
        if country is None or country.code != code.lower():
            raise row.wrong("country", "write the ISO 3166-1 code of three letters")
        if row.text("level") != Level.LOCAL:
            return country
        city = row.text("city").casefold()
        return self._places.get((country.pk, city), country)

    def _sectors(self, row: Row) -> tuple[list[Concept], str]:
        found: dict[str, Concept] = {}
        others = ""
        for word in filter(None, (e.strip() for e in row.text("sectors").split(";"))):
            if word == tables.OTHER:
                others = word
                continue
            if word not in tables.GROUPS:
                raise row.wrong("sectors", _groups_known())
            found.update({code: self._groups[code] for code in tables.GROUPS[word]})
        return list(found.values()), others

    def _group(self, row: Row, column: str) -> Concept:
        codes = tables.GROUPS.get(row.text(column), ())
        if len(codes) != 1:
            raise row.wrong(column, _groups_known())
        return self._groups[codes[0]]


@contextmanager
def _naming(row: Row) -> Iterator[None]:
    """Name the row in what a service refuses."""
    try:
        yield
    except BadInput as error:
        raise BadInput(
            error.what,
            where=f"{row.file}, row {row.number}",
            to_do=f"{error.to_do}; nothing was brought in",
            code="HL-NET-45",
        ) from error


def _here(row: Row, column: str) -> Organisation:
    found = at(row.text(column))
    if found is None:
        raise BadInput(
            f'There is no organisation "{row.text(column)}"',
            where=f"{row.file}, row {row.number}, column {column}",
            to_do="add it to organisations.csv; nothing was brought in",
            code="HL-NET-44",
        )
    return found


def _same(organisation: Organisation, new: NewCount) -> Mapping[str, object]:
    return {
        "organisation": organisation,
        "value": new.value,
        "unit": new.unit,
        "part": new.part,
        "sector": new.sector,
        "all_sectors": new.all_sectors,
        "as_of": new.as_of,
        "occasion": new.occasion,
        "basis": new.basis,
        "declared_by": new.declared_by,
        "source__address": new.source.address if new.source else "",
    }


def _address(text: str) -> str:
    URLValidator(schemes=("http", "https"))(text)
    return text


def _whole(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise ValueError(text)
    return int(text)


def _groups_known() -> str:
    return f"write one of: {', '.join((*tables.GROUPS, tables.OTHER))}"
