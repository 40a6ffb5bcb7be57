"""What may enter a national sum: more than a reader sees, where it tells nobody.

An organisation that is not listed, or is at high risk, counts in its country where at
least three such share the sum; with one or two the sum would tell their numbers, and
is withheld whole. What is hidden or restricted enters nothing.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from headload.apps.network.affiliations import and_below
from headload.apps.network.kinds import Visibility
from headload.apps.network.models import Organisation
from headload.apps.network.observations import Count, Network, Overlap, Unit
from headload.apps.network.rights import READER
from headload.apps.network.selectors.counts import FEWEST
from headload.apps.network.selectors.moved import organisations_counted
from headload.apps.network.selectors.observed import (
    as_count,
    as_tie,
    as_unit,
    newest_overlaps,
    ties,
    usable_counts,
    within,
)
from headload.apps.network.selectors.sight import Sight

_MOST = 5000
"""Above so many organisations everything is read: it is no less quick."""
_ENTERS = (Visibility.PUBLIC, Visibility.NETWORK)


@dataclass(frozen=True)
class Pool:
    """All that may be summed, and what of it everybody may see.

    Parameters
    ----------
    network
        With organisations and counts that are not public.
    open_units, open_counts
        Permanent ids of those that are.
    """

    network: Network
    open_units: frozenset[str]
    open_counts: frozenset[str]

    def open_part(self) -> Network:
        """Return what everybody may see: no more enters the sum of a city."""
        return replace(
            self.network,
            units=[each for each in self.network.units if each.id in self.open_units],
            counts=[
                each for each in self.network.counts if each.id in self.open_counts
            ],
        )

    def near(self, country: str) -> "Pool":
        """Return what sums of a country and its cities can rest on, and no more."""
        within = self.network.within
        places = {country, *(code for code, of in within.items() if of == country)}
        here = {each for code in places for each in self._here.get(code, ())}
        ids = and_below(here, self._below)
        counts = (self._counts.get(each.id, ()) for each in self._units(ids))
        network = replace(
            self.network,
            units=self._units(ids),
            counts=[each for of_one in counts for each in of_one],
            affiliations=[e for e in self.network.affiliations if e.child in ids],
            overlaps=[e for e in self.network.overlaps if {e.a, e.b} <= ids],
        )
        return replace(self, network=network)

    def _units(self, ids: Collection[str]) -> list[Unit]:
        return [each for each in self.network.units if each.id in ids]

    @cached_property
    def _counts(self) -> Mapping[str, Sequence[Count]]:
        found: dict[str, list[Count]] = {}
        for each in self.network.counts:
            found.setdefault(each.organisation, []).append(each)
        return found

    @cached_property
    def _here(self) -> Mapping[str, set[str]]:
        """Organisations that are in a place or have a count of it, by its code."""
        found: dict[str, set[str]] = {}
        for unit in self.network.units:
            for code in unit.places:
                found.setdefault(code, set()).add(unit.id)
        for count in self.network.counts:
            found.setdefault(count.area, set()).add(count.organisation)
        return found

    @cached_property
    def _below(self) -> Mapping[str, Sequence[str]]:
        """Organisations directly below one, on whatever day."""
        found: dict[str, list[str]] = {}
        for each in self.network.affiliations:
            found.setdefault(each.parent, []).append(each.child)
        return found

    def unlisted(self, used: Iterable[Count]) -> int:
        """Return how many organisations are in a sum with counts that are not open."""
        return len(
            {each.organisation for each in used if each.id not in self.open_counts}
        )


def tells_somebody(unlisted: int) -> bool:
    """Tell whether a sum with so many unlisted organisations tells their numbers.

    Examples
    --------
    >>> [tells_somebody(number) for number in (0, 1, 2, 3)]
    [False, True, True, False]
    """
    return 0 < unlisted < FEWEST


def pool(places: Collection[str] | None = None) -> Pool:
    """Return everything that may enter the sum of a country.

    Parameters
    ----------
    places
        Codes of whole countries with their cities: no more than their sums rest on is
        read. None for everything.
    """
    of = _read_alone(places)
    found = Organisation.objects.filter(
        merged_into=None, hidden_on=None, visibility__in=_ENTERS
    )
    sight = Sight.of(READER)
    records = sight.records().prefetch_related(None).select_related(None)
    records = records.only("permanent", "risk_level")
    if of is not None:
        found, records = found.filter(pk__in=of), records.filter(pk__in=of)
    kept = {each.pk: each for each in found.prefetch_related("area", "sectors")}
    shown = {each.permanent for each in records if not sight.is_coarse(each)} & {
        each.permanent for each in kept.values()
    }
    counts = [
        each
        for each in usable_counts(of)
        if each.organisation_id in kept and each.visibility in _ENTERS
    ]
    network = Network(
        units=[as_unit(each) for each in kept.values()],
        counts=[as_count(each, kept[each.organisation_id]) for each in counts],
        affiliations=[
            as_tie(each, kept[each.child_id], kept[each.parent_id])
            for each in ties(of)
            if each.child_id in kept
            and each.parent_id in kept
            and each.visibility in _ENTERS
        ],
        overlaps=[
            Overlap(
                kept[each.first_id].permanent,
                kept[each.second_id].permanent,
                each.persons_in_both,
            )
            for each in newest_overlaps()
            if each.first_id in kept
            and each.second_id in kept
            and each.visibility in _ENTERS
        ],
        within=within(),
    )
    is_open = {
        each.permanent
        for each in counts
        if each.visibility == Visibility.PUBLIC
        and kept[each.organisation_id].permanent in shown
    }
    return Pool(network, frozenset(shown), frozenset(is_open))


def _read_alone(places: Collection[str] | None) -> Collection[int] | None:
    """Return the organisations that sums of places rest on; None for all."""
    if places is None:
        return None
    found = organisations_counted(places)
    return found if len(found) <= _MOST else None
