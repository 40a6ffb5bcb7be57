"""Members per worker: the interval, what is flagged and what is not published."""

from dataclasses import replace
from datetime import date

import pytest

from headload.apps.network.counting import (
    Basis,
    BasisClass,
    Consolidated,
    Overlap,
    consolidate,
)
from headload.apps.network.rates import (
    NOT_PUBLISHED,
    RateFlag,
    SurveyEstimate,
    representation_rate,
    womens_rate,
)
from unit.network.builders import SCOPE, SECTOR, count, diamond, network, unit

WORKERS = SurveyEstimate("e1", "2", 20_000, 0.08, SECTOR, "xts", 2022, False)


def members(*counts, scope=SCOPE) -> Consolidated:
    units = [unit(each.organisation, "north") for each in counts]
    names = [each.id for each in units]
    return consolidate(names, network(units, [*counts]), scope)


def with_workers(**change) -> tuple[tuple[RateFlag, ...], bool]:
    estimate = replace(WORKERS, **change)
    rate = representation_rate(diamond(), estimate)
    return rate.flags, NOT_PUBLISHED.isdisjoint(rate.flags)


def test_the_interval_carries_the_count_and_the_survey() -> None:
    rate = representation_rate(diamond(Overlap("t1", "t3", 40)), WORKERS)
    assert rate.point == 0.028
    assert (rate.low, rate.high) == pytest.approx((0.02137, 0.03509), abs=5e-6)
    assert rate.flags == ()


def test_a_rate_keeps_what_it_rests_on() -> None:
    rate = representation_rate(diamond(), WORKERS)
    assert rate.counts == ("count-t1", "count-t2", "count-t3")
    assert (rate.estimate, rate.version, rate.missing) == ("e1", "2", ())


@pytest.mark.parametrize(
    ("change", "flags", "is_published"),
    [
        ({"cv": 0.20}, (), True),
        ({"cv": 0.21}, (RateFlag.LOW_RELIABILITY,), True),
        ({"cv": 0.30}, (RateFlag.LOW_RELIABILITY,), True),
        ({"cv": 0.35}, (RateFlag.CV_SUPPRESSED,), False),
        ({"cv": None}, (RateFlag.NO_PRECISION,), False),
        ({"value": None, "cv": None}, (RateFlag.ESTIMATE_SUPPRESSED,), False),
        ({"value": 0}, (RateFlag.NO_PRECISION,), False),
        ({"value": 300}, (RateFlag.OVER_ONE,), False),
        ({"value": 590}, (), True),
        ({"year": 2019}, (), True),
        ({"year": 2018}, (RateFlag.YEARS_APART,), True),
        ({"year": 2026}, (RateFlag.YEARS_APART,), True),
        ({"population_differs": True}, (RateFlag.POPULATION_DIFFERS,), True),
        ({"sector": "waste_picker"}, (RateFlag.POPULATION_DIFFERS,), True),
        ({"area": "north"}, (RateFlag.AREA_DIFFERS,), True),
    ],
)
def test_what_a_reader_has_to_know_is_flagged(change, flags, is_published) -> None:
    assert with_workers(**change) == (flags, is_published)


def test_several_flags_are_all_said_in_order() -> None:
    flags, _ = with_workers(cv=0.4, area="ecu", year=2010)
    assert flags == (
        RateFlag.CV_SUPPRESSED,
        RateFlag.YEARS_APART,
        RateFlag.AREA_DIFFERS,
    )


def test_a_rate_from_the_press_is_not_published() -> None:
    scope = replace(SCOPE, basis=BasisClass.PRESS)
    rate = representation_rate(
        members(count("t1", 300, basis=Basis.PRESS), scope=scope), WORKERS
    )
    assert (rate.flags, NOT_PUBLISHED.isdisjoint(rate.flags)) == (
        (RateFlag.PRESS,),
        False,
    )


def test_without_a_count_there_is_no_rate_rather_than_a_rate_of_zero() -> None:
    rate = representation_rate(members(count("t1", 300, as_of=None)), WORKERS)
    assert (rate.point, rate.low, rate.high) == (None, None, None)
    assert (rate.flags, rate.missing) == ((RateFlag.NO_COUNT,), ("t1",))
    assert not NOT_PUBLISHED.isdisjoint(rate.flags)


def test_without_an_estimate_there_are_no_values() -> None:
    rate = representation_rate(diamond(), replace(WORKERS, value=None))
    assert (rate.point, rate.low, rate.high) == (None, None, None)


def test_without_precision_there_is_a_point_and_no_interval() -> None:
    rate = representation_rate(diamond(), replace(WORKERS, cv=None))
    assert (rate.point, rate.low, rate.high) == (0.03, None, None)


def test_women_are_rated_where_counts_say_how_many_of_most_members() -> None:
    told = members(count("a", 800, women=600), count("b", 200))
    rate = womens_rate(told, replace(WORKERS, value=6_000))
    assert (rate.point, rate.counts) == (0.1, ("count-a",))
    assert NOT_PUBLISHED.isdisjoint(rate.flags)


def test_women_are_not_rated_where_counts_say_it_of_too_few() -> None:
    told = members(count("a", 799, women=600), count("b", 201))
    rate = womens_rate(told, WORKERS)
    assert (rate.point, rate.low, rate.high) == (None, None, None)
    assert rate.flags == (RateFlag.FEW_WOMEN_COUNTED,)
    assert not NOT_PUBLISHED.isdisjoint(rate.flags)


def test_women_are_rated_with_the_counts_of_the_years_used_alone() -> None:
    old = count("b", 100, as_of=date(2020, 1, 1))
    told = members(count("a", 900, women=900), old)
    late = replace(WORKERS, year=2024)
    assert representation_rate(told, late).flags == (RateFlag.YEARS_APART,)
    assert womens_rate(told, late).flags == ()


def test_the_upper_limit_of_an_estimate_is_on_the_log_scale() -> None:
    assert WORKERS.upper == pytest.approx(23_395.2, abs=0.1)
    assert replace(WORKERS, value=None).upper is None
    assert replace(WORKERS, cv=None).upper is None
