"""Keep what a row says, or say which column of it is wrong.

A ratification is kept with its history: what a newer source says of it replaces what an
older one said, and the older words stay in its revisions.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources

from django.core.exceptions import ValidationError
from django.db import models

from headload.apps.voice.models import Law, Ratification, Source
from headload.apps.voice.tables import Row, Vocabulary

_DATES = ("ratified", "in_force", "denounced")


@dataclass
class Result:
    """What came of an import: names of files, and how many rows were new, and so on.

    `tied` and `left_open` are owners of demands: those whose record was found, and
    those who have none yet.
    """

    new: dict[str, int] = field(default_factory=dict)
    known: dict[str, int] = field(default_factory=dict)
    renewed: int = 0
    tied: int = 0
    left_open: int = 0


class Keeper:
    """What rows are kept with: the vocabulary, sources, and what came of it so far.

    `said` are laws whose provisions came in, to be indexed once all are there.
    """

    def __init__(self) -> None:
        self.vocabulary = Vocabulary()
        self.result = Result()
        self.said: set[Law] = set()
        text = (resources.files(__package__) / "known_sources.csv").read_text("utf-8")
        rows = csv.DictReader(text.splitlines())
        self._as_of = {row["address"]: row["as_of"] for row in rows}

    def source(self, row: Row) -> Source:
        """Return where a row was seen; what has no source is not brought in.

        Raises
        ------
        BadInput
            HL-VOI-03 for an address that is none.
        """
        address = row.needed("source", 600)
        found = Source.objects.filter(address=address).first()
        if found is None:
            found = Source(address=address, as_of=self._as_of.get(address, ""))
            kept(found, row, {"address": "source"})
        return found


def kept(
    thing: models.Model, row: Row, columns: Mapping[str, str], but: Sequence[str] = ()
) -> None:
    """Keep a thing, or say which column of its row is wrong.

    Raises
    ------
    BadInput
        HL-VOI-03, with the column that a field of the thing came from.
    """
    try:
        thing.full_clean(exclude=but)
    except ValidationError as error:
        name, said = next(iter(error.message_dict.items()))
        row.refuse(columns.get(name, name), " ".join(said))
    thing.save()


def keep_ratification(
    told: Ratification, source: Source, row: Row
) -> tuple[bool, bool]:
    """Keep what a source says of a ratification, where it says more than is here.

    A source of a later day replaces dates that it has; what it is silent on stays.

    Returns
    -------
    tuple[bool, bool]
        Whether it is new, and whether it replaced what was here.
    """
    here = Ratification.objects.filter(
        instrument=told.instrument, country=told.country
    ).first()
    if here is None:
        told.sources = [source]
        kept(told, row, {"country": "iso3"})
        return True, False
    if not told.as_of or told.as_of <= here.as_of:
        return False, False
    if here.latest_revision is None:
        here.save_revision()
    for name in _DATES:
        setattr(here, name, getattr(told, name) or getattr(here, name))
    here.as_of, here.note = told.as_of, told.note
    here.sources.add(source)
    kept(here, row, {})
    here.save_revision()
    return False, True


def convention(row: Row, column: str, identifier: str) -> Law:
    """Return the convention of a number such as C189.

    Raises
    ------
    BadInput
        HL-VOI-03 when it is not here.
    """
    found = Law.objects.filter(kind="convention", identifier=identifier).first()
    if found is None:
        row.refuse(column, f'No convention "{identifier}" is here')
    return found
