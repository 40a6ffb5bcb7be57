"""Bring bodies, laws, texts, processes, demands ... in from CSV files, all or none.

What is here already stays as it is, since an editor may have changed it. A ratification
is the exception: what a newer source says of it replaces what an older one said, and
the older words stay in its history.
"""

import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from django.db import transaction

from headload.apps.common.models import Concept
from headload.apps.voice.demands import seed as demand_seed
from headload.apps.voice.documents import provisions_changed
from headload.apps.voice.keep import Keeper, Result, convention, keep_ratification, kept
from headload.apps.voice.models import (
    Body,
    Deadline,
    Law,
    LawEvent,
    Process,
    Ratification,
    Source,
)
from headload.apps.voice.placed import place_of
from headload.apps.voice.rules import Fixed, Yearly
from headload.apps.voice.tables import Row, rows_of
from headload.apps.voice.texts import seed as text_seed
from headload.apps.voice.words import (
    LawEventKind,
    LawStatus,
    LawType,
    Level,
    ProcessKind,
    ProcessState,
)
from headload.errors import BadInput

ISSUERS = ("ILO", "UN")
"""Organisations whose instruments are of no country."""
NATLEX = re.compile(r"[A-Z]{3}-[0-9]{4}-[A-Z]{1,3}-[0-9]+")
_ILO_MONTHS = 12
_STATUSES: Mapping[str, LawStatus] = {
    **{each.value: each for each in LawStatus},
    "": LawStatus.UNKNOWN,
    "draft": LawStatus.BILL,
    "draft_seen": LawStatus.BILL,
    "passed_house": LawStatus.BILL,
    "superseded": LawStatus.REPEALED,
}
_STATES: Mapping[str, ProcessState] = {
    **{each.value: each for each in ProcessState},
    "planned": ProcessState.ANNOUNCED,
    "recurring": ProcessState.OPEN,
}


@transaction.atomic
def bring_in(folder: Path) -> Result:
    """Bring in what is in a folder, in the order of `_READERS`.

    Raises
    ------
    BadInput
        HL-VOI-01 for a folder with none of the files, -02 for a file that cannot be
        read, -03 for a row that cannot be kept.
    """
    there = [each for each in _READERS if (folder / f"{each}.csv").is_file()]
    if not there:
        names = ", ".join(f"{each}.csv" for each in _READERS)
        raise BadInput(
            "There is nothing to bring in",
            where=str(folder),
            to_do=f"give a folder with one or more of: {names}",
            code="HL-VOI-01",
        )
    keeper = Keeper()
    for name in there:
        needed, also, keep = _READERS[name]
        keeper.result.new[name] = keeper.result.known[name] = 0
        for row in rows_of(folder / f"{name}.csv", needed, also):
            came = keep(keeper, row)
            counts = keeper.result.new if came else keeper.result.known
            counts[name] += 1
    for law in keeper.said:
        provisions_changed(law)
    return keeper.result


def _body(keeper: Keeper, row: Row) -> bool:
    slug = row.needed("id", 120)
    if Body.objects.filter(slug=slug).exists():
        return False
    country = keeper.vocabulary.country(row, "country")
    place = row.text("place", 120)
    body = Body(
        slug=slug,
        name=row.needed("name", 300),
        kind=row.text("type", 80),
        level=row.one_of("level", {each.value: each for each in Level}),
        area=keeper.vocabulary.locality(country, place) or country,
        place=place,
        seats=row.text("who_has_a_seat"),
        cycle=row.text("cycle"),
        language=row.text("language", 8) or "en",
        note=row.text("note"),
    )
    body.sources = [keeper.source(row)]
    kept(body, row, {"slug": "id", "area": "country"})
    return True


def _law(keeper: Keeper, row: Row) -> bool:
    slug = row.needed("id", 120)
    if Law.objects.filter(slug=slug).exists():
        return False
    groups, everyone, others = keeper.vocabulary.groups(row, "sectors")
    status = row.one_of("status", _STATUSES)
    identifier = row.text("identifier", 80)
    kind = row.one_of("type", {each.value: each for each in LawType})
    issuer, country = _jurisdiction(keeper, row)
    name = row.text("locality", 120)
    law = Law(
        slug=slug,
        title=row.needed("title", 400),
        kind=kind,
        status=status,
        country=country,
        issuer=issuer,
        locality=keeper.vocabulary.locality(country, name),
        locality_name=name,
        adopted=row.date("adopted"),
        in_force=row.date("in_force"),
        months_to_force=_ILO_MONTHS
        if (issuer, kind) == ("ILO", LawType.CONVENTION)
        else None,
        everyone=everyone,
        others=others,
        language=row.text("language", 8) or "en",
        note=row.text("note"),
        **{"natlex" if NATLEX.fullmatch(identifier) else "identifier": identifier},
    )
    law.sectors = groups
    law.sources = [keeper.source(row)]
    if row.text("status") == "passed_house":
        law.events.add(LawEvent(kind=LawEventKind.PASSED_CHAMBER))
    kept(law, row, {"slug": "id", "kind": "type", "natlex": "identifier"})
    return True


