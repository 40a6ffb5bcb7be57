"""The heaviest groups of which no two may share a member: their sum is certain.

It is the maximum-weight independent set of a graph whose edges join groups that may
overlap. Exact where a component, after all that can be decided at once, has no more
than 24 groups; above, greedy: a smaller sum, which is certain all the same.

References
----------
Lamm, Schulz, Strash, Williger and Zhang, "Exactly solving the maximum weight
independent set problem on large real-world graphs" (ALENEX 2019), section on isolated
weight transfer. Sakai, Togasaki and Yamazaki, "A note on greedy algorithms for the
maximum weighted independent set problem" (Discrete Applied Mathematics 126, 2003).
"""

from collections import deque
from collections.abc import Mapping, Set
from functools import cache

EXACT = 24
"""Groups of a component up to which the sum is the largest there is."""

Weights = dict[str, int]
Near = dict[str, set[str]]


def heaviest_apart(weights: Mapping[str, int], near: Mapping[str, Set[str]]) -> int:
    """Return the largest sum of weights of which no two are neighbours.

    Parameters
    ----------
    weights
        Persons of each group, none below 0.
    near
        Neighbours of each group, said from both sides; not itself.

    Returns
    -------
    int
        Persons; above `EXACT` groups in a component, a sum that may be smaller.

    Examples
    --------
    >>> heaviest_apart({"a": 3, "b": 5, "c": 4}, {"a": {"b"}, "b": {"a", "c"},
    ...     "c": {"b"}})
    7
    """
    left = {each: weight for each, weight in weights.items() if weight > 0}
    joined = {each: set(near.get(each, ())) & left.keys() for each in left}
    total = _decided_at_once(left, joined)
    for component in _components(joined):
        solve = _exactly if len(component) <= EXACT else _greedily
        total += solve(component, left, joined)
    return total


def _decided_at_once(weights: Weights, near: Near) -> int:
    """Decide groups whose neighbours are all neighbours of one another; take them out.

    One of such a group and its neighbours is in the set. So its weight is certain, and
    a neighbour in its stead brings only what it has more.
    """
    total = 0
    waiting = deque(sorted(weights, key=lambda each: (len(near[each]), each)))
    in_line = set(waiting)
    while waiting:
        group = waiting.popleft()
        in_line.discard(group)
        if group not in weights or not _is_simplicial(group, near):
            continue
        touched = _without(group, near)
        weight = weights.pop(group)
        total += weight
        for neighbour in sorted(touched):
            weights[neighbour] -= weight
            if weights[neighbour] <= 0:
                del weights[neighbour]
                touched |= _without(neighbour, near)
        new = sorted((touched & weights.keys()) - in_line)
        waiting += new
        in_line.update(new)
    return total


def _is_simplicial(group: str, near: Near) -> bool:
    around = near[group]
    return all(around <= near[each] | {each} for each in around)


def _without(group: str, near: Near) -> set[str]:
    """Take a group out of the graph; return who its neighbours were."""
    around = near.pop(group)
    for each in around:
        near[each].discard(group)
    return around


def _components(near: Near) -> list[list[str]]:
    found = []
    left = set(near)
    while left:
        reached = {min(left)}
        waiting = list(reached)
        while waiting:
            new = near[waiting.pop()] - reached
            reached |= new
            waiting += new
        left -= reached
        found.append(sorted(reached))
    return found


def _exactly(component: list[str], weights: Weights, near: Near) -> int:
    """Return the largest sum: the group with most neighbours is in the set or not.

    Groups are bits, the heaviest first.
    """
    order = sorted(component, key=lambda each: -weights[each])
    values = [weights[each] for each in order]
    bits = {each: 1 << place for place, each in enumerate(order)}
    around = [sum(bits[other] for other in near[each]) for each in order]

    @cache
    def most(left: int) -> int:
        places = [place for place in range(len(order)) if left >> place & 1]
        if not places:
            return 0
        widest = max(places, key=lambda place: (around[place] & left).bit_count())
        if not around[widest] & left:
            return sum(values[place] for place in places)
        rest = left & ~(1 << widest)
        taken = values[widest] + most(rest & ~around[widest])
        bound = sum(values[place] for place in places if place != widest)
        return taken if bound <= taken else max(taken, most(rest))

    return most((1 << len(order)) - 1)


def _greedily(component: list[str], weights: Weights, near: Near) -> int:
    """Return a sum got by taking, each time, who has most weight per neighbour lost."""
    left = {each: set(near[each]) for each in component}
    total = 0
    while left:
        best = max(left, key=lambda each: weights[each] / (len(left[each]) + 1))
        total += weights[best]
        for each in (*left[best], best):
            _without(each, left)
    return total
