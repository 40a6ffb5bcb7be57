"""Where a process is that a table brings in: stated, by its body, or by its name.

What the row says decides. Else the place is that of its body, where the body is of a
place. A process without such a body that makes or carries out a rule of some place is
in the one city of the vocabulary that its name has as words, in the language of the
row; where it has two, or none, no place is known. The process keeps which of these it
was, and its page says so.
"""

import re
from dataclasses import dataclass

from headload.apps.common.models import Concept
from headload.apps.voice.keep import Keeper
from headload.apps.voice.models import Body
from headload.apps.voice.tables import Row
from headload.apps.voice.words import PlaceFrom, ProcessKind

_OF_A_PLACE = (
    ProcessKind.LEGISLATION,
    ProcessKind.BY_LAW,
    ProcessKind.CITY_PLANNING,
    ProcessKind.RULE_MAKING,
    ProcessKind.IMPLEMENTATION,
    ProcessKind.BARGAINING,
    ProcessKind.LITIGATION,
)
"""Kinds that are named after where the rule holds; others after where people meet."""


@dataclass(frozen=True)
class Placed:
    """A place of the vocabulary, its name in the source, and where both are from."""

    area: Concept | None = None
    name: str = ""
    taken_from: str = ""


def place_of(keeper: Keeper, row: Row, kind: ProcessKind, body: Body | None) -> Placed:
    """Return where the process of a row is.

    Raises
    ------
    BadInput
        HL-VOI-03 for a country that is none.
    """
    country = keeper.vocabulary.country(row, "country")
    name = row.text("place", 120)
    if country:
        return Placed(keeper.vocabulary.locality(country, name) or country, name)
    if body and body.area:
        return Placed(body.area, name or body.place, PlaceFrom.BODY)
    if name:
        return Placed(name=name)
    if body is None and kind in _OF_A_PLACE:
        return _named_in(keeper, row)
    return Placed()


def _named_in(keeper: Keeper, row: Row) -> Placed:
    language = row.text("language") or "en"
    found = {
        city.pk: Placed(city, taken_from=PlaceFrom.TITLE)
        for name, city in keeper.vocabulary.cities(language)
        if re.search(rf"\b{re.escape(name)}\b", row.text("name"))
    }
    return next(iter(found.values())) if len(found) == 1 else Placed()