def _jurisdiction(keeper: Keeper, row: Row) -> tuple[str, Concept | None]:
    said = row.needed("jurisdiction", 40)
    if said in ISSUERS:
        return said, None
    return "", keeper.vocabulary.country(row, "jurisdiction")


def _process(keeper: Keeper, row: Row) -> bool:
    slug = row.needed("id", 120)
    if Process.objects.filter(slug=slug).exists():
        return False
    groups, everyone, others = keeper.vocabulary.groups(row, "sectors")
    body = _body_called(row, "body_id")
    kind = row.one_of("kind", {each.value: each for each in ProcessKind})
    at = place_of(keeper, row, kind, body)
    yearly = row.text("start") == "annual"
    process = Process(
        slug=slug,
        title=row.needed("name", 300),
        kind=kind,
        state=row.one_of("state", _STATES),
        recurs=row.text("state") == "recurring",
        body=body,
        area=at.area,
        place=at.name,
        place_from=at.taken_from,
        start="" if yearly else row.date("start"),
        end=row.date("end"),
        everyone=everyone,
        others=others,
        outcome=row.text("outcome"),
        language=row.text("language", 8) or "en",
    )
    process.sectors = groups
    process.laws = [_law_called(row, each) for each in row.several("laws")]
    source = keeper.source(row)
    process.sources = [source]
    deadline = _deadline(row, source)
    if deadline:
        process.deadlines.add(deadline)
    kept(process, row, {"slug": "id", "title": "name", "body": "body_id"})
    return True


def _deadline(row: Row, source: Source) -> Deadline | None:
    """Return the deadline of a row; one whose day is not known has no rule."""
    day, what = row.text("deadline"), row.text("deadline_what", 200)
    if not day and not what:
        return None
    row.needed("deadline_what")
    rule = str(_rule(row, day)) if day else ""
    return Deadline(what=what, rule=rule, source=source)


def _rule(row: Row, day: str) -> Yearly | Fixed:
    try:
        if re.fullmatch(r"[0-9]{2}-[0-9]{2}", day):
            return Yearly(int(day[:2]), int(day[3:]))
        return Fixed(datetime.date.fromisoformat(day))
    except ValueError:
        row.refuse("deadline", f'"{day}" is no day such as 09-01 or 2026-09-01')


def _ratification(keeper: Keeper, row: Row) -> bool:
    """Keep a ratification; count one that a newer source tells otherwise."""
    country = keeper.vocabulary.country(row, "iso3")
    if country is None:
        row.refuse("iso3", "It is empty")
    source = keeper.source(row)
    told = Ratification(
        instrument=convention(row, "instrument", row.needed("instrument")),
        country=country,
        ratified=row.date("ratified"),
        in_force=row.date("in_force"),
        as_of=row.date("as_of") or source.as_of,
        note=row.text("note"),
    )
    new, renewed = keep_ratification(told, source, row)
    keeper.result.renewed += renewed
    return new


def _body_called(row: Row, column: str) -> Body | None:
    slug = row.text(column)
    found = Body.objects.filter(slug=slug).first()
    if slug and found is None:
        row.refuse(column, f'There is no body "{slug}"')
    return found


def _law_called(row: Row, slug: str) -> Law:
    found = Law.objects.filter(slug=slug).first()
    if found is None:
        row.refuse("laws", f'There is no law "{slug}"')
    return found


Keep = Callable[[Keeper, Row], bool]
"""Keeps a row; tells whether it is new."""
_READERS: Mapping[str, tuple[Sequence[str], Sequence[str], Keep]] = {
    "bodies": (
        ("id", "name", "type", "level", "country", "place", "who_has_a_seat", "cycle",
         "source", "note"),
        ("language",),
        _body,
    ),
    "laws": (
        ("id", "title", "type", "jurisdiction", "locality", "adopted", "in_force",
         "status", "sectors", "identifier", "source", "note"),
        ("language",),
        _law,
    ),
    "provisions": (text_seed.NEEDED, text_seed.ALSO, text_seed.keep),
    "processes": (
        ("id", "name", "body_id", "kind", "start", "end", "deadline", "deadline_what",
         "state", "sectors", "source", "outcome"),
        ("country", "place", "laws", "language"),
        _process,
    ),
    "ratifications": (
        ("instrument", "country", "iso3", "ratified", "in_force", "source", "note"),
        ("as_of",),
        _ratification,
    ),
    "demands": (demand_seed.NEEDED, demand_seed.ALSO, demand_seed.keep),
}  # fmt: skip
"""By the name of a file, in the order in which they are read: columns, and keeper."""
