"""Hourly earnings and the line of low pay, worked out by hand."""

from typing import Any

import ibis
import pytest

from headload.measure.pipeline.earnings import (
    WEEKS_A_MONTH,
    low_pay_lines,
    with_hourly_earnings,
    with_low_pay,
)
from headload.terms import Persons


def persons(not_asked: frozenset[str] = frozenset(), **columns: list[Any]) -> Persons:
    types = {
        "monthly_earnings": "float64",
        "usual_hours": "float64",
        "actual_hours": "float64",
        "weight": "float64",
        "employed": "boolean",
    }
    table = ibis.memtable(columns, schema={name: types[name] for name in columns})
    return Persons(survey="ttt/lfs/2025", table=table, not_asked=not_asked)


COLUMNS: dict[str, list[Any]] = {
    "monthly_earnings": [WEEKS_A_MONTH * 40 * pay for pay in (1, 2, 3, 4)] + [None, 9],
    "usual_hours": [40.0, 40.0, 40.0, 40.0, 40.0, 0.0],
    "actual_hours": [20.0] * 6,
    "weight": [1.0, 1.0, 1.0, 5.0, 1.0, 1.0],
    "employed": [True] * 6,
}


def test_an_hour_is_a_month_over_its_hours_and_unknown_without_hours() -> None:
    found = with_hourly_earnings(persons(**COLUMNS)).table.hourly_earnings.to_list()
    assert found[:4] == pytest.approx([1, 2, 3, 4])
    assert found[4:] == [None, None]


def test_actual_hours_stand_in_only_where_usual_hours_are_not_asked() -> None:
    of_actual = persons(frozenset({"usual_hours"}), **COLUMNS)
    found = with_hourly_earnings(of_actual).table.hourly_earnings.to_list()
    assert found[:4] == pytest.approx([2, 4, 6, 8])


def test_the_line_is_two_thirds_of_the_weighted_median() -> None:
    earning = with_hourly_earnings(persons(**COLUMNS))
    lines = low_pay_lines(earning, "employed")
    assert lines == {"": pytest.approx(4 * 2 / 3)}
    low = with_low_pay(earning, lines).table.low_paid.to_list()
    assert low == [True, True, False, False, None, None]


def test_without_earnings_there_is_no_line_and_nobody_is_known_low_paid() -> None:
    nobody = {**COLUMNS, "employed": [False] * 6}
    earning = with_hourly_earnings(persons(**nobody))
    lines = low_pay_lines(earning, "employed")
    assert lines == {"": None}
    assert with_low_pay(earning, lines).table.low_paid.to_list() == [None] * 6


def test_each_period_has_a_line_of_its_own() -> None:
    one = with_hourly_earnings(persons(**COLUMNS))
    dated = one.table.mutate(time_period=ibis.literal("2018-Q4"))
    later = one.table.mutate(
        time_period=ibis.literal("2019-Q1"),
        hourly_earnings=one.table.hourly_earnings * 2,
    )
    both = Persons(survey="ttt/lfs", table=dated.union(later, distinct=False))
    lines = low_pay_lines(both, "employed")
    assert lines == {
        "2018-Q4": pytest.approx(4 * 2 / 3),
        "2019-Q1": pytest.approx(8 * 2 / 3),
    }
    low = with_low_pay(both, lines).table.order_by("time_period", "hourly_earnings")
    assert low.low_paid.sum().to_pyarrow().as_py() == 4
