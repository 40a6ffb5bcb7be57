"""Where periods stand on a time axis, in years; distances are true to the calendar.

A name such as ``2011-12`` is a month, or the year that begins in 2011: the latter
where every period of the release is named so.
"""

import re
from collections.abc import Sequence

_NAME = re.compile(r"(\d{4})(?:-([QTS]?)(\d{1,2}))?")
_PARTS = {"Q": 4, "T": 3, "S": 2, "": 12}


def places(periods: Sequence[str]) -> dict[str, float]:
    """Return the place of each period; one apart where a name is not understood.

    Examples
    --------
    >>> places(["2018-Q4", "2019-Q1", "2020-Q1"])
    {'2018-Q4': 2018.75, '2019-Q1': 2019.0, '2020-Q1': 2020.0}
    """
    names = [_NAME.fullmatch(period) for period in periods]
    found = [name for name in names if name]
    if len(found) < len(periods):
        return {period: float(at) for at, period in enumerate(periods)}
    split_years = all(_next_year(name) for name in found)
    return {
        period: _place(name, split_years)
        for period, name in zip(periods, found, strict=True)
    }


def _place(name: re.Match[str], split_years: bool) -> float:
    year = float(name[1])
    if name[3] is None or split_years:
        return year
    return year + (int(name[3]) - 1) / _PARTS[name[2]]


def _next_year(name: re.Match[str]) -> bool:
    return (
        not name[2] and name[3] is not None and int(name[3]) == (int(name[1]) + 1) % 100
    )
