"""Draft maps go through all six rooms, and say that they are drafts."""

import json
import re
from importlib import resources
from pathlib import Path

import pytest

from headload.cli.app import run
from headload.measure.harmonise import SurveyMap, load_survey, survey_editions
from headload.releases import read_release
from headload.testing import write_survey_file
from headload.testing.survey_answers import answers_of, kept, weight_of
from headload.testing.survey_file import source_columns

WORK = ("pay_or_profit", "temporarily_absent")
LATEST = [edition.ids[-1] for edition in survey_editions()]
POLICIES = resources.files("headload.measure.protect") / "policies"
SHOWN = {
    "threshold": 1,
    "minimum_psus": 1,
    "not_published_n_below": 0,
    "caution_n_below": 0,
    "cv_caution": 1e6,
    "cv_not_published": 1e6,
    "df_min": 0,
    "width_shown": 1,
    "width_not_published": 1,
    "relative_width_not_published": 1e6,
}
EMPLOYEES = ("employee", "domestic_employee", "paid_apprentice")
PLAN = """
optional = ["women"]
[dimensions]
status = "status_in_employment"
[[tables]]
id = "T"
title = {en = "T"}
by = [[], ["status"]]
[[tables.measures]]
indicator = "employment"
kind = "total"
unit = "persons"
of = "employed"
labels = {en = "Employed"}
[[tables.measures]]
indicator = "women"
kind = "total"
unit = "persons"
of = "employed"
among = "women"
labels = {en = "Employed women"}
"""


def measured(survey: str, folder: Path, *options: str):
    folder.mkdir(exist_ok=True)
    loaded = load_survey(survey)
    rows = write_survey_file(loaded, folder / "made.csv")
    out = folder / "R"
    arguments = ["measure", str(folder / "made.csv"), "--survey", survey, "--quiet"]
    policy = [] if "--policy" in options else ["--policy", "public-use"]
    arguments += [*policy, "--out", str(out), *options]
    assert run(arguments) == 0
    answered = [
        (answers_of(loaded, row), weight_of(loaded, row))
        for row in rows
        if kept(loaded, row)
    ]
    return read_release(out), answered


def by_hand(survey: SurveyMap, answers) -> bool:
    """Read the two resolutions once more, one record at a time."""
    week = answers["work_in_reference_week"]
    product = answers["market_destination"]
    if week in (None, "not_asked", "dont_know"):
        return answers["office_labour_force_status"] == "employed"
    if survey.employment_standard == 13:
        return week in (*WORK, "own_farm", "unpaid_trainee", "volunteer_goods")
    sells = product in ("only_sale", "mainly_sale")
    return week in WORK or (week == "own_farm" and sells)


def everything_shown() -> str:
    """Return a policy that withholds nothing: the made file has no person in it."""
    text = (POLICIES / "public-use.toml").read_text("utf-8")
    for key, value in SHOWN.items():
        text = re.sub(rf"^{key} = .*$", f"{key} = {value}", text, flags=re.MULTILINE)
    return text


@pytest.mark.parametrize("survey", LATEST)
def test_every_map_goes_through_all_rooms_to_the_known_answer(
    survey: str, tmp_path: Path
) -> None:
    loaded = load_survey(survey)
    (tmp_path / "plan.toml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "policy.toml").write_text(everything_shown(), encoding="utf-8")
    options = ["--plan", str(tmp_path / "plan.toml")]
    options += ["--policy", str(tmp_path / "policy.toml")]
    for column in source_columns(loaded):
        options += ["--text", column]
    release, answered = measured(survey, tmp_path, *options)
    employed = [(a, w) for a, w in answered if by_hand(loaded, a)]
    assert employed
    notes = json.loads((tmp_path / "R" / "release.json").read_text("utf-8"))["notes"]
    assert any("draft" in note for note in notes) == (loaded.status == "drafted")
    figure = release.find("employment")
    assert figure.value == pytest.approx(sum(w for _, w in employed), rel=1e-9)
    assert figure.n == len(employed)
    if loaded.maps(["sex"]):
        women = sum(w for a, w in employed if a["sex"] == "F")
        assert release.find("women").value == pytest.approx(women, rel=1e-9)
    if loaded.maps(["status_answered"]):
        employees = sum(w for a, w in employed if a["status_answered"] in EMPLOYEES)
        figure = release.find("employment", status="employee")
        assert (figure.value or 0) == pytest.approx(employees, rel=1e-9)


def test_informal_jobs_in_mexico_are_those_of_the_office(tmp_path: Path) -> None:
    loaded = load_survey("mex/enoe/2024q4")
    release, answered = measured(loaded.id, tmp_path)
    told = [
        (a["national_emp_ppal"], w)
        for a, w in answered
        if by_hand(loaded, a) and a["national_emp_ppal"] in ("1", "2")
    ]
    rate = sum(w for job, w in told if job == "1") / sum(w for _, w in told)
    assert release.find("informal-employment-rate").value == pytest.approx(100 * rate)
    text = (tmp_path / "R" / "release.json").read_text("utf-8")
    assert "INEGI's own variable emp_ppal" in text
    asked = {cell.indicator for cell in release.estimates}
    assert "informal-employment-share-of-employment" not in asked


def test_nothing_is_said_of_informality_where_most_of_it_is_unknown(
    tmp_path: Path,
) -> None:
    release, _ = measured("eth/nlfs/2013", tmp_path)
    indicators = {cell.indicator for cell in release.estimates}
    assert "employment" in indicators
    assert "informal-employment-rate" not in indicators
    assert "unemployment-rate" not in indicators
    notes = json.loads((tmp_path / "R" / "release.json").read_text("utf-8"))["notes"]
    assert any("informal_job is unknown for" in note for note in notes)


def test_groups_and_populations_that_a_survey_cannot_tell_are_left_out(
    tmp_path: Path,
) -> None:
    release, _ = measured("hnd/ephpm/2017", tmp_path)
    asked = {cell.dimensions.get("worker_group") for cell in release.estimates}
    assert "domestic_worker" not in asked
    release, _ = measured("phl/lfs/2018q4", tmp_path / "b")
    indicators = {cell.indicator for cell in release.estimates}
    assert "working-age-population" not in indicators
    assert "share-of-women" not in indicators


def test_a_figure_of_the_office_is_traced_without_rules_of_ours(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    measured("per/epen/2023", tmp_path)
    capsys.readouterr()
    figure = "per-epen-2023.employment"
    assert run(["trace", str(tmp_path / "R"), figure, "--json"]) == 0
    assert "icls13.employed" in json.loads(capsys.readouterr().out)["rules"]
    rate = "per-epen-2023.informal-employment-rate"
    assert run(["trace", str(tmp_path / "R"), rate, "--json"]) == 0
    traced = json.loads(capsys.readouterr().out)["rules"]
    assert "icls17.informal_job" not in traced
