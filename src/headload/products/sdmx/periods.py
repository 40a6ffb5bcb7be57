"""The period of a cell as SDMX writes time.

Years, half-years, quarters and months stand as they are. Two periods (a change) and
a survey over two years become a time range: first day and length in months.
"""

import re

from headload.errors import BadInput
from headload.releases import ReleasedEstimate

_PART = re.compile(r"(\d{4})(?:-([SQM]?)(\d{1,2}))?")
_YEARS = re.compile(r"(\d{4})-(\d{4}|\d{2})")
_MONTHS = {"S": 6, "Q": 3, "M": 1, "": 1}
_YEAR = 12


def time_period(cell: ReleasedEstimate) -> str:
    """Return the TIME_PERIOD of `cell`.

    Raises
    ------
    BadInput
        HL-PUB-11 when its period is none that SDMX knows.
    """
    parts = cell.time_period.split("/")
    surveyed = cell.estimate_id.split(".")[0]
    spans = [_span(part, surveyed) for part in parts]
    if len(parts) == 1 and not _is_two_years(parts[0], surveyed):
        return parts[0]
    start = min(first for first, _ in spans)
    end = max(first + months for first, months in spans)
    return f"{start // _YEAR:04d}-{start % _YEAR + 1:02d}-01/P{end - start}M"


def _span(period: str, surveyed: str) -> tuple[int, int]:
    """Return the first month, counted from year 0, and the number of months."""
    if _is_two_years(period, surveyed):
        first, last = period.split("-")
        years = int(f"{first[: -len(last)]}{last}") - int(first) + 1
        return int(first) * _YEAR, years * _YEAR
    found = _PART.fullmatch(period)
    if not found:
        raise BadInput(
            f'SDMX has no word for the period "{period}"',
            where=f"release of {surveyed}",
            to_do="leave it out with --only, or name the survey by year, half-year, "
            "quarter or month",
            code="HL-PUB-11",
        )
    year, kind, number = found.groups()
    if number is None:
        return int(year) * _YEAR, _YEAR
    months = _MONTHS[kind]
    return int(year) * _YEAR + (int(number) - 1) * months, months


def _is_two_years(period: str, surveyed: str) -> bool:
    """Tell 2011-12, two years, from 2011-12, December: a survey of a month has an m."""
    found = _YEARS.fullmatch(period)
    if not found:
        return False
    year, number = found.groups()
    monthly = rf"{year}m0?{int(number)}(?!\d)"
    return not re.search(monthly, surveyed)
