"""Whose sums a write can move: the countries of what it touched and of all above it.

A rate is of a place and rests on the organisations that are there, and on all below
them. So what was touched moves the sums of its own country, of the countries of its
counts, and of those of every organisation that it belongs to or ever did.
"""

from collections.abc import Collection, Iterable

from django.db.models import Q

from headload.apps.common.models import Concept, Scheme
from headload.apps.network.models import (
    Affiliation,
    Event,
    MembershipCount,
    Organisation,
    Overlap,
)

_MOST = 5000
"""Above so many organisations all ties are read: it is no less quick."""


def organisations_touched(permanents: Collection[str]) -> set[int]:
    """Return the organisations that written records are, or are of."""
    ids = list(permanents)
    found = set(_pairs(Organisation, ids, "pk", "merged_into_id"))
    found |= set(_pairs(MembershipCount, ids, "organisation_id"))
    found |= set(_pairs(Affiliation, ids, "child_id", "parent_id"))
    found |= set(_pairs(Overlap, ids, "first_id", "second_id"))
    return found


def places_moved(permanents: Collection[str]) -> frozenset[str]:
    """Return the places whose sums records that were written can be in.

    Whole countries with their cities: a city without organisations has those of its
    country.
    """
    near = above(organisations_touched(permanents))
    areas = Organisation.objects.filter(pk__in=near).values_list("area", flat=True)
    counted = MembershipCount.objects.filter(organisation__in=near)
    keys = {*areas, *counted.values_list("area", flat=True).distinct()} - {None}
    before = Event.objects.filter(permanent__in=list(permanents), field="area")
    codes = {code for told in before.values_list("old", "new") for code in told}
    of_these = Concept.objects.filter(scheme=Scheme.PLACE)
    countries = {
        within or pk
        for pk, within in of_these.filter(
            Q(pk__in=keys) | Q(code__in=codes - {""})
        ).values_list("pk", "within")
    }
    whole = of_these.filter(Q(pk__in=countries) | Q(within__in=countries))
    return frozenset(whole.values_list("code", flat=True))


def organisations_counted(places: Collection[str]) -> set[int]:
    """Return the organisations that sums of places can rest on: there, or below."""
    here = Organisation.objects.filter(area__code__in=places)
    counted = MembershipCount.objects.filter(area__code__in=places)
    found = {
        *here.values_list("pk", flat=True),
        *counted.values_list("organisation", flat=True),
    }
    return _reached(found, "parent", "child")


def above(organisations: Collection[int]) -> set[int]:
    """Return organisations and all that they belong to or ever did."""
    return _reached(organisations, "child", "parent")


def _pairs(model: type, ids: list[str], *names: str) -> Iterable[int]:
    rows = model.objects.filter(permanent__in=ids)  # type: ignore[attr-defined]
    return (each for row in rows.values_list(*names) for each in row if each)


def _reached(start: Collection[int], here: str, there: str) -> set[int]:
    """Return what ties lead to from `start`, itself too; read one step at a time."""
    found, layer = set(start), set(start)
    while layer:
        ties = Affiliation.objects.all()
        if len(layer) <= _MOST:
            ties = ties.filter(**{f"{here}__in": layer})
        rows = ties.values_list(here, there)
        layer = {onward for each, onward in rows if each in layer} - found
        found |= layer
    return found
