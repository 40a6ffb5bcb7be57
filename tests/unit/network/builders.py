"""Networks for tests: street vendors of an imaginary country, and the seed as read."""

import csv
from collections.abc import Iterator
from datetime import date
from typing import Any

from headload.apps.network.counting import (
    Affiliation,
    Basis,
    BasisClass,
    Consolidated,
    Count,
    Network,
    Overlap,
    Scope,
    Unit,
    consolidate,
)
from needs import real_data

DAY = date(2022, 6, 30)
SECTOR = "street_vendor"
WITHIN = {"north": "xts", "south": "xts", "east": "xts", "market": "north"}
SCOPE = Scope(BasisClass.DECLARED, SECTOR, "xts", DAY)


def unit(name: str, *places: str, **other: Any) -> Unit:
    known = {"is_mbo": True, "sectors": frozenset({SECTOR}), **other}
    return Unit(name, places=frozenset(places), **known)


def count(organisation: str, value: int, **other: Any) -> Count:
    known = {
        "id": f"count-{organisation}",
        "basis": Basis.DECLARED,
        "sector": SECTOR,
        "area": "xts",
        "as_of": DAY,
        **other,
    }
    return Count(organisation=organisation, value=value, **known)


def network(
    units: list[Unit], counts: list[Count], below: str = "", *overlaps: Overlap
) -> Network:
    """Return a network; `below` is written as "child<parent child<parent"."""
    links = [Affiliation(*each.split("<")) for each in below.split()]
    return Network(units, counts, links, overlaps, WITHIN)


DIAMOND = "north-alliance<fed south-alliance<fed t1<north-alliance t1<south-alliance"


def diamond(*overlaps: Overlap) -> Consolidated:
    """Return the diamond: t1 in two alliances, t1 and t3 of one town, t2 of another."""
    made = network(
        [
            unit("fed"),
            unit("north-alliance"),
            unit("south-alliance"),
            unit("t1", "north"),
            unit("t2", "south"),
            unit("t3", "north"),
        ],
        [count("fed", 900), count("t1", 300), count("t2", 200), count("t3", 100)],
        f"{DIAMOND} t2<north-alliance t3<south-alliance",
        *overlaps,
    )
    return consolidate(["fed"], made, SCOPE)


def seed(name: str) -> Iterator[dict[str, str]]:
    path = real_data(f"network/{name}.csv")
    return csv.DictReader(path.read_text("utf-8").splitlines())
