"""Working out every rate that can be, and keeping each new version beside the old."""

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from headload.apps.common.models import Concept, Content, Scheme
from headload.apps.common.workers import Workers, workers_found
from headload.apps.network.models import Event, RepresentationRate
from headload.apps.network.observations import BasisClass
from headload.apps.network.representation import Judged, bases_of, judge, protected
from headload.apps.network.selectors.sums import Pool, pool, tells_somebody

Line = tuple[str, str, str, str, str]
"""Place, group, sex, basis and estimate: what versions of a rate have in common."""


@dataclass(frozen=True)
class Computed:
    """What came of working out: rates that are shown and refused, and new versions."""

    shown: int
    refused: int
    new: int


@transaction.atomic
def compute_rates(places: Collection[str] | None = None) -> Computed:
    """Work out rates; keep those that are new or not as their last version.

    A rate whose estimate is in no newest release any more gets a version that says so.

    Parameters
    ----------
    places
        Codes of whole countries with their cities; None for all.
    """
    if places is not None and not places:
        return Computed(0, 0, 0)
    newest = newest_versions(places)
    found = [
        each
        for each in _one_of_each(workers_found())
        if places is None or each.place in places
    ]
    found = [*found, *_without_estimate(newest.values(), found)]
    if not found:
        return Computed(0, 0, 0)
    tally = Counter[str]()
    for made in _made(found, pool(places), newest):
        tally["refused" if made.refused else "shown"] += 1
        last = newest.get(_line(made))
        if last is None or last.sha256 != made.sha256:
            made.number = last.number + 1 if last else 1
            made.save()
            tally["new"] += 1
    if tally["new"]:
        Content.changed()
    return Computed(tally["shown"], tally["refused"], tally["new"])


def _made(
    found: Sequence[Workers], here: Pool, newest: Mapping[Line, RepresentationRate]
) -> Iterator[RepresentationRate]:
    """Yield a rate for each figure and basis; a country's are made together."""
    within, concepts = here.network.within, _concepts(found)
    country, near = "", here
    for workers in sorted(found, key=lambda each: within.get(each.place, each.place)):
        area, sector = concepts.get(workers.place), concepts.get(workers.group)
        if area is None or sector is None:
            continue
        if within.get(workers.place, workers.place) != country:
            country = within.get(workers.place, workers.place)
            near = here.near(country)
        for basis in _bases(workers, near, newest):
            yield _row(_judged(workers, near, basis), near, area, sector)


def newest_versions(
    places: Collection[str] | None = None,
) -> dict[Line, RepresentationRate]:
    """Return the last version of each rate, of some places or of all."""
    rows = RepresentationRate.objects.select_related("area__within", "sector")
    if places is not None:
        rows = rows.filter(area__code__in=places)
    return {_line(each): each for each in rows.order_by("number")}


def _line(rate: RepresentationRate) -> Line:
    return rate.area.code, rate.sector.code, rate.sex, rate.basis, rate.estimate


def _one_of_each(found: Iterable[Workers]) -> Sequence[Workers]:
    """Return each figure once: two releases can measure the same by other standards."""
    in_order = sorted(found, key=lambda each: each.release)
    return list(
        {(each.place, each.sex, each.estimate): each for each in in_order}.values()
    )


def _without_estimate(
    rates: Iterable[RepresentationRate], found: Sequence[Workers]
) -> Iterator[Workers]:
    """Yield figures that rates were made with and no newest release has."""
    known = {each.estimate for each in found}
    for each in {rate.estimate: rate for rate in rates}.values():
        if each.estimate not in known:
            yield Workers(
                estimate=each.estimate,
                release=each.release,
                place=each.area.code,
                group=each.sector.code,
                area=each.area.code,
                sex=each.sex,
                year=each.year,
                period=each.period,
                value=None,
                cv=None,
            )


def _concepts(of: Sequence[Workers]) -> Mapping[str, Concept]:
    """Return places and groups of figures by code."""
    codes = {code for each in of for code in (each.place, each.group)}
    schemes = (Scheme.PLACE, Scheme.WORKER_GROUP)
    found = Concept.objects.filter(scheme__in=schemes, code__in=codes)
    return {each.code: each for each in found.select_related("within")}


def _bases(
    workers: Workers, here: Pool, newest: Iterable[Line]
) -> Sequence[BasisClass]:
    """Return the bases that there are counts of, and those of earlier versions."""
    domain = (workers.place, workers.group, workers.sex)
    earlier = {
        basis
        for *of, basis, estimate in newest
        if (*of, estimate) == (*domain, workers.estimate)
    }
    network = _network(workers, here)
    found = {*bases_of(workers, network), *map(BasisClass, earlier)}
    return [each for each in BasisClass if each in found]


def _network(workers: Workers, here: Pool) -> Any:
    is_city = workers.place in here.network.within
    return here.open_part() if is_city else here.network


def _judged(workers: Workers, here: Pool, basis: BasisClass) -> Judged:
    judged = judge(workers, _network(workers, here), basis)
    unlisted = here.unlisted(judged.members.used)
    return protected(judged) if tells_somebody(unlisted) else judged


def _row(
    judged: Judged, here: Pool, area: Concept, sector: Concept
) -> RepresentationRate:
    rate, workers, members = judged.rate, judged.workers, judged.members
    refused = bool(judged.refused)
    bounds = members.women if workers.sex else members
    used = [each for each in members.used if each.id in rate.counts]
    content: dict[str, Any] = {
        "sex": workers.sex,
        "year": workers.year,
        "period": workers.period,
        "basis": members.scope.basis.value,
        "estimate": workers.estimate,
        "release": workers.release,
        "workers": workers.value,
        "cv": workers.cv,
        "counts": _versions(rate.counts),
        "missing": list(members.missing),
        "left_out": [
            [each.organisation, each.reason.value, each.count or ""]
            for each in members.left_out
        ],
        "unlisted": here.unlisted(used),
        "members_low": bounds.low if bounds else None,
        "members_point": bounds.point if bounds else None,
        "members_high": bounds.high if bounds else None,
        "low": None if refused else rate.low,
        "point": None if refused else rate.point,
        "high": None if refused else rate.high,
        "flags": [each.value for each in rate.flags],
        "refused": refused,
    }
    text = json.dumps(content, sort_keys=True)
    return RepresentationRate(
        area=area,
        sector=sector,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        **content,
    )


def _versions(counts: Sequence[str]) -> list[dict[str, Any]]:
    """Return counts with how many entries of the history each has."""
    found = Counter(
        Event.objects.filter(permanent__in=counts).values_list("permanent", flat=True)
    )
    return [{"id": each, "version": found[each]} for each in counts]
