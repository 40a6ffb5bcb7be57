"""The verbs as a person types them: help, misuse, surveys, doctor, check, trace."""

import json
import shutil
from pathlib import Path

import pytest

from headload.cli.app import app, run
from headload.measure.estimate import shipped_plans
from headload.measure.harmonise import load_survey


def words(capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    printed = capsys.readouterr()
    return " ".join(printed.out.split()), " ".join(printed.err.split())


@pytest.mark.parametrize("verb", [c.name for c in app.registered_commands])
def test_every_verb_has_help(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([verb, "--help"]) == 0
    assert "Usage" in words(capsys)[0]


def test_without_a_verb_the_help_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([]) == 2
    out, err = words(capsys)
    assert "Commands" in out
    assert err == ""


def test_a_verb_that_does_not_exist_is_wrong_use_with_the_closest(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["mesure"]) == 2
    out, err = words(capsys)
    assert "'measure'" in err
    assert "[HL-USE-01]" in err
    assert out == ""


def test_a_fault_of_ours_ends_with_1_and_shows_no_traceback(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("a value of row 7")

    monkeypatch.setattr("headload.cli.doctor._python", broken)
    assert run(["doctor"]) == 1
    err = words(capsys)[1]
    assert "ZeroDivisionError" in err
    assert "[HL-BUG-01]" in err
    assert "row 7" not in err
    assert "Traceback" not in err


def test_the_atlas_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["surveys", "list"]) == 0
    assert "ecu/enemdu/2021q1" in words(capsys)[0]
    assert run(["surveys", "list", "--json"]) == 0
    surveys = json.loads(capsys.readouterr().out)
    assert {each["id"] for each in surveys} >= {"arg/eph/2017q1", "xts/lfs/2025q1"}


def test_a_survey_is_shown_with_the_evidence_of_each_item(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["surveys", "show", "ecu/enemdu/2021q1"]) == 0
    assert "p42" in words(capsys)[0]
    assert run(["surveys", "show", "ecu/enemdu/2021q1", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert all(each["evidence"] for each in shown["variables"])


def test_a_map_is_checked_against_its_schema_alone(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["surveys", "check", "xts/lfs/2025q1"]) == 0
    assert "follows its schema" in words(capsys)[0]


def test_a_variable_that_does_not_say_where_it_was_seen_is_refused(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    shipped = load_survey("xts/lfs/2025q1").folder
    copied = Path(shutil.copytree(shipped, tmp_path / "xts" / "lfs" / "2025q1"))
    text = (copied / "map.toml").read_text("utf-8")
    less = text.replace('evidence = "questionnaire, cover page"\n', "", 1)
    assert less != text
    (copied / "map.toml").write_text(less, encoding="utf-8")
    assert run(["surveys", "check", "xts/lfs/2025q1", "--atlas", str(tmp_path)]) == 3
    assert "[HL-MAP-22]" in words(capsys)[1]


def test_a_map_is_checked_against_a_file(
    demo_file: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["surveys", "check", "xts/lfs/2025q1", str(demo_file)]) == 0
    assert "the map fits the file" in words(capsys)[0]
    assert run(["surveys", "check", "ecu/enemdu/2021q1", str(demo_file)]) == 3
    out, err = words(capsys)
    assert 'column "p02" (for sex) is not in the file' in out
    assert "[HL-MAP-20]" in err


def test_the_standard_plan_is_printed_as_it_is_written(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["plans", "show"]) == 0
    assert capsys.readouterr().out == shipped_plans()["standard"]
    assert run(["plans", "show", "other"]) == 2
    assert "[HL-USE-07]" in words(capsys)[1]


def test_a_plan_is_checked_without_data(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    assert run(["plans", "check", "standard", "--survey", "ecu/enemdu/2021q1"]) == 0
    out = words(capsys)[0]
    assert "Overlap of worker groups" in out
    assert "usual_hours is not available: left out of table T14" in out
    arguments = ["plans", "check", "standard", "--survey", "xts/lfs/2025q1", "--json"]
    assert run(arguments) == 0
    found = json.loads(capsys.readouterr().out)
    assert {"id", "title", "figures", "breakdowns", "cells"} == set(found["tables"][0])
    plan = tmp_path / "plan.toml"
    plan.write_text("tables = []\n", encoding="utf-8")
    assert run(["plans", "check", str(plan), "--survey", "xts/lfs/2025q1"]) == 2
    assert "[HL-EST-02]" in words(capsys)[1]


def test_the_doctor_finds_what_is_needed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["doctor", "--json"]) == 0
    found = {each["what"]: each for each in json.loads(capsys.readouterr().out)}
    assert found["duckdb"]["to_do"] == ""


def test_the_doctor_refuses_where_something_needed_is_missing(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("headload.cli.doctor.PACKAGES", ("no-such-package",))
    assert run(["doctor"]) == 2
    assert "no-such-package" in words(capsys)[1]


@pytest.fixture
def release(demo_release: Path) -> Path:
    return demo_release


def test_a_release_is_held_against_published_figures(
    release: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["check", str(release)]) == 0
    assert "Employed persons" in words(capsys)[0]


def test_a_published_figure_that_is_not_met_ends_with_5(
    release: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    copy = tmp_path / "R"
    shutil.copytree(release, copy)
    private = tmp_path / "R.private"
    shutil.copytree(release.with_name("R.private"), private)
    proof = json.loads((private / "checks.json").read_text("utf-8"))
    proof["checks"][0] |= {"met": False, "explained": ""}
    (private / "checks.json").write_text(json.dumps(proof), "utf-8")
    assert run(["check", str(copy)]) == 5
    assert "[HL-CHECK-02]" in words(capsys)[1]


def test_a_release_without_its_private_record_cannot_be_checked(
    release: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    copy = tmp_path / "R"
    shutil.copytree(release, copy)
    assert run(["check", str(copy)]) == 3
    assert "[HL-CHECK-01]" in words(capsys)[1]


def test_a_figure_is_traced_to_its_rule(
    release: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    figure = "xts-lfs-2025q1.informal-employment-rate.sex-f"
    assert run(["trace", str(release), figure, "--json"]) == 0
    trace = json.loads(capsys.readouterr().out)
    rules = {each["rule"] for each in trace["rules"]}
    assert "icls17.informal_job" in rules
    assert not any(rule.startswith("groups.") for rule in rules)
    questions = {each["variable"]: each for each in trace["questions"]}
    assert questions["employer_pays_social_insurance"]["columns"][0] == "Q17"


@pytest.mark.parametrize("language", ["es", "fr"])
def test_the_headline_is_printed_in_other_languages(
    demo_file: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    language: str,
) -> None:
    arguments = ["measure", str(demo_file), "--survey", "xts/lfs/2025q1"]
    more = ["--policy", "public-use", "--out", str(tmp_path / "R")]
    assert run([*arguments, *more, "--lang", language]) == 0
    vendors = {"es": "Vendedoras y vendedores", "fr": "Vendeuses et vendeurs"}
    assert vendors[language] in words(capsys)[0]


def test_a_directory_that_is_no_release_is_not_overwritten(
    demo_file: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "letter.txt").write_text("keep me")
    arguments = ["measure", str(demo_file), "--survey", "xts/lfs/2025q1"]
    assert run([*arguments, "--out", str(tmp_path)]) == 2
    assert "[HL-USE-04]" in words(capsys)[1]
    assert (tmp_path / "letter.txt").read_text() == "keep me"


@pytest.mark.parametrize(
    ("option", "code"),
    [
        (["--engine", "abacus"], "HL-USE-05"),
        (["--standard", "icls99"], "HL-USE-03"),
        (["--policy", "none-such"], "HL-PROT-01"),
        (["--survey", "no/such/survey"], "HL-MAP-01"),
    ],
)
def test_wrong_use_is_told_before_any_work(
    demo_file: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    option: list[str],
    code: str,
) -> None:
    survey = [] if "--survey" in option else ["--survey", "xts/lfs/2025q1"]
    out = tmp_path / "R"
    assert run(["measure", str(demo_file), *survey, "--out", str(out), *option]) == 2
    assert f"[{code}]" in words(capsys)[1]
    assert not out.exists()
