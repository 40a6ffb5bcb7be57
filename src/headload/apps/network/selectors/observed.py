"""The network as counting reads it: what a reader sees whole, as plain values.

Counts of persons alone; one of a part that is no place, such as a region, would stand
for the whole and is left out, and so is one whose basis never adds up.
"""

import datetime
from collections.abc import Collection

from django.db.models import Q

from headload.apps.common.models import Concept, Scheme
from headload.apps.network import observations as o
from headload.apps.network.kinds import AffiliationKind, Unit, Verification
from headload.apps.network.models import (
    Affiliation,
    MembershipCount,
    Organisation,
    Overlap,
)
from headload.apps.network.places import WORLD
from headload.apps.network.rights import Actor
from headload.apps.network.selectors.sight import Sight

NOT_ADDED = (Verification.DISPUTED, Verification.SUPERSEDED)
"""States of a count that is shown and never added."""


def observed(reader: Actor) -> o.Network:
    """Return everything that counting may use for what this reader will see.

    Ids are permanent ids. One at high risk is not in it, nor a count or tie that she
    may not see; `selectors.cell` is for sums with counts that are not public.
    """
    sight = Sight.of(reader)
    seen = {
        each.pk: each
        for each in sight.records().filter(merged_into=None)
        if not sight.is_coarse(each)
    }
    return o.Network(
        units=[as_unit(each) for each in seen.values()],
        counts=[
            as_count(each, seen[each.organisation_id])
            for each in usable_counts()
            if each.organisation_id in seen
            and sight.sees(each.visibility, seen[each.organisation_id])
        ],
        affiliations=[
            as_tie(each, seen[each.child_id], seen[each.parent_id])
            for each in ties()
            if each.child_id in seen
            and each.parent_id in seen
            and sight.sees(each.visibility, seen[each.parent_id])
        ],
        overlaps=[
            o.Overlap(
                seen[each.first_id].permanent,
                seen[each.second_id].permanent,
                each.persons_in_both,
            )
            for each in newest_overlaps()
            if each.first_id in seen
            and each.second_id in seen
            and sight.sees(each.visibility, seen[each.first_id])
        ],
        within=within(),
    )


def within() -> dict[str, str]:
    """Return the place that each place lies in, by code."""
    places = Concept.objects.filter(scheme=Scheme.PLACE).exclude(within=None)
    return dict(places.values_list("code", "within__code"))


def middle(text: str) -> datetime.date | None:
    """Return the middle of what is known of a date; none where nothing is.

    Examples
    --------
    >>> middle("2016"), middle("2016-04")
    (datetime.date(2016, 7, 1), datetime.date(2016, 4, 15))
    """
    return _day(text, ("07", "01"), "15")


def _first(text: str) -> datetime.date | None:
    return _day(text, ("01", "01"), "01")


def _day(text: str, of_year: tuple[str, str], of_month: str) -> datetime.date | None:
    if not text:
        return None
    parts = text.split("-")
    rest = {1: of_year, 2: (of_month,), 3: ()}[len(parts)]
    return datetime.date(*(int(each) for each in (*parts, *rest)))


def as_unit(organisation: Organisation) -> o.Unit:
    """Return an organisation as counting reads it."""
    kind = organisation.classification
    area = organisation.area
    return o.Unit(
        id=organisation.permanent,
        is_mbo=organisation.is_mbo,
        classification=o.Classification(kind) if kind else None,
        sectors=frozenset(each.code for each in organisation.sectors.all()),
        places=frozenset({area.code} if area else ()),
    )


def usable_counts(of: Collection[int] | None = None) -> list[MembershipCount]:
    """Return counts that may be added up: disputed and superseded ones may not.

    Parameters
    ----------
    of
        Keys of the organisations whose counts; None for all.
    """
    found = MembershipCount.objects.filter(
        unit=Unit.PERSONS, part="", basis__in=[each.value for each in o.Basis]
    ).exclude(verification__in=NOT_ADDED)
    if of is not None:
        found = found.filter(organisation__in=of)
    return list(found.prefetch_related("sector", "area").order_by("pk"))


def as_count(count: MembershipCount, organisation: Organisation) -> o.Count:
    """Return a count as counting reads it."""
    sector = count.sector.code if count.sector else ""
    women = count.women_count
    if women is None and count.women_share is not None:
        women = round(count.value * count.women_share)
    return o.Count(
        id=count.permanent,
        organisation=organisation.permanent,
        value=count.value,
        basis=o.Basis(count.basis),
        sector=o.ALL_SECTORS if count.all_sectors else sector,
        area=count.area.code if count.area else WORLD,
        as_of=middle(count.as_of),
        women=women,
        includes_affiliates=count.includes_affiliates,
    )


def ties(of: Collection[int] | None = None) -> list[Affiliation]:
    """Return those that bring members, without those that ended nobody knows when.

    Parameters
    ----------
    of
        Keys of the organisations that belong; None for all.
    """
    known = Q(is_open=True) | ~Q(end="")
    found = Affiliation.objects.filter(known).exclude(kind=AffiliationKind.OBSERVER)
    if of is not None:
        found = found.filter(child__in=of)
    return list(found.order_by("pk"))


def as_tie(
    tie: Affiliation, child: Organisation, parent: Organisation
) -> o.Affiliation:
    """Return an affiliation as counting reads it."""
    return o.Affiliation(
        child.permanent, parent.permanent, _first(tie.start), middle(tie.end)
    )


def newest_overlaps() -> list[Overlap]:
    """Return the newest overlap of each two organisations."""
    found = {
        (each.first_id, each.second_id): each
        for each in Overlap.objects.order_by("as_of", "pk")
    }
    return list(found.values())
