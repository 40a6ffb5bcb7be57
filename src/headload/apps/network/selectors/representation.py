"""Rates as readers see them: a number with its interval, or the reason in words.

A version whose sum would tell today what an organisation has hidden since is shown
without its numbers.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from headload.apps.network.models import (
    MembershipCount,
    Organisation,
    RepresentationRate,
)
from headload.apps.network.rates import RateFlag
from headload.apps.network.representation import REFUSING
from headload.apps.network.rights import READER
from headload.apps.network.selectors.notes import notes_of, open_counts
from headload.apps.network.selectors.sight import Sight
from headload.apps.network.selectors.sums import tells_somebody


@dataclass(frozen=True)
class Part:
    """A count that is added up, whose it is, and what the checks say of it."""

    count: MembershipCount
    organisation: Organisation
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Omitted:
    """An organisation that is not counted, and why; empty where it has no count."""

    organisation: Organisation
    reason: str


@dataclass(frozen=True)
class ShownRate:
    """A version of a rate as everybody may see it.

    Parameters
    ----------
    reasons
        Why there is no number; empty where there is one.
    cautions
        What a reader has to know beside the number.
    parts, unlisted
        What is added up: counts that are listed, and how many organisations are not.
    mix
        How many of the counts are in which state of verification.
    is_newest
        Whether there is no later version.
    """

    rate: RepresentationRate
    reasons: tuple[str, ...]
    cautions: tuple[str, ...]
    parts: tuple[Part, ...]
    unlisted: int
    omitted: tuple[Omitted, ...]
    mix: tuple[tuple[str, int], ...]
    is_newest: bool

    @property
    def has_number(self) -> bool:
        """Whether a number may be shown."""
        return not self.reasons

    @property
    def bounds(self) -> tuple[float, float, float] | None:
        """Low, point and high of what is shown, from 0 to 1; none where refused."""
        rate = self.rate
        if self.reasons or rate.low is None or rate.point is None or rate.high is None:
            return None
        return rate.low, rate.point, rate.high


def current_rates(
    *,
    area: str = "",
    sector: str = "",
    estimate: str = "",
    sex: str | None = None,
    year: int | None = None,
) -> list[ShownRate]:
    """Return the last version of each rate that is asked for, as readers see it.

    Where a place has counts of some basis, it is not said that there are none of
    another.
    """
    asked = {
        "area__code": area or None,
        "sector__code": sector or None,
        "estimate": estimate or None,
        "sex": sex,
        "year": year,
    }
    rows = RepresentationRate.objects.filter(
        **{name: value for name, value in asked.items() if value is not None}
    )
    newest = {
        (each.area_id, each.sector_id, each.sex, each.basis, each.estimate): each
        for each in rows.select_related("area__within", "sector").order_by("number")
    }
    said = [each for each in newest.values() if not _is_without_count(each)]
    spoken = {_domain(each) for each in said}
    said += [
        each
        for each in newest.values()
        if _is_without_count(each) and _domain(each) not in spoken
    ]
    in_order = sorted(said, key=_order)
    return _shown(in_order, newest_of={each.pk for each in newest.values()})


def rate_at(permanent: str) -> ShownRate | None:
    """Return the version of a rate with a permanent id; none where there is none."""
    found = (
        RepresentationRate.objects.filter(permanent=permanent.upper())
        .select_related("area__within", "sector")
        .first()
    )
    if found is None:
        return None
    versions = versions_of(found)
    return _shown([found], newest_of={versions[0].pk})[0]


def versions_of(rate: RepresentationRate) -> Sequence[RepresentationRate]:
    """Return every version of a rate, the newest first."""
    line = {
        name: getattr(rate, name)
        for name in ("area", "sector", "sex", "basis", "estimate")
    }
    return list(RepresentationRate.objects.filter(**line).order_by("-number"))


def _domain(rate: RepresentationRate) -> tuple[int, int, str, str]:
    return rate.area_id, rate.sector_id, rate.sex, rate.estimate


def _is_without_count(rate: RepresentationRate) -> bool:
    return RateFlag.NO_COUNT.value in rate.flags


def _order(rate: RepresentationRate) -> tuple[str, str, int, str, str, str]:
    return (
        rate.area.code,
        rate.sector.code,
        -rate.year,
        rate.sex,
        rate.estimate,
        rate.basis,
    )


def _shown(
    rates: Sequence[RepresentationRate], newest_of: Collection[int]
) -> list[ShownRate]:
    ids = {each["id"] for rate in rates for each in rate.counts}
    counts = open_counts(ids)
    notes = notes_of(counts.keys())
    owners = dict(
        MembershipCount.objects.filter(permanent__in=ids).values_list(
            "permanent", "organisation__permanent"
        )
    )
    sight = Sight.of(READER)
    seen = {
        each.permanent: each for each in sight.records() if not sight.is_coarse(each)
    }
    return [
        _one(
            rate,
            _parts(rate, counts, notes),
            {
                owners.get(each["id"], each["id"])
                for each in rate.counts
                if each["id"] not in counts
            },
            _omitted(rate, seen),
            is_newest=rate.pk in newest_of,
        )
        for rate in rates
    ]


def _one(
    rate: RepresentationRate,
    parts: tuple[Part, ...],
    hidden: Collection[str],
    omitted: tuple[Omitted, ...],
    *,
    is_newest: bool,
) -> ShownRate:
    reasons = [each for each in rate.flags if RateFlag(each) in REFUSING]
    if tells_somebody(len(hidden)) and RateFlag.PROTECTED.value not in reasons:
        reasons.append(RateFlag.PROTECTED.value)
    mix = Counter(each.count.verification for each in parts)
    return ShownRate(
        rate=rate,
        reasons=tuple(reasons),
        cautions=tuple(each for each in rate.flags if RateFlag(each) not in REFUSING),
        parts=parts,
        unlisted=0 if reasons else len(hidden),
        omitted=omitted,
        mix=tuple(sorted(mix.items())),
        is_newest=is_newest,
    )


def _parts(
    rate: RepresentationRate,
    counts: Mapping[str, MembershipCount],
    notes: Mapping[str, tuple[str, ...]],
) -> tuple[Part, ...]:
    ids: Iterable[str] = (each["id"] for each in rate.counts)
    return tuple(
        Part(counts[each], counts[each].organisation, notes.get(each, ()))
        for each in ids
        if each in counts
    )


def _omitted(
    rate: RepresentationRate, seen: Mapping[str, Organisation]
) -> tuple[Omitted, ...]:
    """Return what is not counted of what readers see: one reason each, the first."""
    reasons: dict[str, str] = {}
    for organisation, reason, _ in rate.left_out:
        reasons.setdefault(organisation, reason)
    for organisation in rate.missing:
        reasons.setdefault(organisation, "")
    return tuple(
        Omitted(seen[each], reason) for each, reason in reasons.items() if each in seen
    )
