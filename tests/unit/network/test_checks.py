"""What is suspicious about a count, each check on both sides of its limit."""

from dataclasses import replace
from datetime import date

import pytest

from headload.apps.network.checks import (
    Check,
    Finding,
    Surroundings,
    check_count,
)
from headload.apps.network.counting import Basis
from headload.apps.network.observations import ALL_SECTORS
from headload.apps.network.rates import SurveyEstimate
from unit.network.builders import DAY, SECTOR, WITHIN, count, unit

MINE = count("t1", 1_000, id="mine")
AROUND = Surroundings(today=DAY, unit=unit("t1"), within=WITHIN)


def found(mine, **around) -> list[Check]:
    return [each.check for each in check_count(mine, replace(AROUND, **around))]


def other(value: int, **known):
    return count("t1", value, **{"id": "other", **known})


def test_a_quiet_count_has_no_findings() -> None:
    assert check_count(MINE, AROUND) == ()


@pytest.mark.parametrize(
    ("before", "day", "is_a_jump"),
    [
        (667, date(2021, 6, 30), False),
        (666, date(2021, 6, 30), True),
        (666, date(2021, 6, 29), False),
        (2_001, date(2022, 1, 1), True),
        (2_000, date(2022, 1, 1), False),
        (666, None, False),
        (666, DAY, True),
        (1_501, DAY, True),
        (1_500, DAY, False),
    ],
)
def test_more_than_half_apart_within_a_year_is_a_jump(before, day, is_a_jump) -> None:
    mine = found(MINE, others=[other(before, as_of=day)])
    assert (Check.JUMP in mine) is is_a_jump


def test_a_jump_is_seen_from_the_earlier_count_too() -> None:
    after = other(1_501, as_of=date(2023, 1, 1))
    assert found(MINE, others=[after]) == [Check.JUMP]


def test_only_like_counts_can_jump() -> None:
    unlike = [
        other(600, basis=Basis.PAID_UP),
        other(600, sector="waste_picker"),
        other(600, area="north"),
    ]
    assert [found(MINE, others=[each]) for each in unlike] == [[], [], []]


def test_a_count_is_not_held_against_itself() -> None:
    assert check_count(MINE, replace(AROUND, others=[replace(MINE, value=1)])) == ()


@pytest.mark.parametrize(
    ("neighbour", "is_tenfold"),
    [(100, True), (101, False), (9_999, False), (10_000, True), (0, True)],
)
def test_ten_times_a_neighbour_or_a_tenth_is_seen(neighbour, is_tenfold) -> None:
    undated = other(neighbour, as_of=None)
    assert (Check.TENFOLD in found(MINE, others=[undated])) is is_tenfold


def test_only_the_nearest_counts_before_and_after_are_neighbours() -> None:
    others = [
        other(90, id="long-ago", as_of=date(2001, 1, 1)),
        other(500, id="before", as_of=date(2016, 1, 1)),
        other(60_000, id="after", as_of=date(2026, 1, 1)),
        other(90_000, id="much-later", as_of=date(2030, 1, 1)),
    ]
    finding = Finding(Check.TENFOLD, ("mine", "after"))
    assert check_count(MINE, replace(AROUND, others=others)) == (finding,)


def test_counts_of_the_same_day_do_not_hide_the_neighbours_in_time() -> None:
    others = [
        other(900, id="same-day"),
        other(50, id="before", as_of=date(2016, 1, 1)),
        other(60_000, id="after", as_of=date(2026, 1, 1)),
    ]
    finding = Finding(Check.TENFOLD, ("mine", "before", "after"))
    assert check_count(MINE, replace(AROUND, others=others)) == (finding,)


def test_two_counts_of_nobody_are_not_ten_times_each_other() -> None:
    nobody = replace(MINE, value=0)
    assert found(nobody, others=[other(0, as_of=None)]) == []


