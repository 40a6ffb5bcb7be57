"""How answers become harmonised values."""

from pathlib import Path
from typing import Any

import pytest

from headload.measure.harmonise import harmonise
from unit.harmonise.tiny import DESIGN, atlas, engine, microdata


def values(folder: Path, variables: str, name: str, **columns: list[Any]) -> list[Any]:
    survey = atlas(folder, variables)
    persons, _ = harmonise(microdata(folder, **columns), survey, engine())
    return persons.table[name].to_pyarrow().to_pylist()


SEX = '[variables.sex]\nfrom = "s"\ncodes = { 1 = "M", 2 = "F" }\n'


@pytest.mark.parametrize(
    "stored",
    [
        pytest.param([1, 2, None], id="integers"),
        pytest.param([1.0, 2.0, float("nan")], id="decimals with not-a-number"),
        pytest.param(["1", " 02 ", ""], id="text with blanks and leading zeros"),
        pytest.param(["1.0", "2.0", None], id="text that was a decimal"),
    ],
)
def test_one_code_is_read_the_same_however_it_is_stored(
    tmp_path: Path,
    stored: list[Any],
) -> None:
    assert values(tmp_path, SEX, "sex", s=stored) == ["M", "F", None]


def test_the_reason_of_a_missing_value_is_an_answer_the_map_can_use(
    tmp_path: Path,
) -> None:
    rule = '[variables.paid_sick_leave]\nfrom = "q"\n' + (
        'codes = { 1 = "yes", 2 = "no", ".a" = "dont_know", ".b" = "refused" }\n'
    )
    found = values(
        tmp_path,
        rule,
        "paid_sick_leave",
        q=[1.0, None, None, None],
        q__missing=[None, ".a", ".b", None],
    )
    assert found == ["yes", "dont_know", "refused", None]


def test_a_code_lost_leading_zeros_and_gets_them_back(tmp_path: Path) -> None:
    rule = '[variables.industry_isic4]\nfrom = "i"\ndigits = 4\n'
    found = values(tmp_path, rule, "industry_isic4", i=[111.0, 4711.0, None])
    assert found == ["0111", "4711", None]


def test_outside_the_universe_an_answer_is_not_known(tmp_path: Path) -> None:
    rule = (
        '[variables.registration]\nfrom = "r"\nasked_of = { e = "1" }\n'
        'codes = { 1 = "national", 2 = "not_registered" }\n'
    )
    found = values(tmp_path, rule, "registration", e=[1, 1, 2], r=[1, 2, 1])
    assert found == ["national", "not_registered", None]


def test_the_first_condition_that_holds_wins_and_the_copy_comes_last(
    tmp_path: Path,
) -> None:
    rule = (
        '[variables.unit_size_low]\nfrom = "n"\nrange = [1, 99]\nconditions = [\n'
        '  { when = { big = "2" }, then = 100 },\n'
        '  { when = { n = "missing", big = "1" }, then = 1 },\n]\n'
    )
    found = values(
        tmp_path,
        rule,
        "unit_size_low",
        big=[2, 1, 1, 1],
        n=[7, 7, None, 150],
    )
    assert found == [100, 7, 1, None]


def test_a_condition_tests_a_range_of_numbers(tmp_path: Path) -> None:
    rule = (
        '[variables.has_employees]\notherwise = "no"\nconditions = [\n'
        '  { when = { n = { min = 2, max = 9 } }, then = "yes" },\n]\n'
    )
    assert values(tmp_path, rule, "has_employees", n=[1, 2, 9, 10]) == [
        "no",
        "yes",
        "yes",
        "no",
    ]


def test_a_national_classification_is_crosswalked_by_its_longest_known_digits(
    tmp_path: Path,
) -> None:
    rule = (
        '[variables.industry_isic4]\nfrom = "i"\ndigits = 4\npad = "even"\n'
        'crosswalk = "walk.csv"\n'
    )
    walk = "from,to\n01,01\n48,47\n4810,478\n99,\n"
    survey = atlas(tmp_path, rule, walk__csv=walk)
    data = microdata(tmp_path, i=[101, 4803, 4810, 48, 9900])
    persons, _ = harmonise(data, survey, engine())
    found = persons.table.industry_isic4.to_pyarrow().to_pylist()
    assert found == ["01", "47", "478", "47", None]


def test_a_shipped_correspondence_takes_over_only_the_digits_that_are_certain(
    tmp_path: Path,
) -> None:
    rule = (
        '[variables.industry_isic4]\nfrom = "i"\ndigits = 4\n'
        'crosswalk = "isic31_isic4.csv"\n'
    )
    survey = atlas(tmp_path, rule)
    # households; cereals, split among groups; waste, split among sections
    data = microdata(tmp_path, i=[9500, 111, 9000])
    persons, _ = harmonise(data, survey, engine())
    found = persons.table.industry_isic4.to_pyarrow().to_pylist()
    assert found == ["9700", "01", None]


def test_a_question_the_survey_lacks_reads_not_asked_and_others_are_unknown(
    tmp_path: Path,
) -> None:
    survey = atlas(tmp_path, SEX)
    persons, _ = harmonise(microdata(tmp_path, s=[1]), survey, engine())
    row = persons.table.to_pyarrow().to_pylist()[0]
    assert row["accounts"] == "not_asked"
    assert row["urban"] is None
    assert {"accounts", "urban"} <= persons.not_asked
    assert "sex" not in persons.not_asked


def test_identifiers_of_several_columns_are_joined(tmp_path: Path) -> None:
    rule = '[variables.person_id]\nfrom = ["hh", "line"]\n'
    found = values(tmp_path, rule, "person_id", hh=["A 1", "A 1"], line=[1.0, 2.0])
    assert found == ["A 1|1", "A 1|2"]


def test_a_period_changes_only_what_differs(tmp_path: Path) -> None:
    rule = SEX + '[periods.2025.variables]\nsex = { from = "t", codes = { 1 = "F" } }\n'
    assert values(tmp_path, rule, "sex", s=[1], t=[1]) == ["F"]


def test_psu_codes_that_repeat_across_strata_are_told_apart(tmp_path: Path) -> None:
    design = DESIGN + "nest = true\n"
    survey = atlas(tmp_path, SEX, design=design)
    data = microdata(tmp_path, s=[1, 2], h=[1.0, 2.0], p=[7, 7])
    persons, _ = harmonise(data, survey, engine())
    assert persons.table.psu.to_pyarrow().to_pylist() == ["1|7", "2|7"]
