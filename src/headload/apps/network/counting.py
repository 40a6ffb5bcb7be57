"""How many members organisations have together, without counting anybody twice.

Counts of affiliates are added up from below; each organisation is met once, whatever
the number of paths to it. The total that a federation declares is set beside the sum,
and stands in for its affiliates only where none of them has a usable count. How many
are members of several organisations is hardly ever known, so the answer is a range:
`low` adds only those who cannot be the same persons, `high` adds all.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

from headload.apps.network.affiliations import (
    Children,
    and_below,
    bottom_up,
    children_on,
    refuse_cycle,
)
from headload.apps.network.observations import (
    Affiliation,
    Basis,
    BasisClass,
    Classification,
    Count,
    Network,
    Overlap,
    Scope,
    Unit,
)
from headload.apps.network.overlaps import Group, Pair, fewest
from headload.apps.network.places import WORLD
from headload.apps.network.usable import (
    LeftOut,
    Reason,
    against_count,
    against_unit,
    nearest,
)

__all__ = [
    "Affiliation",
    "Basis",
    "BasisClass",
    "Bounds",
    "Classification",
    "Consolidated",
    "Count",
    "LeftOut",
    "Network",
    "Overlap",
    "Reason",
    "Scope",
    "Unit",
    "consolidate",
    "refuse_cycle",
]


@dataclass(frozen=True)
class Bounds:
    """Persons: certainly as many, most likely, at most."""

    low: int
    point: int
    high: int


@dataclass(frozen=True)
class Consolidated:
    """Members of organisations together, and what the number rests on.

    Parameters
    ----------
    declared
        Total that the root declares for the same scope, whether it is counted or not;
        None where there is none, and for several roots, whose totals must not be added.
    low
        Persons who cannot be the same: the largest sum of counts of which no two may
        share a member.
    point
        `high` without the members in common that were declared, at least `low`.
    high
        Plain sum of the counts used.
    women
        The same of women, from the counts that say how many; None where none does.
    women_cover
        Share of `high`, 0 to 1, in counts that say how many women there are.
    used
        Counts added up, by organisation.
    standing_in
        Ids of those that are the total of a federation for all below it.
    missing
        Organisations with no usable count, neither of their own nor below them.
    left_out
        What is shown and not counted, with the reason: organisations, counts of those
        that have no usable one, and totals of what is counted below.
    declared_count
        Id of the count that is `declared`.
    """

    roots: tuple[str, ...]
    scope: Scope
    declared: int | None
    low: int
    point: int
    high: int
    women: Bounds | None
    women_cover: float
    used: tuple[Count, ...]
    standing_in: tuple[str, ...]
    missing: tuple[str, ...]
    left_out: tuple[LeftOut, ...]
    declared_count: str | None = None

    @property
    def gap(self) -> int | None:
        """Declared total minus `high`.

        Above 0, affiliates are not listed or not counted. Below 0, bases are mixed, the
        total is old or somebody is counted twice: it needs review.
        """
        return None if self.declared is None else self.declared - self.high


def consolidate(roots: Collection[str], network: Network, scope: Scope) -> Consolidated:
    """Return how many members organisations and all below them have together.

    Parameters
    ----------
    roots
        A federation; or all of a country, for a national number, which is never the
        sum over federations.
    network
        What is known; an organisation without a `Unit` is one not known to be
        member-based.
    scope
        Basis, sector, area and time of the counts to be added.

    Returns
    -------
    Consolidated
        Persons. Taking an organisation out never raises `low`, unless a declared total
        then stands in, or more than 24 groups may share members in a way that cannot be
        taken apart.

    Raises
    ------
    BadInput
        HL-NET-01 when an organisation is above itself.
    """
    children = children_on(network.affiliations, scope.on)
    found = _from_below(roots, children, network, scope)
    used = tuple(found.used[each] for each in sorted(found.used))
    members = {each.organisation: each.value for each in used}
    women = {each.organisation: each.women for each in used if each.women is not None}
    bounds = _bounds(members, found, network)
    told = sum(members[each] for each in women)
    tops = tuple(sorted(set(roots)))
    declared = found.totals.get(tops[0]) if len(tops) == 1 else None
    return Consolidated(
        roots=tops,
        scope=scope,
        declared=declared.value if declared else None,
        low=bounds.low,
        point=bounds.point,
        high=bounds.high,
        women=_bounds(women, found, network) if women else None,
        women_cover=told / bounds.high if bounds.high else 0.0,
        used=used,
        standing_in=tuple(sorted(found.used[each].id for each in found.standing_in)),
        missing=tuple(sorted(found.missing)),
        left_out=tuple(sorted(found.left_out, key=_order)),
        declared_count=declared.id if declared else None,
    )


@dataclass
class _Found:
    """What the way from below has met.

    `totals` are what organisations declare with their affiliates; `filled` have a count
    used, of their own or below them; `shared` are totals that have an affiliate in
    common.
    """

    units: Mapping[str, Unit]
    used: dict[str, Count] = field(default_factory=dict)
    totals: dict[str, Count] = field(default_factory=dict)
    filled: set[str] = field(default_factory=set)
    standing_in: list[str] = field(default_factory=list)
    shared: set[Pair] = field(default_factory=set)
    missing: list[str] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)

    def unit(self, organisation: str) -> Unit:
        return self.units.get(organisation) or Unit(organisation)


def _from_below(
    roots: Iterable[str], children: Children, network: Network, scope: Scope
) -> _Found:
    """Meet each organisation once, after all below it, and choose its count."""
    counts: dict[str, list[Count]] = {}
    for count in network.counts:
        counts.setdefault(count.organisation, []).append(count)
    found = _Found({each.id: each for each in network.units})
    for organisation in bottom_up(roots, children):
        if any(each in found.filled for each in children.get(organisation, ())):
            found.filled.add(organisation)
        unit = found.unit(organisation)
        judged = [
            (each, against_count(each, unit, scope, network.within))
            for each in counts.get(organisation, ())
        ]
        _choose(unit, judged, found, scope.on)
    found.standing_in = [
        each
        for each, count in found.used.items()
        if children.get(each) and count is found.totals.get(each)
    ]
    found.shared = _totals_of_the_same(found.standing_in, children)
    return found


def _choose(
    unit: Unit, judged: Iterable[tuple[Count, Reason | None]], found: _Found, on: date
) -> None:
    """Choose which count of an organisation is used, if any, and say why not.

    Its own members always count; a total only where nothing below is counted.
    """
    judged = list(judged)
    usable = [count for count, reason in judged if reason is None]
    total = nearest((c for c in usable if c.includes_affiliates is not False), on)
    direct = nearest((c for c in usable if c.includes_affiliates is False), on)
    if total:
        found.totals[unit.id] = total
    against = against_unit(unit)
    if against:
        found.left_out.append(LeftOut(unit.id, against))
        return
    chosen = total or direct
    if unit.id in found.filled:
        chosen = direct
        if total:
            left_out = LeftOut(unit.id, Reason.COUNTED_BELOW, total.id)
            found.left_out.append(left_out)
    if chosen:
        found.used[unit.id] = chosen
        found.filled.add(unit.id)
    elif unit.id not in found.filled:
        found.missing.append(unit.id)
    if not usable:
        found.left_out += [
            LeftOut(unit.id, reason, count.id) for count, reason in judged if reason
        ]


def _totals_of_the_same(standing_in: Iterable[str], children: Children) -> set[Pair]:
    """Return pairs of federations whose totals have an affiliate in common."""
    holders: dict[str, list[str]] = {}
    for federation in sorted(standing_in):
        for each in and_below([federation], children):
            holders.setdefault(each, []).append(federation)
    return {pair for each in holders.values() for pair in combinations(each, 2)}


def _bounds(persons: Mapping[str, int], found: _Found, network: Network) -> Bounds:
    """Return the bounds of all members, or of the women among them.

    Women are as many of the members in common as of all members of the two.
    """
    in_common: dict[Pair, int] = {}
    for each in network.overlaps:
        if each.persons > 0 and {each.a, each.b} <= persons.keys():
            one, other = sorted((each.a, each.b))
            both = persons[one] + persons[other]
            all_of_both = found.used[one].value + found.used[other].value
            share = both / all_of_both if all_of_both else 0.0
            most = min(round(each.persons * share), persons[one], persons[other])
            in_common[one, other] = max(most, in_common.get((one, other), 0))
    groups = [
        _group(found, organisation, persons[organisation]) for organisation in persons
    ]
    low = fewest(groups, {*in_common, *found.shared}, network.within)
    high = sum(persons.values())
    return Bounds(low, max(low, high - sum(in_common.values())), high)


def _group(found: _Found, organisation: str, persons: int) -> Group:
    """Return the counted members of an organisation, where they are known to work."""
    unit = found.unit(organisation)
    area = found.used[organisation].area
    places = unit.places or frozenset({area} - {"", WORLD})
    return Group(organisation, persons, places, unit.is_exclusive)


def _order(left_out: LeftOut) -> tuple[str, str]:
    return (left_out.organisation, left_out.count or "")
