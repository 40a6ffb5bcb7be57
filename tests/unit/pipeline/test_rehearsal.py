"""What a map and a plan can tell is refused before a file is opened."""

import time
from pathlib import Path

import pytest

from headload.errors import WrongUse
from headload.measure.harmonise import load_survey, survey_editions
from headload.measure.pipeline import (
    Task,
    measure_survey,
    plan_source,
    rehearse,
    words_for,
)

SURVEY = "xts/lfs/2025q1"
PLAN = """
[dimensions]
sex = "sex"
[[tables]]
id = "T"
title = {en = "T"}
by = [[], ["sex"]]
[[tables.measures]]
indicator = "figure"
kind = "rate"
unit = "share"
of = "informal_job"
among = "employed"
labels = {en = "Figure"}
"""


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (('"employed"', '"employd"'), "HL-EST-03"),
        (('"employed"', '"status_in_employment = employe"'), "HL-EST-07"),
        (('["sex"]]', '["gender"]]'), "HL-EST-08"),
        (('sex = "sex"', 'sex = "age"'), "HL-EST-11"),
        (('sex = "sex"', 'sex = "informal_job"'), "HL-EST-11"),
        (('"informal_job"', '"usual_hours"'), "HL-EST-11"),
        (('"rate"', '"mean"'), "HL-EST-11"),
        (("[[tables.measures]]", "[[tables.measures]]" + PLAN), "HL-EST-01"),
        (('"employed"', '"weight"'), "HL-EST-03"),
        (('sex = "sex"', 'sex = "person_id"'), "HL-EST-03"),
    ],
)
def test_a_wrong_plan_is_refused_though_the_file_does_not_exist(
    tmp_path: Path, change: tuple[str, str], code: str
) -> None:
    plan = tmp_path / "plan.toml"
    plan.write_text(PLAN.replace(*change), encoding="utf-8")
    task = Task(tmp_path / "no.sav", SURVEY, tmp_path / "R", plan=plan)
    started = time.process_time()
    with pytest.raises(WrongUse) as refusal:
        measure_survey(task)
    assert refusal.value.code == code
    assert time.process_time() - started < 20


@pytest.mark.parametrize(
    "survey",
    [name for edition in survey_editions() for name in edition.ids],
)
def test_the_standard_plan_fits_every_survey_of_the_atlas(survey: str) -> None:
    loaded = load_survey(survey)
    words = words_for("icls17", loaded.employment_standard)
    plan = rehearse([loaded], words, plan_source(None))
    ids = {table.id for table in plan.tables}
    assert {"T1", "T2", "T4", "T7", "T9", "T12", "T18"} <= ids


def test_a_survey_shows_only_what_its_questions_can_answer() -> None:
    survey = load_survey("ecu/enemdu/2021q1")
    plan = rehearse([survey], words_for("icls17", 19), plan_source(None))
    (places,) = (table for table in plan.tables if table.id == "T8")
    shown = {measure.dimensions["place_of_work"] for measure in places.measures}
    assert "market" not in shown
    assert "public_space" in shown
    assert not {"T15", "T23"} & {table.id for table in plan.tables}
    assert any(line.startswith("place_group = ") for line in plan.left_out)
