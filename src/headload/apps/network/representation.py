"""From organisations' counts and a survey's estimate to a rate, or to why not.

Counts of one class of basis make one rate. Where counts are not of the time, the place
or the workers that the survey is of, the rate is refused, not made with a warning.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from headload.apps.common.workers import Workers
from headload.apps.network.affiliations import and_below, children_on
from headload.apps.network.counting import Consolidated, consolidate
from headload.apps.network.observations import (
    ALL_SECTORS,
    CLASS_OF,
    BasisClass,
    Count,
    Network,
    Scope,
    Unit,
)
from headload.apps.network.places import WORLD, lies_in
from headload.apps.network.rates import (
    NOT_PUBLISHED,
    RateFlag,
    RepresentationRate,
    SurveyEstimate,
    representation_rate,
    womens_rate,
)
from headload.apps.network.usable import Reason

REFUSING = NOT_PUBLISHED | {
    RateFlag.YEARS_APART,
    RateFlag.POPULATION_DIFFERS,
    RateFlag.AREA_DIFFERS,
}
"""Flags of which each alone keeps the number from readers."""
_MEANS = {
    Reason.OTHER_AREA: RateFlag.AREA_DIFFERS,
    Reason.OTHER_SECTOR: RateFlag.POPULATION_DIFFERS,
}
_EVER = 1200
"""Months within which every count lies: it is used to say how far years are apart."""


@dataclass(frozen=True)
class Judged:
    """A rate with what it rests on; `refused` are the flags that keep it back."""

    workers: Workers
    rate: RepresentationRate
    members: Consolidated

    @property
    def refused(self) -> tuple[RateFlag, ...]:
        """Why no number is shown; empty where one is."""
        return tuple(each for each in self.rate.flags if each in REFUSING)


def judge(workers: Workers, network: Network, basis: BasisClass) -> Judged:
    """Return the rate of organisations' counts of one class per worker found.

    Parameters
    ----------
    network
        What may enter the sum; all organisations of the place are its roots.

    Returns
    -------
    Judged
        With every flag; where none of its counts is of the right time, place or
        workers, the flag says which, in place of that there is no count.
    """
    members, known = _members(workers, network, basis)
    estimate = SurveyEstimate(
        id=workers.estimate,
        version=workers.release,
        value=workers.value,
        cv=workers.cv,
        sector=workers.group,
        area=workers.area,
        year=workers.year,
        population_differs=False,
    )
    made = womens_rate if workers.sex else representation_rate
    rate = made(members, estimate)
    flags = {*rate.flags, *known}
    if known:
        flags -= {RateFlag.NO_COUNT}
    in_order = tuple(each for each in RateFlag if each in flags)
    return Judged(workers, replace(rate, flags=in_order), members)


def protected(judged: Judged) -> Judged:
    """Return a rate that is withheld whole, since it would tell an organisation's."""
    flags = {*judged.rate.flags, RateFlag.PROTECTED}
    in_order = tuple(each for each in RateFlag if each in flags)
    return replace(judged, rate=replace(judged.rate, flags=in_order))


def bases_of(workers: Workers, network: Network) -> tuple[BasisClass, ...]:
    """Return the classes of basis that counts of a place and group have.

    Press counts make a class only where there are no others; where there is no count
    at all, declared ones are what is missing.
    """
    roots = roots_of(workers.group, workers.place, network)
    inside = and_below(roots, children_on(network.affiliations, _middle(workers.year)))
    found = {
        CLASS_OF[each.basis]
        for each in network.counts
        if each.organisation in inside and each.sector in {workers.group, ALL_SECTORS}
    }
    usual = found - {BasisClass.PRESS}
    found = usual or found or {BasisClass.DECLARED}
    return tuple(each for each in BasisClass if each in found)


def roots_of(sector: str, area: str, network: Network) -> tuple[str, ...]:
    """Return the organisations of a group in a place, federations among them.

    Those whose members are there, and those with a count of there. Where a city has
    neither, those of its whole country, whose counts are of another area.
    """
    counts: dict[str, list[Count]] = {}
    for count in network.counts:
        counts.setdefault(count.organisation, []).append(count)
    of_group = [
        each for each in network.units if _is_of(each, counts.get(each.id, ()), sector)
    ]
    here = [
        each.id
        for each in of_group
        if any(lies_in(place, area, network.within) for place in each.places)
        or any(
            count.area != WORLD and lies_in(count.area, area, network.within)
            for count in counts.get(each.id, ())
        )
    ]
    country = network.within.get(area)
    if not here and country:
        here = [each.id for each in of_group if country in each.places]
    return tuple(sorted(here))


def _is_of(unit: Unit, counts: Sequence[Count], sector: str) -> bool:
    if sector in unit.sectors or not unit.sectors:
        return True
    return any(each.sector == sector for each in counts)


def _members(
    workers: Workers, network: Network, basis: BasisClass
) -> tuple[Consolidated, Collection[RateFlag]]:
    """Return members, and what keeps counts that there are from being used."""
    roots = roots_of(workers.group, workers.place, network)
    scope = Scope(basis, workers.group, workers.place, _middle(workers.year))
    found = consolidate(roots, network, scope)
    if found.used:
        return found, ()
    reasons = {each.reason for each in found.left_out}
    if reasons & {Reason.TOO_OLD, Reason.TOO_NEW}:
        ever = consolidate(roots, network, replace(scope, window=_EVER))
        return ever, {RateFlag.YEARS_APART}
    return found, {_MEANS[each] for each in reasons if each in _MEANS}


def _middle(year: int) -> date:
    return date(year, 6, 30)
