"""Hourly earnings of employees, and the line below which pay is low.

A month has 365/84 weeks, as the ILO converts pay (365/12 days, seven a week). The
line of low pay is two thirds of the median of hourly earnings in the sample
itself; standard errors of low-pay rates take the line as known.
"""

from dataclasses import replace
from typing import Any

import ibis
import numpy as np

from headload.terms import Persons

WEEKS_A_MONTH = 365 / 84
LOW_PAY = 2 / 3
EARNINGS = ("hourly_earnings", "low_paid")
WEIGHT_UNITS = 1e9


def with_hourly_earnings(persons: Persons) -> Persons:
    """Add ``hourly_earnings``: monthly earnings over the hours of a month.

    By usual hours where they are asked, else by hours actually worked; unknown
    without hours or with 0 hours, and for those who are not employees.
    """
    table = persons.table
    asked = "usual_hours" not in persons.not_asked
    hours = table.usual_hours if asked else table.actual_hours
    worked = ibis.cases((hours > 0, hours))
    hourly = table.monthly_earnings / (worked * WEEKS_A_MONTH)
    return replace(persons, table=table.mutate(hourly_earnings=hourly))


def with_low_pay(persons: Persons, line: float | None) -> Persons:
    """Add ``low_paid``: hourly earnings below the line; unknown without either."""
    hourly = persons.table.hourly_earnings
    low = ibis.null("boolean") if line is None else hourly < line
    return replace(persons, table=persons.table.mutate(low_paid=low))


def low_pay_line(persons: Persons, among: str) -> float | None:
    """Return two thirds of the weighted median of hourly earnings; None without.

    The median is the lowest value that at least half of the weight does not exceed,
    from exact sums: the same whatever the threads and the order of rows.

    Parameters
    ----------
    among
        Yes/no column of the population, such as the employed.
    """
    table = persons.table
    earning = table.filter(table[among] & table.hourly_earnings.notnull())
    units = (earning.weight * WEIGHT_UNITS).round().cast("int64")
    weights = earning.mutate(units=units).group_by("hourly_earnings")
    return _line(weights.agg(units=lambda t: t.units.sum().cast("float64")))


def _line(weights: Any) -> float | None:
    found = weights.to_pyarrow()
    values = found["hourly_earnings"].to_numpy()
    if not len(values):
        return None
    order = np.argsort(values)
    reached = np.cumsum(found["units"].to_numpy()[order])
    median = values[order][np.searchsorted(reached, reached[-1] / 2)]
    return float(LOW_PAY * median)
