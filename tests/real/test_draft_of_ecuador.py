"""Drafting on a real file, its own map hidden in another atlas."""

import json
from pathlib import Path

import pytest

from headload.cli.app import run
from needs import real_data

EXPECTED = {
    "weight": "fexp",
    "stratum": "estrato",
    "psu": "upm",
    "sex": "p02",
    "age": "p03",
    "relationship_to_head": "p04",
    "urban": "area",
    "education": "p10a",
    "status_answered": "p42",
    "industry_isic4": "p40",
    "occupation_isco08": "p41",
    "place_of_work": "p46",
    "employer_pays_social_insurance": "p44f",
    "paid_annual_leave": "p44d",
    "registration": "p49",
    "accounts": "p48",
    "actual_hours": "p51a",
    "second_job_place_of_work": "p55",
}


def test_the_right_columns_of_ecuadors_file_are_proposed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = real_data("ecuador-enemdu-2021q1/enemdu_2021q1_spss.zip")
    arguments = ["surveys", "new", str(file), "--id", "ecu/enemdu/2021q1"]
    assert run([*arguments, "--out", str(tmp_path), "--json"]) == 0
    proposed = json.loads(capsys.readouterr().out)["proposals"]
    assert {name: proposed[name][0]["column"] for name in EXPECTED} == EXPECTED
    assert "person_id" not in proposed
