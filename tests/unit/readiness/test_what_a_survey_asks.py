"""How a map's answers, bands, digits and universes reach the thought workers."""

from dataclasses import replace

import pytest

from headload.measure.harmonise import load_survey
from headload.measure.harmonise.survey_map import Condition, VariableMap
from headload.measure.harmonise.survey_map import Test as ColumnTest
from headload.measure.readiness import Observed, Rung, plain, readiness
from headload.measure.readiness.asked import ASKED, Asked, what_is_asked
from headload.measure.readiness.items import Item
from headload.measure.readiness.ladder import _plain, lacking_questions
from headload.measure.readiness.masking import masked
from headload.measure.readiness.page import page
from headload.measure.readiness.words import how_asked
from headload.terms import LANGUAGES


def seen(asked: Asked, *values: object) -> list[object]:
    cases = [{asked.variable: value} for value in values]
    return masked(cases, {asked.variable: asked}, asked.variable)


def test_a_size_asked_in_bands_is_known_to_its_band() -> None:
    bands = ((1, 1), (2, 5), (6, None))
    low = Asked("unit_size_low", ASKED, bands=bands)
    high = Asked("unit_size_high", ASKED, bands=bands)
    assert seen(low, 1, 4, 900) == [1, 2, 6]
    assert seen(high, 1, 4, 900) == [1, 5, None]
    assert seen(Asked("unit_size_low", ASKED, bands=((2, 5),)), 1) == [None]


def test_a_code_keeps_the_digits_that_the_survey_keeps() -> None:
    assert seen(Asked("industry_isic4", ASKED, digits=2), "4781") == ["47"]
    national = Asked("industry_isic4", ASKED, reached=frozenset({"47", "0111"}))
    assert seen(national, "4781", "0111", "9700") == ["47", "0111", None]


def test_an_answer_outside_the_list_takes_what_the_map_gives_all_others() -> None:
    asked = Asked(
        "institutional_sector",
        ASKED,
        answers=frozenset({"government", "private_business"}),
        otherwise="private_business",
    )
    assert seen(asked, "government", "corporation") == [
        "government",
        "private_business",
    ]


def test_stand_ins_are_followed_until_one_is_offered() -> None:
    asked = Asked("status_answered", ASKED, answers=frozenset({"self_employed"}))
    assert seen(asked, "cooperative_member", "contributing_family_worker") == [
        "self_employed",
        None,
    ]


def test_bands_are_read_from_codes_and_from_conditions() -> None:
    tessara = what_is_asked(load_survey("xts/lfs/2025q1"))
    assert tessara["unit_size_low"].bands == (
        (1, 1),
        (2, 5),
        (6, 9),
        (10, 49),
        (50, None),
    )
    ecuador = what_is_asked(load_survey("ecu/enemdu/2021q1"))
    assert ecuador["unit_size_low"].bands == ()


def test_a_size_given_by_conditions_alone_is_in_bands() -> None:
    survey = load_survey("ecu/enemdu/2021q1")
    small = Condition(tests=(ColumnTest("s", codes=("1",)),), then=1)
    large = Condition(tests=(ColumnTest("s", codes=("2",)),), then=6)
    low = VariableMap("unit_size_low", conditions=(small, large))
    variables = {**survey.variables, "unit_size_low": low}
    del variables["unit_size_high"]
    asked = what_is_asked(replace(survey, variables=variables))
    assert asked["unit_size_low"].bands == ((1, None), (6, None))


def test_answers_that_a_condition_gives_count_as_offered() -> None:
    survey = load_survey("ecu/enemdu/2021q1")
    asked = what_is_asked(survey)["registration"]
    assert asked.answers == {"national", "not_registered", "dont_know"}
    copied = VariableMap("contract", columns=("c",))
    variables = {**survey.variables, "contract": copied}
    whole = what_is_asked(replace(survey, variables=variables))["contract"]
    assert whole.answers is None
    assert whole.answers_lacking == ()


def test_employers_and_own_account_workers_may_be_one_answer() -> None:
    one = Asked("status_answered", ASKED, answers=frozenset({"self_employed"}))
    assert not {"employer", "own_account_worker"} & set(one.answers_lacking)
    both = replace(one, answers=frozenset({"employer", "own_account_worker"}))
    assert "self_employed" not in both.answers_lacking


def test_one_of_two_classifications_is_enough() -> None:
    asked = what_is_asked(load_survey("ecu/enemdu/2021q1"))
    lacking = lacking_questions(asked)
    assert "occupation" not in lacking
    assert "industry" not in lacking
    assert lacking["remuneration"] == ("remuneration",)


def test_a_plain_question_asked_of_some_is_shown_with_a_note() -> None:
    some = {"status_answered": frozenset({"employee"})}
    standing = _plain(
        Item("contract", "conditions", variable="contract"),
        Asked("contract", ASKED, of=some),
    )
    assert standing.rung is Rung.WITH_NOTE


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_falls_short_is_said(language: str) -> None:
    falls_short = (
        Asked("contract", "not asked"),
        Asked("contract", "not mapped"),
        Asked("contract", ASKED, of={"status_answered": frozenset({"employee"})}),
        Asked("contract", ASKED, answers=frozenset({"written"})),
        Asked("contract", ASKED, of={"region": frozenset({"north"})}),
        Asked("industry_isic4", ASKED, digits=2),
        Asked("industry_isic4", ASKED, reached=frozenset({"47"})),
        Asked("unit_size_low", ASKED, bands=((1, 5),)),
    )
    said = [how_asked(each, each.variable, language) for each in falls_short]
    assert all(len(lines) == 1 for lines in said)
    assert len(set(said)) == len(said)
    assert not any("{" in line for lines in said for line in lines)


def test_a_file_narrows_who_was_asked_and_takes_back_an_undefined_sector() -> None:
    employees = frozenset({"employee", "domestic_employee"})
    observed = Observed(
        asked_of={"registration": employees, "paid_annual_leave": employees},
        unknown={"sector_of_unit.informal_sector": 7.5, "informal_job": 2.0},
    )
    report = readiness("ecu/enemdu/2021q1", observed=observed)
    rungs = {each.item.id: each.rung for each in report.standings}
    assert report.asked["registration"].of["status_answered"] == employees
    assert rungs["sector_of_unit.informal_sector"] is Rung.NOT_SHOWN
    assert rungs["informal_job"] > Rung.NOT_SHOWN
    data = plain(report)
    assert "7.5 %" in page(data)
    drafted = {**data, "map": {"sha256": "", "status": "drafted"}}
    assert "is a draft" in page(drafted)
    empty = {**data, "questions": [], "asked_in_part": []}
    assert "Nothing is missing" in page(empty)
    one = {**data, "questions": data["questions"][:1]}
    assert "Next best questions" not in page(one)
