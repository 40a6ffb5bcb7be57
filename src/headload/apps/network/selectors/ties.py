"""Reading affiliations: what an organisation belongs to, and what belongs to it."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from headload.apps.network.models import Affiliation, Organisation
from headload.apps.network.rights import Actor
from headload.apps.network.selectors.sight import Sight

_DEPTH = 4
"""Layers of a tree; the network is not deeper, and a page has an end."""
_MOST = 400
"""Branches of a tree."""
UP, DOWN = "parent", "child"


@dataclass(frozen=True)
class Tie:
    """An affiliation as a reader sees it from one of its two sides."""

    other: Mapping[str, Any]
    kind: str
    is_open: bool
    start: str
    end: str
    as_of: str
    occasion: str


@dataclass(frozen=True)
class Branch:
    """An affiliation in a tree, with those of the other side.

    Parameters
    ----------
    again
        Whether it was met before, on another path, and has its branches there.
    """

    tie: Tie
    branches: Sequence["Branch"]
    again: bool


@dataclass(frozen=True)
class Tree:
    """What an organisation belongs to, or what belongs to it.

    Parameters
    ----------
    ended
        Affiliations of its own that are over.
    """

    branches: Sequence[Branch]
    ended: Sequence[Tie]


def affiliations_of(reader: Actor, organisation: Organisation) -> list[Tie]:
    """Return what an organisation belongs to, as far as a reader may see both."""
    return _of_one(reader, organisation, UP)


def affiliates_of(reader: Actor, organisation: Organisation) -> list[Tie]:
    """Return what belongs to an organisation, as far as a reader may see both."""
    return _of_one(reader, organisation, DOWN)


def tree_of(reader: Actor, organisation: Organisation, side: str) -> Tree:
    """Return open affiliations as a tree, as far as a reader may see them.

    Parameters
    ----------
    side
        `UP` for what it belongs to, `DOWN` for what belongs to it.
    """
    sight = Sight.of(reader)
    known: dict[int, list[tuple[int, Tie]]] = {}
    ended: list[Tie] = []
    layer = {organisation.pk}
    looked = set(layer)
    for _ in range(_DEPTH):
        found = _ties(sight, layer, side)
        own = found.get(organisation.pk, ())
        ended += [tie for _, tie in own if not tie.is_open]
        known |= {
            own: [each for each in ties if each[1].is_open]
            for own, ties in found.items()
        }
        layer = {other for ties in known.values() for other, _ in ties} - looked
        looked |= layer
        if not layer or sum(map(len, known.values())) > _MOST:
            break
    return Tree(_grown(organisation.pk, known, {organisation.pk}), ended)


def _grown(
    own: int, known: Mapping[int, list[tuple[int, Tie]]], met: set[int]
) -> Sequence[Branch]:
    ties = sorted(known.get(own, ()), key=lambda each: each[1].other["name"].casefold())
    new = [other for other, _ in ties if other not in met]
    met.update(new)
    return [
        Branch(
            tie,
            _grown(other, known, met) if other in new else (),
            again=other not in new and bool(known.get(other)),
        )
        for other, tie in ties
    ]


def _of_one(reader: Actor, organisation: Organisation, side: str) -> list[Tie]:
    found = _ties(Sight.of(reader), [organisation.pk], side)
    return [tie for _, tie in found.get(organisation.pk, ())]


def _ties(
    sight: Sight, owners: Collection[int], side: str
) -> Mapping[int, list[tuple[int, Tie]]]:
    """Return ties of several organisations, with the number of the other side."""
    mine = DOWN if side == UP else UP
    ties = list(Affiliation.objects.filter(**{f"{mine}__in": owners}).order_by("pk"))
    if not ties:
        return {}
    ids = {*owners, *(getattr(tie, f"{side}_id") for tie in ties)}
    seen = {each.pk: each for each in sight.records().filter(pk__in=ids)}
    shown: dict[int, Mapping[str, Any]] = {}
    made: dict[int, list[tuple[int, Tie]]] = defaultdict(list)
    for tie in ties:
        own = seen.get(getattr(tie, f"{mine}_id"))
        other = seen.get(getattr(tie, f"{side}_id"))
        if own is not None and other is not None and _is_seen(sight, tie, own, other):
            if other.pk not in shown:
                shown[other.pk] = sight.shows(other)
            made[own.pk].append((other.pk, _tie(tie, shown[other.pk])))
    return made


def _is_seen(
    sight: Sight, tie: Affiliation, own: Organisation, other: Organisation
) -> bool:
    """Tell whether she may see a tie: of a masked one it would tell who it is."""
    if sight.is_masked(own) or sight.is_masked(other):
        return False
    return sight.sees(tie.visibility, own) or sight.sees(tie.visibility, other)


def _tie(tie: Affiliation, other: Mapping[str, Any]) -> Tie:
    return Tie(
        other=other,
        kind=tie.kind,
        is_open=tie.is_open,
        start=tie.start,
        end=tie.end,
        as_of=tie.as_of,
        occasion=tie.occasion,
    )