@pytest.mark.parametrize(
    ("change", "is_over"),
    [
        ({}, True),
        ({"value": 1_000}, False),
        ({"as_of": None}, True),
        ({"as_of": date(2018, 1, 1)}, False),
        ({"includes_affiliates": False}, False),
        ({"basis": Basis.PAID_UP}, False),
        ({"sector": ALL_SECTORS}, False),
        ({"area": "001"}, True),
        ({"area": "north"}, False),
    ],
)
def test_an_affiliate_larger_than_a_like_total_is_seen(change, is_over) -> None:
    total = replace(count("fed", 999), **change)
    mine = found(MINE, federations=[total])
    assert mine == ([Check.OVER_FEDERATION] if is_over else [])


@pytest.mark.parametrize(
    ("change", "is_over"),
    [
        ({}, True),
        ({"value": 900}, False),
        ({"cv": None}, False),
        ({"value": None}, False),
        ({"area": "north"}, False),
        ({"sector": "waste_picker"}, False),
    ],
)
def test_more_members_than_a_survey_finds_workers_is_seen(change, is_over) -> None:
    workers = SurveyEstimate("e1", "1", 800, 0.08, SECTOR, "xts", 2022, False)
    around = replace(AROUND, estimates=[replace(workers, **change)])
    finding = Finding(Check.OVER_SURVEY, ("mine", "e1"))
    assert check_count(MINE, around) == ((finding,) if is_over else ())


@pytest.mark.parametrize(
    ("value", "is_about"),
    [(560_000, True), (10_000, True), (669_000, False), (9_000, False), (0, False)],
)
def test_whole_ten_thousands_are_shown_as_about(value, is_about) -> None:
    mine = found(replace(MINE, value=value))
    assert mine == ([Check.ABOUT] if is_about else [])


@pytest.mark.parametrize(
    ("day", "is_stale"),
    [
        (date(2019, 6, 30), False),
        (date(2019, 6, 29), True),
        (None, False),
        (date(2030, 1, 1), False),
    ],
)
def test_a_count_is_stale_after_36_months(day, is_stale) -> None:
    mine = found(replace(MINE, as_of=day))
    assert mine == ([Check.STALE] if is_stale else [])


@pytest.mark.parametrize(
    ("change", "disagree"),
    [
        ({}, True),
        ({"value": 2_000}, False),
        ({"value": 499}, True),
        ({"as_of": None}, True),
        ({"as_of": date(2018, 1, 1)}, False),
        ({"basis": Basis.DECLARED}, False),
        ({"sector": "waste_picker"}, False),
    ],
)
def test_bases_more_than_twice_apart_disagree(change, disagree) -> None:
    paid = replace(other(2_001, basis=Basis.PAID_UP), **change)
    assert (Check.BASES_DISAGREE in found(MINE, others=[paid])) is disagree


@pytest.mark.parametrize(
    ("sectors", "used_for", "is_mixed"),
    [
        ({SECTOR, "waste_picker"}, SECTOR, True),
        ({SECTOR, "waste_picker"}, ALL_SECTORS, False),
        ({SECTOR, "waste_picker"}, None, False),
        ({SECTOR}, SECTOR, False),
        (set(), SECTOR, True),
    ],
)
def test_all_sectors_are_not_members_of_one(sectors, used_for, is_mixed) -> None:
    whole = replace(MINE, sector=ALL_SECTORS)
    several = unit("t1", sectors=frozenset(sectors))
    mine = found(whole, unit=several, used_for=used_for)
    assert mine == ([Check.SECTORS_MIXED] if is_mixed else [])


def test_findings_name_what_they_rest_on_the_checked_count_first() -> None:
    mine = count("t1", 90_000, id="mine", as_of=date(2019, 1, 1))
    around = replace(
        AROUND,
        others=[other(50_000, as_of=date(2018, 6, 1))],
        federations=[count("fed", 80_000, as_of=date(2019, 1, 1))],
    )
    assert check_count(mine, around) == (
        Finding(Check.JUMP, ("mine", "other")),
        Finding(Check.OVER_FEDERATION, ("mine", "count-fed")),
        Finding(Check.ABOUT, ("mine",)),
        Finding(Check.STALE, ("mine",)),
    )
