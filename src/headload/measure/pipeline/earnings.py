"""Hourly earnings of employees, and the line below which pay is low.

A month has 365/84 weeks, as the ILO converts pay (365/12 days, seven a week). The
line of low pay is two thirds of the median of hourly earnings in the sample
itself; standard errors of low-pay rates take the line as known.
"""

from collections.abc import Mapping
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


def with_low_pay(persons: Persons, lines: Mapping[str, float | None]) -> Persons:
    """Add ``low_paid``: hourly earnings below the line; unknown without either.

    Parameters
    ----------
    lines
        The line by ``time_period``; by an empty text where there is one period.
    """
    table = persons.table
    low = ibis.null("boolean")
    for period, line in lines.items():
        if line is not None:
            below = table.hourly_earnings < line
            here = table.time_period == period if period else ibis.literal(True)
            low = ibis.cases((here, below), else_=low)
    return replace(persons, table=table.mutate(low_paid=low))


def low_pay_lines(persons: Persons, among: str) -> dict[str, float | None]:
    """Return two thirds of the weighted median of hourly earnings, by period.

    The median is the lowest value that at least half of the weight does not exceed,
    from exact sums: the same whatever the threads and the order of rows. None where
    nobody has earnings.

    Parameters
    ----------
    among
        Yes/no column of the population, such as the employed.
    """
    table = persons.table
    if "time_period" not in table.columns:
        return {"": _line(table, among)}
    periods = table.select("time_period").distinct().to_pyarrow()["time_period"]
    return {
        period: _line(table.filter(table.time_period == period), among)
        for period in sorted(periods.to_pylist())
    }


def _line(table: Any, among: str) -> float | None:
    earning = table.filter(table[among] & table.hourly_earnings.notnull())
    units = (earning.weight * WEIGHT_UNITS).round().cast("int64")
    weights = earning.mutate(units=units).group_by("hourly_earnings")
    found = weights.agg(units=lambda t: t.units.sum().cast("float64")).to_pyarrow()
    values = found["hourly_earnings"].to_numpy()
    if not len(values):
        return None
    order = np.argsort(values)
    reached = np.cumsum(found["units"].to_numpy()[order])
    median = values[order][np.searchsorted(reached, reached[-1] / 2)]
    return float(LOW_PAY * median)
