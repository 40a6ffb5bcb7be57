"""Organisations as lists show them: what, where, and the number that is stated."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from headload.apps.common.words import Text, say
from headload.apps.network.names import Names, names_in
from headload.apps.network.numbers import Stated, stated
from headload.apps.network.rights import READER
from headload.apps.network.selectors import (
    UNKNOWN,
    newest,
    shown_in_order,
    stated_by,
)


@dataclass(frozen=True)
class Line:
    """An organisation in a list.

    Parameters
    ----------
    slug
        Its name in addresses.
    count
        Newest count of persons; none where it is not known.
    """

    slug: str
    name: str
    acronym: str
    kind: Text
    places: Sequence[Text]
    groups: Sequence[Text]
    count: Stated | None


def lines_of(
    numbers: Sequence[int], language: str, today: datetime.date, group: str = ""
) -> list[Line]:
    """Return lines of records, in their order.

    Parameters
    ----------
    group
        Worker group whose count is shown where there is one.
    """
    counts = stated_by(READER, numbers, today)
    called = names_in(language)
    found = []
    for shown in shown_in_order(READER, numbers):
        count = newest(counts.get(shown["permanent"], ()), group)
        kind = shown["classification"] or UNKNOWN
        found.append(
            Line(
                slug=shown["slug"],
                name=shown["name"],
                acronym=shown.get("acronym", ""),
                kind=say(f"org_type_{kind}", language),
                places=places_of(shown.get("city", ""), shown["country"], called),
                groups=[called.groups[code] for code in shown["sectors"]],
                count=stated(count, called) if count else None,
            )
        )
    return found


def places_of(city: str, country: str, called: Names) -> list[Text]:
    """Return city and country as far as they are known."""
    name = called.places.get(country)
    return [each for each in (Text(city) if city else None, name) if each]
