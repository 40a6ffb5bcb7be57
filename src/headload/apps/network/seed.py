"""Bring organisations, counts and affiliations in from tables, or say what would come.

All or nothing, through the services, so that each value has its event and its source.
Bringing the same tables in again changes nothing. Trying them keeps nothing either: it
is the same work, undone at the end.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction

from headload.apps.network.handed_in import Tables, handed_in
from headload.apps.network.history import writing
from headload.apps.network.rights import COMMAND_LINE, Actor
from headload.apps.network.row_keeper import Keeper, Told, Verdict
from headload.apps.network.tables import Row
from headload.errors import HeadloadError

COLLECTED = Path(__file__).parent / "collected"
"""Tables of what public pages tell of organisations, each row with its page."""
SEEN = datetime.date(2026, 11, 22)
"""When these pages were seen."""


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
    """What came of an import, or would come.

    Parameters
    ----------
    said
        What there is to say of rows, in their order.
    """

    organisations: Tally = field(default_factory=Tally)
    counts: Tally = field(default_factory=Tally)
    affiliations: Tally = field(default_factory=Tally)
    said: list[Told] = field(default_factory=list)

    def of(self, verdict: Verdict) -> list[Told]:
        """Return what has a verdict."""
        return [each for each in self.said if each.verdict is verdict]

    @property
    def is_refused(self) -> bool:
        """Whether a row cannot come in, and so nothing can."""
        return bool(self.of(Verdict.REFUSED))


Keep = Callable[[Row], bool]
Act = Callable[[Keep, Row, Keeper], bool | None]


class _Undone(Exception):
    pass


def bring_in(
    place: Path, seen: datetime.date | None = None, by: Actor = COMMAND_LINE
) -> Result:
    """Bring in what a folder, workbook or table has.

    Parameters
    ----------
    seen
        The day on which its sources were looked at; none where that is not known.

    Raises
    ------
    BadInput
        HL-NET-41 and -42 for a table that cannot be read, -43 for a cell, -44 for an
        organisation that is not there, -45 for a row that cannot be kept, -47 for a
        cell with a contact of a person.
    """
    return take(handed_in(place), by, seen)


def take(tables: Tables, by: Actor, seen: datetime.date | None = None) -> Result:
    """Bring in tables that were read.

    Raises
    ------
    BadInput
        As `bring_in`.
    """
    with writing():
        return _kept(tables, Keeper(by, seen), _strictly)


def try_out(tables: Tables, by: Actor, seen: datetime.date | None = None) -> Result:
    """Return what tables would bring, row by row, and keep nothing of it."""
    found = Result()
    try:
        with writing():
            found = _kept(tables, Keeper(by, seen), _tried)
            raise _Undone
    except _Undone:
        return found


def _kept(tables: Tables, keeper: Keeper, act: Act) -> Result:
    result = Result(said=keeper.said)
    for name, keep, tally in (
        ("organisations.csv", keeper.organisation, result.organisations),
        ("membership_counts.csv", keeper.count, result.counts),
        ("affiliations.csv", keeper.affiliation, result.affiliations),
    ):
        for row in tables.get(name, ()):
            is_new = act(keep, row, keeper)
            if is_new is not None:
                tally.add(is_new)
    return result


def _strictly(keep: Keep, row: Row, keeper: Keeper) -> bool:
    return keep(row)


def _tried(keep: Keep, row: Row, keeper: Keeper) -> bool | None:
    """Keep a row for now; note why, where it is refused."""
    before = len(keeper.said)
    try:
        with transaction.atomic():
            return keep(row)
    except HeadloadError as error:
        del keeper.said[before:]
        column = (
            error.where.rpartition("column ")[2] if "column " in error.where else ""
        )
        text = f"{error.what}: {_first_of(error.to_do)} [{error.code}]"
        keeper.say(Verdict.REFUSED, row, column, text)
        return None


def _first_of(to_do: str) -> str:
    return to_do.removesuffix("; nothing was brought in")
