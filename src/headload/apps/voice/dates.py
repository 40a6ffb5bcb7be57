"""Dates as far as they are known: a year, a month or a day, kept as text.

``2013``, ``2013-09`` and ``2013-09-05`` are all dates; none is made finer than its
source says.
"""

import calendar
import datetime

from django.core.exceptions import ValidationError
from django.db.models import CheckConstraint, F, Q
from django.db.models.functions import Left
from django.db.models.lookups import GreaterThanOrEqual

from headload.apps.common.dates import is_date

_FORM = r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"


def check_date(text: str) -> None:
    """Refuse a text that is no date.

    Raises
    ------
    ValidationError
        When it is not a year, a month or a day that exists.
    """
    if not is_date(text):
        raise ValidationError("Write 2016, 2016-04 or 2016-04-30.")


def first_day(text: str) -> datetime.date:
    """Return the first day that a date may mean.

    Examples
    --------
    >>> first_day("2016").isoformat(), first_day("2016-04").isoformat()
    ('2016-01-01', '2016-04-01')
    """
    return datetime.date(*(int(part) for part in [*text.split("-"), "1", "1"][:3]))


def last_day(text: str) -> datetime.date:
    """Return the last day that a date may mean.

    Examples
    --------
    >>> last_day("2016").isoformat(), last_day("2016-02").isoformat()
    ('2016-12-31', '2016-02-29')
    """
    first = first_day(text)
    if len(text) == 4:
        return first.replace(month=12, day=31)
    if len(text) == 7:
        return first.replace(day=calendar.monthrange(first.year, first.month)[1])
    return first


def told(first: datetime.date, last: datetime.date) -> str:
    """Return what is certain of a day between two days, as a date; empty if nothing.

    Examples
    --------
    >>> told(datetime.date(2000, 4, 22), datetime.date(2000, 12, 31))
    '2000'
    """
    if first == last:
        return first.isoformat()
    if (first.year, first.month) == (last.year, last.month):
        return f"{first:%Y-%m}"
    return f"{first:%Y}" if first.year == last.year else ""


def has_form_of_date(model: str, *names: str) -> list[CheckConstraint]:
    """Return what the database holds a model's dates to: empty, or the form of one."""
    return [
        CheckConstraint(
            condition=Q(**{name: ""}) | Q(**{f"{name}__regex": _FORM}),
            name=f"{model}_{name}_is_a_date",
        )
        for name in names
    ]


def not_before(model: str, later: str, earlier: str) -> CheckConstraint:
    """Return what keeps the year of one date from lying before that of another."""
    return CheckConstraint(
        condition=Q(**{later: ""})
        | Q(**{earlier: ""})
        | Q(GreaterThanOrEqual(Left(F(later), 4), Left(F(earlier), 4))),
        name=f"{model}_{later}_not_before_{earlier}",
    )
