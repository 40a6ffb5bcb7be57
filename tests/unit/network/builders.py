"""Networks for tests: street vendors of an imaginary country, and the seed as read."""

import csv
from collections.abc import Iterator
from datetime import date
from typing import Any

from headload.apps.network.counting import (
    Affiliation,
    Basis,
    BasisClass,
    Count,
    Network,
    Overlap,
    Scope,
    Unit,
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


def seed(name: str) -> Iterator[dict[str, str]]:
    path = real_data(f"network/{name}.csv")
    return csv.DictReader(path.read_text("utf-8").splitlines())
