"""Which organisations may share members, and how many persons there are at least.

Two organisations may share members unless they work in places known to differ or one
of them is exclusive. Members that they say to share are shared wherever they work.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from headload.apps.network.independent_set import heaviest_apart
from headload.apps.network.places import WORLD, and_above

Pair = tuple[str, str]


@dataclass(frozen=True)
class Group:
    """The counted members of an organisation; no place means anywhere."""

    organisation: str
    persons: int
    places: frozenset[str] = frozenset()
    is_exclusive: bool = False


def fewest(
    groups: Collection[Group], shared: Collection[Pair], within: Mapping[str, str]
) -> int:
    """Return how many persons groups have at least: those that cannot be the same.

    Parameters
    ----------
    shared
        Pairs of organisations known to share members.
    within
        The place that a place lies in.

    Returns
    -------
    int
        Persons: the largest sum of groups of which no two may share a member.
    """
    sharing = {each for pair in shared for each in pair}
    kept = _largest_of_a_place(groups, sharing)
    weights = {each.organisation: each.persons for each in kept}
    return heaviest_apart(weights, _may_share(kept, shared, within))


def _largest_of_a_place(
    groups: Iterable[Group], sharing: Collection[str]
) -> list[Group]:
    """Leave out what a larger group of the same places stands for.

    All that work in the same places may share members with each other and with the
    same others, so at most one of them is in the sum: the largest. One that is also
    known to share with a group elsewhere cannot stand for others.
    """
    largest: dict[frozenset[str], Group] = {}
    apart, held = [], []
    for each in groups:
        if each.is_exclusive:
            apart.append(each)
        elif each.organisation in sharing:
            held.append(each)
        elif each.places not in largest or each.persons > largest[each.places].persons:
            largest[each.places] = each
    apart += [
        each
        for each in held
        if each.places not in largest or each.persons > largest[each.places].persons
    ]
    return [*largest.values(), *apart]


def _may_share(
    groups: Collection[Group], shared: Iterable[Pair], within: Mapping[str, str]
) -> dict[str, set[str]]:
    """Return who may share members with whom, said from both sides."""
    near: dict[str, set[str]] = {each.organisation: set() for each in groups}
    anywhere = frozenset({WORLD})
    mobile = {
        each.organisation: each.places or anywhere
        for each in groups
        if not each.is_exclusive
    }
    at: dict[str, set[str]] = {}
    for organisation, places in mobile.items():
        for place in places:
            at.setdefault(place, set()).add(organisation)
    for organisation, places in mobile.items():
        for place in {up for each in places for up in and_above(each, within)}:
            near[organisation] |= at.get(place, set())
    pairs = [(one, other) for one, others in near.items() for other in others]
    for one, other in (*pairs, *shared):
        if one in near and other in near and one != other:
            near[one].add(other)
            near[other].add(one)
    for organisation, others in near.items():
        others.discard(organisation)
    return near
