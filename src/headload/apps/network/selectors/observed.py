"""The network as counting reads it: what a reader sees whole, as plain values.

Counts of persons alone; one of a part that is no place, such as a region, would stand
for the whole and is left out, and so is one whose basis never adds up.
"""

import datetime

from django.db.models import Q

from headload.apps.common.models import Concept, Scheme
from headload.apps.network import observations as o
from headload.apps.network.kinds import AffiliationKind, Unit
from headload.apps.network.models import (
    Affiliation,
    MembershipCount,
    Organisation,
    Overlap,
)
from headload.apps.network.places import WORLD
from headload.apps.network.rights import Actor
from headload.apps.network.selectors.sight import Sight


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
    places = Concept.objects.filter(scheme=Scheme.PLACE).exclude(within=None)
    return o.Network(
        units=[_unit(each) for each in seen.values()],
        counts=[
            _count(each, seen[each.organisation_id])
            for each in _counts()
            if each.organisation_id in seen
            and sight.sees(each.visibility, seen[each.organisation_id])
        ],
        affiliations=[
            _tie(each, seen[each.child_id], seen[each.parent_id])
            for each in _ties()
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
            for each in _overlaps()
            if each.first_id in seen
            and each.second_id in seen
            and sight.sees(each.visibility, seen[each.first_id])
        ],
        within=dict(places.values_list("code", "within__code")),
    )


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


def _unit(organisation: Organisation) -> o.Unit:
    kind = organisation.classification
    area = organisation.area
    return o.Unit(
        id=organisation.permanent,
        is_mbo=organisation.is_mbo,
        classification=o.Classification(kind) if kind else None,
        sectors=frozenset(each.code for each in organisation.sectors.all()),
        places=frozenset({area.code} if area else ()),
    )


def _counts() -> list[MembershipCount]:
    found = MembershipCount.objects.filter(
        unit=Unit.PERSONS, part="", basis__in=[each.value for each in o.Basis]
    )
    return list(found.select_related("sector", "area").order_by("pk"))


def _count(count: MembershipCount, organisation: Organisation) -> o.Count:
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


def _ties() -> list[Affiliation]:
    """Return those that bring members, without those that ended nobody knows when."""
    known = Q(is_open=True) | ~Q(end="")
    found = Affiliation.objects.filter(known).exclude(kind=AffiliationKind.OBSERVER)
    return list(found.order_by("pk"))


def _tie(tie: Affiliation, child: Organisation, parent: Organisation) -> o.Affiliation:
    return o.Affiliation(
        child.permanent, parent.permanent, _first(tie.start), middle(tie.end)
    )


def _overlaps() -> list[Overlap]:
    """Return the newest overlap of each two organisations."""
    found = {
        (each.first_id, each.second_id): each
        for each in Overlap.objects.order_by("as_of", "pk")
    }
    return list(found.values())
