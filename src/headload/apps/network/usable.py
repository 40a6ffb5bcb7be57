"""Which counts of an organisation may be added up, and why the others may not.

Like is compared with like: one class of basis, one sector, one area, a window of time;
and only organisations known to be member-based are counted.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from headload.apps.network.months import is_within_months
from headload.apps.network.observations import (
    ALL_SECTORS,
    CLASS_OF,
    NOT_OF_MEMBERS,
    BasisClass,
    Count,
    Scope,
    Unit,
)
from headload.apps.network.places import lies_in


class Reason(StrEnum):
    """Why an organisation or a count is shown and not counted."""

    SUPPORT_NGO = "support-ngo"
    NOT_KNOWN_AS_MEMBER_BASED = "not-known-as-member-based"
    PRESS = "press"
    OTHER_BASIS = "other-basis"
    OTHER_SECTOR = "other-sector-only"
    OTHER_AREA = "other-area"
    NO_DATE = "no-date"
    TOO_OLD = "too-old"
    TOO_NEW = "too-new"
    COUNTED_BELOW = "counted-below"
    """A total of affiliates, of which some are counted themselves."""


@dataclass(frozen=True)
class LeftOut:
    """What is not counted; `count` is None where the whole organisation is not."""

    organisation: str
    reason: Reason
    count: str | None = None


def against_unit(unit: Unit) -> Reason | None:
    """Return why an organisation is not counted; None where it may be.

    A body without members of its own is a support NGO here, whatever it calls itself.
    """
    if unit.classification in NOT_OF_MEMBERS or unit.is_mbo is False:
        return Reason.SUPPORT_NGO
    return Reason.NOT_KNOWN_AS_MEMBER_BASED if unit.is_mbo is None else None


def against_count(
    count: Count, unit: Unit, scope: Scope, within: Mapping[str, str]
) -> Reason | None:
    """Return the first reason not to use a count; None where it is usable."""
    basis = CLASS_OF[count.basis]
    if basis is not scope.basis:
        return Reason.PRESS if basis is BasisClass.PRESS else Reason.OTHER_BASIS
    if not _is_of_sector(count, unit, scope.sector):
        return Reason.OTHER_SECTOR
    if not _is_of_area(count, unit, scope.area, within):
        return Reason.OTHER_AREA
    if count.as_of is None:
        return Reason.NO_DATE
    if is_within_months(count.as_of, scope.on, scope.window):
        return None
    return Reason.TOO_OLD if count.as_of < scope.on else Reason.TOO_NEW


def nearest(counts: Iterable[Count], day: date) -> Count | None:
    """Return the count nearest to a day, the later of two; None where there are none.

    Counts without a date come last.
    """

    def rank(count: Count) -> tuple[int, int, str]:
        as_of = count.as_of or date.min
        return (abs((as_of - day).days), -as_of.toordinal(), count.id)

    return min(counts, key=rank, default=None)


def _is_of_sector(count: Count, unit: Unit, sector: str) -> bool:
    """Tell whether a count is of a sector.

    Of an organisation with one sector alone, the count of all is the count of it.
    """
    if count.sector == sector:
        return True
    only = len(unit.sectors) == 1
    return only and {count.sector, sector} == {ALL_SECTORS, *unit.sectors}


def _is_of_area(count: Count, unit: Unit, area: str, within: Mapping[str, str]) -> bool:
    """Tell whether a count is of all members that an organisation has in an area.

    It is where it is said of the area, or where all members work in both: in the area
    and where the count is of. The count of a part is not spread to the whole.
    """
    if count.area == area:
        return True
    if lies_in(count.area, area, within):
        return all(lies_in(place, count.area, within) for place in unit.places)
    return bool(unit.places) and all(
        lies_in(place, area, within) and lies_in(place, count.area, within)
        for place in unit.places
    )
