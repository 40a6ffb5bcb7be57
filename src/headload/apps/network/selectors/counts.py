"""Reading counts: as a reader may see them, and as they may enter a sum."""

import datetime
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from headload.apps.common.models import Concept
from headload.apps.network.checks import STALE_MONTHS
from headload.apps.network.kinds import RiskLevel, Unit, Verification, Visibility
from headload.apps.network.models import MembershipCount, Organisation
from headload.apps.network.months import is_within_months
from headload.apps.network.rights import Actor
from headload.apps.network.selectors.observed import middle
from headload.apps.network.selectors.sight import Sight, listed
from headload.apps.network.selectors.speakers import as_told, speakers

OPEN = (
    "permanent",
    "value",
    "unit",
    "sector",
    "all_sectors",
    "area",
    "part",
    "women_count",
    "women_share",
    "women_not_collected",
    "youth_share",
    "as_of",
    "occasion",
    "basis",
    "includes_affiliates",
    "rounded",
    "declared_by",
    "method_note",
    "source",
    "verification",
)
COARSE = ("unit", "sector", "all_sectors", "basis", "verification")
FEWEST = 3
"""How many counts that are not public must share a cell before one enters its sum."""
_BANDS = (100, 1_000, 10_000, 100_000)


@dataclass(frozen=True)
class Cell:
    """Counts that may enter the sum of a place and group.

    Parameters
    ----------
    withheld
        How many organisations have counts that may not, since the sum would tell them.
    """

    counts: tuple[MembershipCount, ...]
    withheld: int


def counts_of(
    reader: Actor, organisation: Organisation, today: datetime.date
) -> list[Mapping[str, Any]]:
    """Return the counts of an organisation as a reader may see them.

    Counts of what went on in it come after its own, with the `of` they were made of.
    One at high risk has a `band` (from, and below what; none above) and no value.
    """
    sight = Sight.of(reader)
    all_of_it = [organisation, *_gone_on_in(organisation)]
    ids = [each.pk for each in all_of_it]
    seen = {each.pk: each for each in sight.records().filter(pk__in=ids)}
    if organisation.pk not in seen:
        return []
    shown, named = [], speakers()
    for one in all_of_it:
        kept = seen.get(one.pk)
        if kept is not None:
            shown += [
                _shown(each, named, coarse=sight.is_coarse(kept), today=today)
                for each in kept.counts.select_related("sector", "area", "source")
                if sight.sees(each.visibility, kept)
            ]
    return shown


def stated_by(
    reader: Actor, numbers: Collection[int], today: datetime.date
) -> Mapping[str, list[Mapping[str, Any]]]:
    """Return counts of several organisations as `counts_of` shows one's own.

    By permanent id of the organisation; without those of what went on in it.
    """
    sight = Sight.of(reader)
    records = sight.records().filter(pk__in=numbers).prefetch_related(None)
    seen = {each.pk: each for each in records.select_related(None)}
    counts = MembershipCount.objects.filter(organisation__in=list(seen))
    shown: dict[str, list[Mapping[str, Any]]] = {}
    named = speakers()
    for each in counts.select_related("sector", "area", "source"):
        kept = each.organisation = seen[each.organisation_id]
        if sight.sees(each.visibility, kept):
            coarse = sight.is_coarse(kept)
            told = _shown(each, named, coarse=coarse, today=today)
            shown.setdefault(kept.permanent, []).append(told)
    return shown


def newest(
    counts: Sequence[Mapping[str, Any]], group: str = ""
) -> Mapping[str, Any] | None:
    """Return which count of persons to show first; none where there is none.

    One of all members before one of a part, one of the asked group before another, one
    with a day before one without, then the later.
    """
    persons = [
        each
        for each in counts
        if each["unit"] == Unit.PERSONS
        and each["verification"] != Verification.SUPERSEDED
    ]

    def rank(count: Mapping[str, Any]) -> tuple[bool, bool, str]:
        asked = bool(group) and count["sector"] == group
        return (
            not count.get("part"),
            asked,
            count.get("as_of") or count.get("year") or "",
        )

    return max(persons, key=rank, default=None)


def band(value: int) -> tuple[int, int | None]:
    """Return from what and below what a number lies; none above.

    Examples
    --------
    >>> band(0), band(99), band(100), band(250_000)
    ((0, 100), (0, 100), (100, 1000), (100000, None))
    """
    low = 0
    for high in _BANDS:
        if value < high:
            return low, high
        low = high
    return low, None


def is_stale(as_of: str, today: datetime.date) -> bool | None:
    """Tell whether a number is older than 36 months; none where its day is not known.

    Examples
    --------
    >>> day = datetime.date(2024, 1, 1)
    >>> is_stale("2020", day), is_stale("2021", day), is_stale("", day)
    (True, False, None)
    """
    when = middle(as_of)
    if when is None:
        return None
    return when <= today and not is_within_months(when, today, STALE_MONTHS)


def cell(place: Concept, group: Concept) -> Cell:
    """Return the counts of persons that may enter the sum of a place and group.

    Counts that are not public enter where at least three organisations have such, so
    that the sum less the public ones tells none of them. One at high risk enters sums
    of countries alone. A count is of its own area, else of its organisation's.
    """
    own = Q(area=place) | Q(area__within=place)
    of_whole = Q(organisation__area=place) | Q(organisation__area__within=place)
    found = MembershipCount.objects.filter(
        own | of_whole & Q(area=None, part=""),
        organisation__merged_into=None,
        organisation__hidden_on=None,
        sector=group,
        unit=Unit.PERSONS,
    ).select_related("organisation", "sector", "area", "source")
    if place.within_id:
        found = found.exclude(organisation__risk_level=RiskLevel.HIGH)
    public = set(
        Organisation.objects.filter(listed(), sources__isnull=False).values_list(
            "pk", flat=True
        )
    )
    shown: list[MembershipCount] = []
    private: list[MembershipCount] = []
    for count in found.order_by("pk"):
        is_open = count.visibility == Visibility.PUBLIC
        is_open = is_open and count.organisation_id in public
        (shown if is_open else private).append(count)
    owners = {each.organisation_id for each in private}
    if len(owners) < FEWEST:
        return Cell(tuple(shown), len(owners))
    return Cell((*shown, *private), 0)


def _gone_on_in(organisation: Organisation) -> list[Organisation]:
    found: list[Organisation] = []
    layer = list(organisation.merged_from.all())
    while layer:
        found += layer
        layer = list(Organisation.objects.filter(merged_into__in=layer))
    return found


def _shown(
    count: MembershipCount,
    named: Mapping[str, str],
    *,
    coarse: bool,
    today: datetime.date,
) -> Mapping[str, Any]:
    shown = {name: _value(count, name) for name in (COARSE if coarse else OPEN)}
    if coarse:
        return {**shown, "band": band(count.value), "year": count.as_of[:4]}
    return {
        **shown,
        "declared_by": as_told(count.declared_by, named),
        "of": count.organisation.permanent,
        "is_stale": is_stale(count.as_of, today),
    }


def _value(count: MembershipCount, name: str) -> Any:
    value = getattr(count, name)
    if name in {"sector", "area"}:
        return value.code if value else ""
    return str(value) if name == "source" and value else value
