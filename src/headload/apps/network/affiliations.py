"""The graph of affiliations: no organisation is above itself, each is met once.

An organisation may have several parents, and be reached by several paths.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from graphlib import CycleError, TopologicalSorter

from headload.apps.network.observations import Affiliation
from headload.errors import BadInput

Children = Mapping[str, Sequence[str]]
"""Organisations directly below an organisation, by id."""


def refuse_cycle(
    affiliations: Iterable[Affiliation], child: str, parent: str
) -> tuple[str, ...]:
    """Return the path that an affiliation would close to a cycle; empty where none.

    Parameters
    ----------
    affiliations
        Those that hold at the same time as the new one; all of them, to be on the
        safe side.

    Returns
    -------
    tuple of str
        Ids from `child` to `parent` and upwards, back to `child`: the shortest path.

    Examples
    --------
    >>> held = [Affiliation("city", "nation"), Affiliation("nation", "world")]
    >>> refuse_cycle(held, "world", "city")
    ('world', 'city', 'nation', 'world')
    >>> refuse_cycle(held, "city", "world")
    ()
    """
    parents: dict[str, list[str]] = {}
    for each in affiliations:
        parents.setdefault(each.child, []).append(each.parent)
    paths: dict[str, tuple[str, ...]] = {parent: (child, parent)}
    waiting = [parent]
    for place in waiting:
        if place == child:
            return paths[place]
        for above in sorted(set(parents.get(place, ())) - paths.keys()):
            paths[above] = (*paths[place], above)
            waiting.append(above)
    return ()


def children_on(affiliations: Iterable[Affiliation], day: date) -> Children:
    """Return who is directly below whom on a day; unknown ends are open."""
    found: dict[str, set[str]] = {}
    for each in affiliations:
        has_begun = each.start is None or each.start <= day
        if has_begun and (each.end is None or day <= each.end):
            found.setdefault(each.parent, set()).add(each.child)
    return {parent: sorted(below) for parent, below in found.items()}


def and_below(organisations: Iterable[str], children: Children) -> set[str]:
    """Return organisations and all below them, each once."""
    found = set(organisations)
    waiting = list(found)
    while waiting:
        new = set(children.get(waiting.pop(), ())) - found
        found |= new
        waiting += new
    return found


def bottom_up(roots: Iterable[str], children: Children) -> list[str]:
    """Return all from the roots down, each once, after everything below it.

    Raises
    ------
    BadInput
        HL-NET-01 when an organisation is above itself.
    """
    graph = {each: children.get(each, ()) for each in and_below(roots, children)}
    try:
        return list(TopologicalSorter(graph).static_order())
    except CycleError as found:
        raise BadInput(
            "An organisation is affiliated to itself through others",
            where=" > ".join(found.args[1]),
            to_do="end one of these affiliations",
            code="HL-NET-01",
        ) from None
