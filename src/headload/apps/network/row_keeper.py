"""Rows of tables become records, through the services; what is here is never lost.

An organisation is known by its name in addresses, also one that it had once, a count by
all that it says, an affiliation by its two sides and kind. A field that nobody ever
wrote is filled; one that says something else stays, and the difference is told.
"""

import datetime
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.core.validators import URLValidator

from headload.apps.common.models import Concept, Scheme
from headload.apps.network import tables
from headload.apps.network.history import told
from headload.apps.network.kinds import Level
from headload.apps.network.models import (
    Affiliation,
    Event,
    MembershipCount,
    Organisation,
)
from headload.apps.network.rights import Actor, may_edit
from headload.apps.network.selectors import Index, Named, at, visible_to
from headload.apps.network.services import (
    NewAffiliation,
    NewCount,
    NewOrganisation,
    Seen,
    affiliate,
    change,
    create,
    record_count,
)
from headload.apps.network.tables import Row
from headload.errors import BadInput

_WHY = "import"
_FILLED = (
    *("is_mbo", "classification", "does_research", "acronym", "level", "area"),
    *("city", "founded", "registered"),
)
"""Fields that are filled where nobody ever wrote them; whether members lead it first,
since some kinds need it."""


class Verdict(StrEnum):
    """What a row would do; `DOUBLE` and `CONFLICT` wait for somebody to look."""

    NEW = "new"
    CHANGED = "changed"
    KNOWN = "known"
    DOUBLE = "may be here already"
    CONFLICT = "in conflict"
    REFUSED = "refused"


@dataclass(frozen=True)
class Told:
    """What an import says of a row.

    Parameters
    ----------
    column
        Empty where it is the whole row.
    """

    verdict: Verdict
    file: str
    row: int
    column: str
    text: str


@dataclass
class Keeper:
    """Keeps rows; each answer is whether the row was new.

    Parameters
    ----------
    said
        What there is to say of rows, in their order.
    """

    by: Actor
    seen: datetime.date | None = None
    said: list[Told] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Look up what words of tables mean, once."""
        self._told: set[str] = set()
        self._index = Index.of_all()
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
        """Keep an organisation, or what its row adds to one that is here."""
        slug = row.text("id")
        if slug in self._told:
            raise row.wrong("id", "give each organisation one row")
        self._told.add(slug)
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
        known = at(slug)
        if known is not None:
            self._fill(known, values, row)
            return False
        new = NewOrganisation(
            name=row.text("name"),
            slug=slug,
            sources=[self._source(row)],
            values=values,
            sectors=sectors,
        )
        with _naming(row):
            made = create(new, self.by, _WHY)
        self._note_new(made, row)
        return True

    def _note_new(self, made: Organisation, row: Row) -> None:
        """Say that a record is new, and what it may be a second record of."""
        self.say(Verdict.NEW, row, "", made.name)
        named = Named.of(made)
        for each in self._index.like(named):
            why = ", ".join(each.evidence)
            text = f"{made.name} may be {each.one.name} ({each.one.slug}): {why}"
            self.say(Verdict.DOUBLE, row, "name", text)
        self._index.add(named)

    def _fill(self, known: Organisation, values: Mapping[str, Any], row: Row) -> None:
        """Fill what nobody ever wrote; tell what says something else."""
        filled = []
        for name in _FILLED:
            old, new = getattr(known, name), values[name]
            if new in ("", None) or told(old) == told(new):
                continue
            column = _COLUMN_OF.get(name, name)
            if old in ("", None) and self._may_fill(known, name):
                with _naming(row):
                    source = row.text("source")
                    change(known, name, new, self.by, reason=_WHY, source=source)
                filled.append(name)
                text = f"{known.slug} gets {told(new)}"
                self.say(Verdict.CHANGED, row, column, text)
            else:
                text = self._difference(known, old, new)
                self.say(Verdict.CONFLICT, row, column, text)
        if not filled:
            self.say(Verdict.KNOWN, row, "", known.slug)

    def _may_fill(self, known: Organisation, name: str) -> bool:
        written = Event.objects.filter(permanent=known.permanent, field=name)
        is_kept = known.claimed or known.is_high_risk or known.hidden_on
        return may_edit(self.by, known) and not is_kept and not written.exists()

    def _difference(self, known: Organisation, old: object, new: object) -> str:
        """Return what stands against what; nothing of a record she may not see."""
        if visible_to(self.by, known) is None:
            return f"{known.slug} is kept as it is"
        here = told(old) or "nothing, on purpose or at its own wish"
        return f"{known.slug} has {here}, the table {told(new)}; nothing is changed"

    def count(self, row: Row) -> bool:
        """Keep a number beside those that are here."""
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
            self.say(Verdict.KNOWN, row, "", organisation.slug)
            return False
        with _naming(row):
            record_count(organisation, new, self.by, _WHY)
        self.say(Verdict.NEW, row, "", f"{organisation.slug}: {new.value}")
        self._compare(organisation, new, row)
        return True

    def _compare(self, organisation: Organisation, new: NewCount, row: Row) -> None:
        """Tell of another number of the same day by the same; both stand."""
        same = {**_same(organisation, new)}
        del same["value"], same["source__address"]
        if not new.as_of:
            return
        others = MembershipCount.objects.filter(**same).exclude(value=new.value)
        for value in others.values_list("value", flat=True):
            text = f"{organisation.slug} has {value} for this day too; both stand"
            self.say(Verdict.CONFLICT, row, "value", text)

    def affiliation(self, row: Row) -> bool:
        """Keep that one belongs to another."""
        child, parent = _here(row, "child"), _here(row, "parent")
        kind = row.one_of("relation", tables.RELATIONS)
        as_of, occasion = row.moment("as_of")
        same = Affiliation.objects.filter(child=child, parent=parent, kind=kind)
        if same.exists():
            self.say(Verdict.KNOWN, row, "", f"{child.slug} in {parent.slug}")
            return False
        new = NewAffiliation(
            kind=kind,
            source=self._source(row),
            as_of=as_of,
            occasion=occasion,
            note=row.text("note"),
        )
        with _naming(row):
            affiliate(child, parent, new, self.by, _WHY)
        self.say(Verdict.NEW, row, "", f"{child.slug} in {parent.slug}")
        return True

    def say(self, verdict: Verdict, row: Row, column: str, text: str) -> None:
        """Note what there is to say of a row."""
        self.said.append(Told(verdict, row.file, row.number, column, text))

    def _source(self, row: Row) -> Seen:
        hint = "write the address of the page where it was seen"
        return Seen(row.read("source", _address, hint), self.seen)

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


_COLUMN_OF = {"classification": "org_type", "area": "country"}


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
