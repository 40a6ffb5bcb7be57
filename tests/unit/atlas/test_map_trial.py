"""The contract of a map catches maps, and rooms, that do not do as they say."""

import sys
from pathlib import Path

import ibis
import pytest

from headload.errors import WrongUse
from headload.measure.harmonise import load_survey
from headload.testing import check_survey_map, write_survey_file
from headload.testing.survey_answers import answers_of, code, kept
from headload.testing.survey_file import survey_rows
from unit.harmonise.tiny import atlas

SEX = (
    '[variables.sex]\nfrom = "s"\nevidence = "seen: form"\n'
    'codes = { 1 = "M", 2 = "F" }\n'
)
LEAVE = (
    '[variables.paid_annual_leave]\nfrom = "l"\nevidence = "seen: form"\n'
    'codes = { 1 = "yes", 2 = "no" }\n'
)


def test_a_clean_map_passes_and_every_code_of_it_was_tried(tmp_path: Path) -> None:
    survey = atlas(tmp_path, SEX)
    assert check_survey_map(survey).rows == len(survey_rows(survey))
    given = {code(row, "s") for row in survey_rows(survey)}
    assert given == {"1", "2", None}


def test_leave_without_social_insurance_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="makes employees informal") as refusal:
        check_survey_map(atlas(tmp_path, SEX + LEAVE))
    assert refusal.value.code == "HL-TEST-04"


def test_a_variable_without_evidence_is_refused(tmp_path: Path) -> None:
    bare = SEX.replace('evidence = "seen: form"\n', "")
    with pytest.raises(WrongUse, match="sex has no evidence"):
        check_survey_map(atlas(tmp_path, bare))


def test_two_variables_that_disagree_on_the_codes_of_a_column_are_refused(
    tmp_path: Path,
) -> None:
    other = SEX.replace("sex", "urban").replace('1 = "M", 2 = "F"', '1 = "U", 3 = "R"')
    with pytest.raises(WrongUse, match="codes that the map does not list") as refusal:
        check_survey_map(atlas(tmp_path, SEX + other))
    assert refusal.value.code == "HL-TEST-05"


def test_a_room_that_swaps_two_codes_is_found_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def swapped(value, codes):
        return ibis.cases(*[(value == old, "F") for old in codes])

    room = sys.modules["headload.measure.harmonise.harmonise"]
    monkeypatch.setattr(room, "recoded", swapped)
    with pytest.raises(WrongUse, match="sex: 'F' instead of 'M'") as refusal:
        check_survey_map(atlas(tmp_path, SEX))
    assert refusal.value.code == "HL-TEST-04"


def test_the_oracle_reads_a_record_by_hand(tmp_path: Path) -> None:
    rule = SEX + (
        '[variables.unit_size_low]\nfrom = "n"\nrange = [1, 99]\nnot_stated = ["77"]\n'
        'conditions = [{ when = { big = "1" }, then = 100 }]\n'
    )
    survey = atlas(tmp_path, rule)
    read = {
        case: answers_of(survey, {"s": " 02.0", "big": big, "n": n})["unit_size_low"]
        for case, (big, n) in {
            "condition": ("1", "5"),
            "number": ("0", "5"),
            "not stated": (None, "77"),
            "out of range": (None, "100"),
            "blank": (None, None),
        }.items()
    }
    assert read == {
        "condition": 100,
        "number": 5,
        "not stated": None,
        "out of range": None,
        "blank": None,
    }
    assert answers_of(survey, {"s": "02.0", "big": None, "n": None})["sex"] == "F"


def test_the_made_file_of_a_survey_is_the_same_each_time(tmp_path: Path) -> None:
    survey = load_survey("per/enaho/2023")
    first = write_survey_file(survey, tmp_path / "a.csv")
    write_survey_file(survey, tmp_path / "b.csv")
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()
    assert any(not kept(survey, row) for row in first)
