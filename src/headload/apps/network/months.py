"""Whether two days lie so many months apart: windows, jumps and what is stale."""

from datetime import date


def is_within_months(day: date, other: date, months: int) -> bool:
    """Tell whether two days, in either order, are at most so many months apart.

    Examples
    --------
    >>> is_within_months(date(2021, 6, 30), date(2024, 6, 30), 36)
    True
    >>> is_within_months(date(2024, 7, 1), date(2021, 6, 30), 36)
    False
    """
    first, last = sorted((day, other))
    earliest = (last.year * 12 + last.month - months, last.day)
    return earliest <= (first.year * 12 + first.month, first.day)
