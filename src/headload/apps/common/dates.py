"""Dates as precise as they are known: ``2016``, ``2016-04`` or ``2016-04-30``."""

import datetime


def is_date(text: str) -> bool:
    """Tell whether a text is a year, a month or a day.

    Examples
    --------
    >>> is_date("2016"), is_date("2016-04"), is_date("2016-04-31"), is_date("April")
    (True, True, False, False)
    """
    parts = text.split("-")
    if not all(part.isdigit() for part in parts) or len(parts) > 3:
        return False
    try:
        datetime.date(*(int(part) for part in [*parts, "1", "1"][:3]))
    except ValueError:
        return False
    return len(parts[0]) == 4
