"""All that the public may look for, held ready: ten thousand are searched at once.

What is searched of an organisation is what is shown of it: of one at high risk the name
that stands in for its own, and its country; neither acronym nor city.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from headload.apps.common.models import Content
from headload.apps.network.constituencies import Constituency, codes_of
from headload.apps.network.kinds import AffiliationKind, RiskLevel, Unit, Visibility
from headload.apps.network.models import (
    Affiliation,
    MembershipCount,
    Organisation,
    OtherName,
)
from headload.apps.network.rights import READER
from headload.apps.network.selectors.sight import Sight, listed
from headload.apps.search.facets import Facets, facets_from
from headload.apps.search.words import folded

FACETS = ("worker_group", "place", "type", "member_of", "constituency")
"""What a reader chooses by; `member_of` is what it belongs to, over however many."""
UNKNOWN = Constituency.UNKNOWN.value
"""Value of a facet of what nobody told."""
_BULK, _YES = "bulk", "yes"
Counts = Mapping[str, Sequence[tuple[str, int]]]
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Chosen:
    """What a choice leaves.

    Parameters
    ----------
    numbers
        Of the records, in the order of shown names.
    facets
        How many have each value; under a chosen facet its other values stay countable.
    """

    numbers: Sequence[int]
    facets: Counts


@dataclass(frozen=True)
class Listing:
    """Organisations as the public may find them.

    Parameters
    ----------
    numbers
        Of the records, in the order of shown names.
    texts
        What each is found by, without accents.
    names
        Shown name of each, by its name in addresses.
    stated
        Numbers of those that have a count of persons for all to see.
    """

    numbers: Sequence[int]
    texts: Sequence[str]
    names: Mapping[str, str]
    stated: frozenset[int]
    facets: Facets

    def chosen(
        self, words: str, wanted: Mapping[str, str], *, in_bulk: bool = False
    ) -> Chosen:
        """Return what has every word in a name, and every value.

        Parameters
        ----------
        in_bulk
            Leave out what may not be taken along: all that is at high risk.
        """
        asked = [folded(word) for word in words.split()]
        hit = np.array(
            [all(word in text for word in asked) for text in self.texts], dtype=bool
        )
        choices = {**wanted, **({_BULK: _YES} if in_bulk else {})}
        kept, counts = self.facets.narrowed(hit, choices, FACETS)
        places = np.flatnonzero(kept).tolist()
        return Chosen([self.numbers[place] for place in places], counts)


def listing() -> Listing:
    """Return the listing as it is now; read anew when the content changes."""
    return _listing(Content.now())


@lru_cache(maxsize=2)
def _listing(content: int) -> Listing:
    """Return the listing; the public keeps no record and is trusted with none."""
    found = Sight.of(READER).records().filter(merged_into=None)
    rows = sorted(map(_shown, found.prefetch_related(None).values(*_READ)), key=_order)
    in_bulk = set(found.filter(listed()).values_list("pk", flat=True))
    by_number = {row["pk"]: row for row in rows}
    facets = [
        (name, place, value)
        for place, row in enumerate(rows)
        for name, value in _values(row, row["pk"] in in_bulk)
    ]
    for name, number, value in (*_groups(by_number), *_members(by_number)):
        facets.append((name, by_number[number]["position"], value))
    return Listing(
        numbers=[row["pk"] for row in rows],
        texts=_texts(rows, by_number),
        names={row["slug"]: row["name"] for row in rows},
        stated=_stated(by_number),
        facets=facets_from(facets, np.arange(len(rows))),
    )


_READ = (
    *(
        "pk",
        "permanent",
        "kept_back",
        "slug",
        "name",
        "acronym",
        "pseudonym",
        "risk_level",
    ),
    *("classification", "is_mbo", "does_research", "area__code", "area__within__code"),
)


def _shown(read: Row) -> dict[str, Any]:
    """Return what is shown of a record, and so what it is found by."""
    row = dict(read)
    row["coarse"] = row["risk_level"] == RiskLevel.HIGH
    row["masked"] = row["coarse"] and bool(row["pseudonym"])
    if row["coarse"]:
        row["name"] = row["pseudonym"] or row["name"]
        row["slug"] = row["permanent"].lower()
        row["acronym"] = ""
    return row


def _order(row: Row) -> tuple[str, str]:
    return (row["name"].casefold(), row["slug"])


def _values(row: Row, in_bulk: bool) -> list[tuple[str, str]]:
    country = row["area__within__code"] or row["area__code"]
    city = row["area__code"] if row["area__within__code"] else None
    places = [country, None if row["coarse"] else city]
    found = [("place", each) for each in places if each]
    found.append(("type", row["classification"] or UNKNOWN))
    found += [("constituency", each) for each in codes_of(row)]
    return [*found, (_BULK, _YES)] if in_bulk else found


def _groups(rows: dict[int, dict[str, Any]]) -> list[tuple[str, int, str]]:
    """Return the worker groups of each, and note where each stands in the order."""
    for position, row in enumerate(rows.values()):
        row["position"] = position
    through = Organisation.sectors.through.objects.values_list(
        "organisation", "concept__code"
    )
    found = [("worker_group", number, code) for number, code in through]
    found = [each for each in found if each[1] in rows]
    told = {number for _, number, _ in found}
    none = [("worker_group", number, UNKNOWN) for number in rows if number not in told]
    return [*found, *none]


def _members(rows: Mapping[int, Row]) -> list[tuple[str, int, str]]:
    """Return all that each belongs to, where the public may see both and the tie."""
    ties = Affiliation.objects.filter(is_open=True, visibility=Visibility.PUBLIC)
    parents: dict[int, set[int]] = {}
    for child, parent in ties.exclude(kind=AffiliationKind.OBSERVER).values_list(
        "child", "parent"
    ):
        sides = (rows.get(child), rows.get(parent))
        if all(side is not None and not side["masked"] for side in sides):
            parents.setdefault(child, set()).add(parent)
    found = []
    for child in parents:
        above: set[int] = set()
        layer = parents[child]
        while layer:
            above |= layer
            layer = {up for each in layer for up in parents.get(each, ())} - above
        found += [("member_of", child, rows[each]["slug"]) for each in sorted(above)]
    return found


def _texts(rows: Sequence[Row], by_number: Mapping[int, Row]) -> list[str]:
    names = {row["pk"]: [row["name"], row["acronym"]] for row in rows}
    for number, text in OtherName.objects.values_list("organisation", "text"):
        row = by_number.get(number)
        if row and not row["coarse"] and "other_names" not in row["kept_back"].split():
            names[number].append(text)
    return [
        " ".join(folded(word) for name in names[row["pk"]] for word in name.split())
        for row in rows
    ]


def _stated(rows: Mapping[int, Row]) -> frozenset[int]:
    counts = MembershipCount.objects.filter(
        unit=Unit.PERSONS, visibility=Visibility.PUBLIC
    )
    owners = counts.values_list("organisation", flat=True).distinct()
    return frozenset(each for each in owners if each in rows)
