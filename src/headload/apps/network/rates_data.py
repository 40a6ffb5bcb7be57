"""A rate as plain values, for programs: nothing is told that a page does not show."""

from collections.abc import Mapping
from typing import Any

from headload.apps.common.words import FALLBACK, say
from headload.apps.network.selectors.representation import ShownRate

COLUMNS = (
    *("id", "version", "computed", "place", "group", "sex", "year", "period"),
    *("basis", "rate", "low", "high", "members_low", "members", "members_high"),
    *("workers", "cv", "estimate", "release", "counts", "unlisted_organisations"),
    *("cautions", "refused", "refused_why"),
)


def as_data(shown: ShownRate) -> Mapping[str, Any]:
    """Return a rate; numbers are none where it is refused, and `refused` says why."""
    rate, bounds = shown.rate, shown.bounds
    low, point, high = bounds or (None, None, None)
    return {
        "id": rate.permanent,
        "version": rate.number,
        "computed": rate.computed.isoformat(),
        "place": rate.area.code,
        "group": rate.sector.code,
        "sex": rate.sex or "_T",
        "year": rate.year,
        "period": rate.period,
        "basis": rate.basis,
        "rate": point,
        "low": low,
        "high": high,
        "members_low": rate.members_low if bounds else None,
        "members": rate.members_point if bounds else None,
        "members_high": rate.members_high if bounds else None,
        "workers": rate.workers if bounds else None,
        "cv": rate.cv if bounds else None,
        "estimate": rate.estimate,
        "release": rate.release,
        "counts": [each.count.permanent for each in shown.parts],
        "unlisted_organisations": shown.unlisted,
        "cautions": list(shown.cautions),
        "refused": list(shown.reasons),
        "refused_why": [
            str(say(f"rep_refused_{each}", FALLBACK)) for each in shown.reasons
        ],
    }


def flat(shown: ShownRate) -> Mapping[str, Any]:
    """Return a rate as one row of a table: lists with blanks between."""
    found = dict(as_data(shown))
    for name in ("counts", "cautions", "refused", "refused_why"):
        found[name] = " ".join(found[name])
    return found
