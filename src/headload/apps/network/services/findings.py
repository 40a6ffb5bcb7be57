"""Running the automatic checks on all counts, and keeping what they find."""

from collections.abc import Collection, Iterable, Sequence

from django.db import transaction
from django.utils import timezone

from headload.apps.common.models import Content
from headload.apps.common.workers import workers_found
from headload.apps.network import observations as o
from headload.apps.network.checks import Surroundings, check_count
from headload.apps.network.kinds import AffiliationKind, Unit, Verification
from headload.apps.network.models import Affiliation, CountFinding, MembershipCount
from headload.apps.network.rates import SurveyEstimate
from headload.apps.network.selectors.observed import as_count, as_unit, within

Found = dict[tuple[int, str], list[str]]
Counts = dict[int, list[o.Count]]
_MOST = 5000
"""Above so many organisations all are checked: it is no less quick."""


@transaction.atomic
def check_counts(touched: Collection[int] | None = None) -> int:
    """Check counts of persons; return how many findings there are of them.

    A finding that is there already stays the row that it is; one without a cause goes.

    Parameters
    ----------
    touched
        Organisations: their counts and those of all that belong to them, which are
        held against theirs. None for every count.
    """
    checked = None if touched is None else _with_affiliates(touched)
    if checked is not None and not checked:
        return 0
    found = _found(checked)
    kept = {(each.count_id, each.check_name): each for each in _findings(checked)}
    gone = [each.pk for key, each in kept.items() if key not in found]
    CountFinding.objects.filter(pk__in=gone).delete()
    made = [
        CountFinding(count_id=key[0], check_name=key[1], others=others)
        for key, others in found.items()
        if key not in kept
    ]
    CountFinding.objects.bulk_create(made, batch_size=1000)
    other = [k for k, row in kept.items() if k in found and row.others != found[k]]
    for key in other:
        kept[key].others = found[key]
        kept[key].save()
    if gone or made or other:
        Content.changed()
    return len(found)


def _with_affiliates(touched: Collection[int]) -> set[int] | None:
    """Return organisations and those that belong to them; None for too many."""
    below = Affiliation.objects.filter(parent__in=touched).values_list("child")
    found = {*touched, *(child for (child,) in below)}
    return found if len(found) <= _MOST else None


def _findings(checked: Collection[int] | None) -> Iterable[CountFinding]:
    found = CountFinding.objects.all()
    return found if checked is None else found.filter(count__organisation__in=checked)


def _found(checked: Collection[int] | None) -> Found:
    parents = _parents(checked)
    beside = {tie.parent_id for each in parents.values() for tie in each}
    rows = list(_rows(None if checked is None else {*checked, *beside}))
    if not rows:
        return {}
    whole, totals = _by_organisation(rows)
    estimates, places = _estimates(), within()
    today = timezone.localdate()
    found: Found = {}
    for row in rows:
        if row.part or not (checked is None or row.organisation_id in checked):
            continue
        above = parents.get(row.organisation_id, ())
        count = as_count(row, row.organisation)
        around = Surroundings(
            today=today,
            unit=as_unit(row.organisation),
            others=whole[row.organisation_id],
            federations=[
                each for tie in above for each in totals.get(tie.parent_id, ())
            ],
            estimates=estimates.get((count.sector, count.area), ()),
            used_for=_used_for(above),
            within=places,
        )
        for each in check_count(count, around):
            found[row.pk, each.check.value] = list(each.ids[1:])
    return found


def _by_organisation(rows: Iterable[MembershipCount]) -> tuple[Counts, Counts]:
    """Return counts of whole organisations, and these with their largest parts."""
    whole: Counts = {}
    for row in rows:
        if not row.part:
            count = as_count(row, row.organisation)
            whole.setdefault(row.organisation_id, []).append(count)
    totals = {organisation: list(counts) for organisation, counts in whole.items()}
    for row in _largest_parts(rows):
        count = as_count(row, row.organisation)
        totals.setdefault(row.organisation_id, []).append(count)
    return whole, totals


def _rows(of: Collection[int] | None) -> Iterable[MembershipCount]:
    """Return counts of persons of any class that is held to others."""
    found = MembershipCount.objects.filter(
        unit=Unit.PERSONS,
        basis__in=[each.value for each in o.Basis],
        organisation__hidden_on=None,
    ).exclude(verification=Verification.SUPERSEDED)
    if of is not None:
        found = found.filter(organisation__in=of)
    related = found.select_related("organisation").prefetch_related("sector", "area")
    of_organisation = ("organisation__area", "organisation__sectors")
    return related.prefetch_related(*of_organisation).order_by("pk")


def _largest_parts(rows: Iterable[MembershipCount]) -> Iterable[MembershipCount]:
    """Return the largest part of each occasion: no affiliate is more than its part.

    Which part an affiliate belongs to is not known; more than the largest is more than
    any.
    """
    largest: dict[tuple[int, str, str, str], MembershipCount] = {}
    for row in rows:
        if row.part:
            key = (row.organisation_id, row.as_of, row.occasion, row.basis)
            if key not in largest or row.value > largest[key].value:
                largest[key] = row
    return largest.values()


def _parents(checked: Collection[int] | None) -> dict[int, list[Affiliation]]:
    found: dict[int, list[Affiliation]] = {}
    ties = Affiliation.objects.filter(is_open=True, parent__hidden_on=None)
    if checked is not None:
        ties = ties.filter(child__in=checked)
    for tie in (
        ties.exclude(kind=AffiliationKind.OBSERVER)
        .select_related("parent")
        .prefetch_related("parent__sectors")
    ):
        found.setdefault(tie.child_id, []).append(tie)
    return found


def _used_for(above: Sequence[Affiliation]) -> str | None:
    """Return the one group of a federation above that has one group alone."""
    for tie in above:
        sectors = [each.code for each in tie.parent.sectors.all()]
        if len(sectors) == 1:
            return sectors[0]
    return None


def _estimates() -> dict[tuple[str, str], list[SurveyEstimate]]:
    """Return what surveys find of all workers, by group and place."""
    found: dict[tuple[str, str], list[SurveyEstimate]] = {}
    for each in workers_found():
        if not each.sex:
            estimate = SurveyEstimate(
                id=each.estimate,
                version=each.release,
                value=each.value,
                cv=each.cv,
                sector=each.group,
                area=each.area,
                year=each.year,
                population_differs=False,
            )
            found.setdefault((each.group, each.area), []).append(estimate)
    return found
