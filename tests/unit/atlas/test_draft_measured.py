"""Draft maps go through all six rooms, and say that they are drafts."""

import json
from pathlib import Path

import pytest

from headload.cli.app import run
from headload.measure.harmonise import load_survey
from headload.releases import read_release
from headload.testing import write_survey_file
from headload.testing.survey_answers import answers_of, kept, weight_of

WORK = ("pay_or_profit", "temporarily_absent")
FOCAL = (
    "mex/enoe/2024q4",
    "per/enaho/2023",
    "ind/plfs/2023-24",
    "gha/lfs/2015",
    "sen/enes/2024q3",
    "cri/enaho/2020",
)


def measured(survey: str, folder: Path):
    folder.mkdir(exist_ok=True)
    loaded = load_survey(survey)
    rows = write_survey_file(loaded, folder / "made.csv")
    out = folder / "R"
    arguments = ["measure", str(folder / "made.csv"), "--survey", survey, "--quiet"]
    assert run([*arguments, "--policy", "public-use", "--out", str(out)]) == 0
    answered = [
        (answers_of(loaded, row), weight_of(loaded, row))
        for row in rows
        if kept(loaded, row)
    ]
    return read_release(out), answered


def is_employed(answers) -> bool:
    return (
        answers["office_labour_force_status"] == "employed"
        or answers["work_in_reference_week"] in WORK
    )


@pytest.mark.parametrize("survey", FOCAL)
def test_the_employed_come_out_as_they_went_in(survey: str, tmp_path: Path) -> None:
    release, answered = measured(survey, tmp_path)
    employed = [(a, w) for a, w in answered if is_employed(a)]
    figure = release.find("employment")
    assert figure.value == pytest.approx(sum(w for _, w in employed), rel=1e-9)
    assert figure.n == len(employed)
    notes = json.loads((tmp_path / "R" / "release.json").read_text("utf-8"))["notes"]
    assert any("draft" in note for note in notes)


def test_women_in_employment_come_out_as_they_went_in(tmp_path: Path) -> None:
    release, answered = measured("gha/lfs/2015", tmp_path)
    women = sum(w for a, w in answered if is_employed(a) and a["sex"] == "F")
    assert release.find("employment", sex="F").value == pytest.approx(women)


def test_informal_jobs_in_mexico_are_those_of_the_office(tmp_path: Path) -> None:
    release, answered = measured("mex/enoe/2024q4", tmp_path)
    told = [
        (a["national_emp_ppal"], w)
        for a, w in answered
        if is_employed(a) and a["national_emp_ppal"] in ("1", "2")
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
    assert any("informal employment is not published" in note for note in notes)


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
