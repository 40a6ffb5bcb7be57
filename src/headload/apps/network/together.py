"""Members of organisations together, once for each basis that their counts have.

The reference year is that of the newest count: what organisations say today is not held
against a survey here.
"""

from collections.abc import Collection, Iterator
from datetime import date

from headload.apps.network.affiliations import and_below, children_on
from headload.apps.network.counting import Consolidated, consolidate
from headload.apps.network.observations import (
    ALL_SECTORS,
    CLASS_OF,
    BasisClass,
    Count,
    Network,
    Scope,
)
from headload.apps.network.places import WORLD


def by_basis(
    roots: Collection[str], network: Network, sector: str, area: str, today: date
) -> Iterator[Consolidated]:
    """Yield members of a group in a place, for each class of basis but the press."""
    counts = _counts_inside(roots, network, today)
    of_group = [each for each in counts if each.sector in {sector, ALL_SECTORS}]
    for basis in BasisClass:
        days = [each.as_of for each in of_group if CLASS_OF[each.basis] is basis]
        if days and basis is not BasisClass.PRESS:
            newest = max((day for day in days if day), default=today)
            scope = Scope(basis, sector, area, date(newest.year, 6, 30))
            yield consolidate(roots, network, scope)


def of_organisation(root: str, network: Network, today: date) -> Iterator[Consolidated]:
    """Yield what an organisation and all below it have, by group and basis.

    Of its own groups where they are known, else of those that are counted below; in
    its own place, or in the world.
    """
    unit = next(each for each in network.units if each.id == root)
    counts = _counts_inside([root], network, today)
    sectors = unit.sectors or {each.sector for each in counts} - {""}
    area = next(iter(sorted(unit.places)), WORLD)
    for sector in sorted(sectors):
        yield from by_basis([root], network, sector, area, today)


def _counts_inside(
    roots: Collection[str], network: Network, today: date
) -> list[Count]:
    inside = and_below(roots, children_on(network.affiliations, today))
    return [each for each in network.counts if each.organisation in inside]
