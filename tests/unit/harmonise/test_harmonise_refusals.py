"""Bad files are refused with what, where and what to do (codes end in the case)."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from headload.errors import BadInput
from headload.measure.harmonise import check_against_file, harmonise
from unit.harmonise.tiny import DESIGN, atlas, engine, microdata

SEX = '[variables.sex]\nfrom = "s"\ncodes = { 1 = "M", 2 = "F" }\n'
ISCO = '[variables.occupation_isco08]\nfrom = "o"\ndigits = 4\n'


def refusal(folder: Path, variables: str, **columns: list[Any]) -> BadInput:
    survey = atlas(folder, variables)
    with pytest.raises(BadInput) as caught:
        harmonise(microdata(folder, **columns), survey, engine())
    return caught.value


def warnings(folder: Path, variables: str, **columns: list[Any]) -> tuple[str, ...]:
    survey = atlas(folder, variables)
    return harmonise(microdata(folder, **columns), survey, engine())[1]


def test_case_34_lost_leading_zeros_are_counted_in_a_warning(tmp_path: Path) -> None:
    found = warnings(tmp_path, ISCO, o=[110.0, 5211.0, 110.0])
    assert found == (
        'occupation_isco08, column "o": 2 codes had lost leading zeros and were padded',
    )


def test_case_35_codes_stored_as_whole_decimals_are_read(tmp_path: Path) -> None:
    assert warnings(tmp_path, ISCO, o=[5211.0, 9112.0]) == ()


def test_case_35_codes_with_fractions_are_refused(tmp_path: Path) -> None:
    error = refusal(tmp_path, ISCO, o=[5211.5, 9112.0])
    assert error.code == "HL-HARM-35"
    assert "1 of 2 codes are not whole numbers" in error.what
    assert error.exit_code == 3


def test_case_36_mixed_levels_are_refused_with_their_distribution(
    tmp_path: Path,
) -> None:
    error = refusal(tmp_path, ISCO, o=["5211", "52", "9112", "91"])
    assert error.code == "HL-HARM-36"
    assert "2 with 2 digits, 2 with 4 digits" in error.what
    assert 'column "o"' in error.where


def test_case_36_mixed_levels_stored_as_numbers_are_found_too(tmp_path: Path) -> None:
    error = refusal(tmp_path, ISCO, o=[5211.0, 52.0, 9112.0, 91.0])
    assert error.code == "HL-HARM-36"


def test_case_37_many_unknown_codes_are_refused_with_the_commonest(
    tmp_path: Path,
) -> None:
    error = refusal(tmp_path, SEX, s=[1, 2, 3, 3, 9])
    assert error.code == "HL-HARM-37"
    assert '3 of 5 answers have codes that the map does not list: "3" (2), "9" (1)' in (
        error.what
    )


def test_case_37_few_unknown_codes_are_counted_and_set_to_unknown(
    tmp_path: Path,
) -> None:
    found = warnings(tmp_path, SEX, s=[*[1, 2] * 150, 7])
    assert found == (
        'sex, column "s": 1 answers with codes outside the map set to unknown',
    )


def test_case_37_codes_outside_the_classification_are_refused(tmp_path: Path) -> None:
    error = refusal(tmp_path, ISCO, o=["5211", "5999", "5999"])
    assert error.code == "HL-HARM-37"
    assert '"5999" (2)' in error.what


@pytest.mark.parametrize("absurd", [float("inf"), -float("inf"), 1e308])
def test_case_43_an_infinite_or_absurd_weight_is_refused(
    tmp_path: Path,
    absurd: float,
) -> None:
    error = refusal(tmp_path, SEX, s=[1, 2], w=[1.0, absurd])
    assert error.code == "HL-HARM-43"
    assert 'weight column "w", 2 rows' in error.where


@pytest.mark.parametrize("bad", [None, 0.0, -3.0, float("nan")])
def test_case_46_a_weight_that_is_missing_or_not_positive_is_refused(
    tmp_path: Path,
    bad: float | None,
) -> None:
    error = refusal(tmp_path, SEX, s=[1, 2], w=[1.0, bad])
    assert error.code == "HL-HARM-46"
    assert "1 weights are missing, zero or negative" in error.what
    assert "--drop-weight-le-0" in error.to_do


def test_case_46_such_records_can_be_left_out_and_are_counted(tmp_path: Path) -> None:
    survey = atlas(tmp_path, SEX)
    data = microdata(tmp_path, s=[1, 2, 2, 1], w=[1.0, 0.0, None, 2.0])
    persons, found = harmonise(data, survey, engine(), drop_weight_le_0=True)
    assert persons.table.count().to_pyarrow().as_py() == 2
    assert found == ("2 records (50.00 %) without a positive weight were left out",)


def test_case_47_a_weighted_total_off_the_published_one_is_refused(
    tmp_path: Path,
) -> None:
    survey = atlas(tmp_path, SEX, design=DESIGN + "population = 80\n")
    with pytest.raises(BadInput) as caught:
        harmonise(microdata(tmp_path, s=[1, 2], w=[10.0, 10.0]), survey, engine())
    assert caught.value.code == "HL-HARM-47"
    assert "add up to 20, the office published 80 (75.0 % off)" in caught.value.what


def test_case_47_a_weighted_total_within_half_a_percent_passes(tmp_path: Path) -> None:
    survey = atlas(tmp_path, SEX, design=DESIGN + "population = 1000\n")
    data = microdata(tmp_path, s=[1, 2], w=[500.0, 496.0])
    assert harmonise(data, survey, engine())[1] == ()


def test_case_48_a_person_who_occurs_twice_is_refused_without_showing_the_id(
    tmp_path: Path,
) -> None:
    rule = SEX + '[variables.person_id]\nfrom = ["hh", "line"]\n'
    hh = ["X77", "X77", "X77"]
    error = refusal(tmp_path, rule, s=[1, 2, 1], hh=hh, line=[1, 2, 1])
    assert error.code == "HL-HARM-48"
    assert "1 person ids occur more than once" in error.what
    assert "(2 records; first rows 1, 3)" in error.what
    assert "X77" not in str(error)


def test_case_45_implausible_numbers_are_counted_and_set_to_unknown(
    tmp_path: Path,
) -> None:
    found = warnings(
        tmp_path,
        '[variables.age]\nfrom = "a"\nrange = [0, 120]\nnot_stated = ["999"]\n',
        a=[30, 999, 200],
    )
    assert found == (
        'age, column "a": 1 of 2 numbers outside the range set to unknown',
    )


def test_case_40_a_labelled_code_that_is_no_number_is_told(tmp_path: Path) -> None:
    hours = '[variables.usual_hours]\nfrom = "a"\nrange = [0, 120]\n{}'
    table = microdata(tmp_path, a=[30, 99, 40])
    column = replace(table.columns[0], value_labels={"99": "No sabe", "98": "Many"})
    table = replace(table, columns=(column, *table.columns[1:]))

    def told(more: str) -> list[str]:
        found = harmonise(table, atlas(tmp_path, hours.format(more)), engine())[1]
        return [each for each in found if "No sabe" in each]

    (said,) = told("")
    assert said.startswith('usual_hours, column "a": 99 is labelled "No sabe"')
    assert told('not_stated = ["99"]\n') == []


def test_a_check_lists_every_finding_at_once(tmp_path: Path) -> None:
    survey = atlas(tmp_path, SEX + ISCO)
    data = microdata(tmp_path, s=[1, 5], o=["5211", "52"], w=[1.0, 0.0])
    report = check_against_file(data, survey, engine())
    codes = [problem.rsplit("[", 1)[1] for problem in report.problems]
    assert codes == ["HL-HARM-46]", "HL-HARM-37]", "HL-HARM-36]"]
    assert not report.clean


def test_a_check_names_missing_columns_and_the_closest(tmp_path: Path) -> None:
    survey = atlas(tmp_path, SEX)
    report = check_against_file(microdata(tmp_path, s1=[1], S=[2]), survey, engine())
    assert report.missing_columns == (
        'column "s" (for sex) is not in the file; closest: s1',
    )


def test_a_clean_file_passes_the_check(tmp_path: Path) -> None:
    survey = atlas(tmp_path, SEX)
    assert check_against_file(microdata(tmp_path, s=[1, 2]), survey, engine()).clean
