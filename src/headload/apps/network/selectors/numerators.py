"""Members by group and country: on all organisations of a country, nobody twice."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from headload.apps.network.counting import Consolidated
from headload.apps.network.observations import Network
from headload.apps.network.representation import roots_of
from headload.apps.network.selectors.sums import Pool, pool, tells_somebody
from headload.apps.network.together import by_basis


@dataclass(frozen=True)
class Numerator:
    """Members in a country; `members` is None where the sum would tell somebody's.

    Parameters
    ----------
    unlisted
        Organisations in the sum that are not listed.
    uncounted
        Listed organisations without a count that is used.
    """

    area: str
    sector: str
    basis: str
    year: int
    members: Consolidated | None
    unlisted: int
    uncounted: int


def numerators(today: date) -> list[Numerator]:
    """Return members of every group and country that has any count that is used."""
    here = pool()
    return [
        each
        for area, sector in sorted(_cells(here.network))
        for each in _of_cell(here, area, sector, today)
    ]


def _cells(network: Network) -> set[tuple[str, str]]:
    """Return countries and groups that organisations are in."""
    return {
        (network.within.get(place, place), sector)
        for unit in network.units
        for place in unit.places
        for sector in unit.sectors
    }


def _of_cell(here: Pool, area: str, sector: str, today: date) -> Iterator[Numerator]:
    roots = roots_of(sector, area, here.network)
    for members in by_basis(roots, here.network, sector, area, today):
        unlisted = here.unlisted(members.used)
        told = tells_somebody(unlisted)
        if members.used:
            yield Numerator(
                area=area,
                sector=sector,
                basis=members.scope.basis.value,
                year=members.scope.on.year,
                members=None if told else members,
                unlisted=0 if told else unlisted,
                uncounted=len(here.open_units.intersection(members.missing)),
            )
