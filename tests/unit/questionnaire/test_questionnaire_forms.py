"""Forms that open in ODK and KoboToolbox, and data that come back true."""

import importlib
import json
import random
import runpy
import sys
import time
from pathlib import Path

import ibis
import openpyxl
import pytest
from pyxform.xls2xform import convert

from headload.cli.app import run
from headload.measure.harmonise import harmonise, load_survey
from headload.measure.harmonise.atlas import shipped_maps
from headload.measure.pipeline import read_source, words_for, working_folder
from headload.measure.pipeline.measure import derived
from headload.measure.questionnaire import (
    FORMS,
    bank,
    columns_of,
    map_files,
    write_form,
)
from headload.measure.read import ReadRequest
from headload.terms import LANGUAGES, codelist, harmonised_variables
from unit.questionnaire.people import KINDS, interviews, write_export

NAMES = ("name", "nombre", "nom", "phone", "telephone", "gps", "photo", "image")


@pytest.mark.parametrize("name", FORMS)
def test_the_form_is_a_valid_xlsform_in_three_languages(
    name: str, tmp_path: Path
) -> None:
    path = tmp_path / "form.xlsx"
    write_form(bank(name), path)
    result = convert(path, validate=False)
    assert result.warnings == []
    for language in ("English (en)", "Español (es)", "Français (fr)"):
        assert f'lang="{language}"' in result.xform


@pytest.mark.parametrize("name", FORMS)
def test_every_question_is_worded_in_every_language_and_consent_comes_first(
    name: str,
) -> None:
    form = bank(name)
    assert form.questions[0].kind == "consent"
    for question in form.questions:
        assert set(question.text) == set(LANGUAGES)
        for labels in question.answers.values():
            assert all(labels[language] for language in LANGUAGES)
        assert set(question.fills) <= set(harmonised_variables())
        assert question.of in form.who


@pytest.mark.parametrize("name", FORMS)
def test_answers_are_our_codes_and_nothing_asks_for_a_name(name: str) -> None:
    for question in bank(name).questions:
        assert question.kind != "text"
        assert not any(word in question.column.split("_") for word in NAMES)
        if question.kind == "classification":
            kind = "isco08" if "isco08" in question.column else "isic4"
            assert set(question.answers) - {"9999"} <= set(codelist(kind).codes)
        elif question.fills and question.answers:
            codes = harmonised_variables()[question.fills[0]].codes
            assert codes is not None
            assert set(question.answers) <= set(codes.codes)


@pytest.mark.parametrize("name", FORMS)
def test_the_shipped_map_is_the_one_of_the_form(name: str) -> None:
    # to renew it: make docs
    form = bank(name)
    folder = shipped_maps() / "xfm" / form.map / "1"
    for file, text in map_files(form).items():
        assert (folder / file).read_text("utf-8") == text


def test_without_consent_no_form_can_be_kept(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    write_form(bank(), path)
    sheet = openpyxl.load_workbook(path)["survey"]
    head, *rows = [[cell.value for cell in row] for row in sheet.rows]
    consent = next(dict(zip(head, r, strict=True)) for r in rows if "consent" in r)
    assert consent["constraint"] == ". = 'yes'"
    assert consent["required"] == "yes"


def test_a_form_for_a_survey_asks_what_it_lacks_and_keeps_every_column(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "ecuador.xlsx"
    arguments = ["questionnaire", "--for", "ecu/enemdu/2021q1", "--out", str(path)]
    assert run([*arguments, "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    asked = said["questions"]
    assert said["survey"] == "xfm/module/1"
    assert {"consent", "remuneration", "place_of_work", "client_sets_price"} <= set(
        asked
    )
    assert "employer_pays_social_insurance" not in asked
    assert "actual_hours" not in asked
    assert convert(path, validate=False).warnings == []
    sheet = openpyxl.load_workbook(path)["survey"]
    head, *rows = [[cell.value for cell in row] for row in sheet.rows]
    columns = [row[head.index("name")] for row in rows]
    assert set(columns) == set(columns_of(bank()))


def test_the_same_form_is_the_same_to_the_byte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    write_form(bank(), first)
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    write_form(bank(), second)
    monkeypatch.undo()
    time.tzset()
    assert first.read_bytes() == second.read_bytes()


def test_misuse_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = str(tmp_path / "form.xlsx")
    for arguments, code in (
        (["--for", "x", "--census", "street-vendors", "--out", out], "HL-FORM-01"),
        (["--census", "astronauts", "--out", out], "HL-FORM-02"),
        (["--out", str(tmp_path / "form.csv")], "HL-FORM-03"),
    ):
        assert run(["questionnaire", *arguments]) == 2
        assert code in capsys.readouterr().err


def test_simulated_answers_are_answers_that_the_form_offers() -> None:
    offered = {q.column: set(q.answers) for q in bank().questions if q.answers}
    for answers, _, _ in interviews(1):
        for column, answer in answers.items():
            assert answer in offered.get(column, {answer}), (column, answer)


def test_measuring_the_data_collected_gives_the_true_groups_of_every_person(
    tmp_path: Path,
) -> None:
    people = interviews(20)
    file = write_export(bank(), [a for a, _, _ in people], tmp_path / "module.csv")
    survey = load_survey("xfm/module/1")
    words = words_for("icls17", survey.employment_standard)
    groups = [name for name in codelist("worker_group").codes if name in words.rules]
    with working_folder() as folder:
        microdata = read_source(file, survey, ReadRequest(), folder)
        persons, _ = harmonise(microdata, survey, ibis.duckdb.connect())
        persons, names = derived(persons, words)
        rows = persons.table.to_pyarrow().to_pylist()
    ours = {row["person_id"]: row for row in rows}
    assert len(ours) == 20 * len(KINDS)
    for answers, truth, informal in people:
        row = ours[answers["person_id"]]
        found = {name for name in groups if row[words.rules[name].column]}
        unknown = {name for name in groups if row[words.rules[name].column] is None}
        assert found == truth
        assert unknown == set()
        assert row[names["employed"]]
        assert row[names["informal_job"]] is informal


def test_the_export_is_measured_with_no_map_of_ones_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    people = interviews(60)
    file = write_export(bank(), [a for a, _, _ in people], tmp_path / "module.csv")
    out = tmp_path / "R"
    arguments = ["measure", str(file), "--survey", "xfm/module/1", "--out", str(out)]
    assert run([*arguments, "--policy", "public-use", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["release"] == str(out)


def test_a_census_of_street_vendors_counts_those_it_was_told(
    tmp_path: Path,
) -> None:
    chance = random.Random(7)
    form = bank("street-vendors")
    answers = [
        {
            "person_id": f"v{i}",
            "weight": "1",
            "work_in_reference_week": "pay_or_profit",
            "consent": "yes",
            "place_of_work": "market" if i % 4 == 0 else "street_fixed",
            "goods": chance.choice(("cooked_food", "clothes", "service")),
            "sex": "F" if i % 3 else "M",
            "age": str(chance.randint(18, 80)),
            "status_answered": "own_account_worker",
            "market_destination": "mainly_sale",
            "registration": "local_only" if i % 2 else "national",
            "storage": "at_home",
            "usual_hours": "50",
            "association_member": "yes",
            "monthly_self_employment_income": "" if i % 5 else "120",
        }
        for i in range(400)
    ]
    file = write_export(form, answers, tmp_path / "vendors.csv")
    survey = load_survey("xfm/street-vendors/1")
    words = words_for("icls17", survey.employment_standard)
    with working_folder() as folder:
        microdata = read_source(file, survey, ReadRequest(), folder)
        persons, _ = harmonise(microdata, survey, ibis.duckdb.connect())
        rows = derived(persons, words)[0].table.to_pyarrow().to_pylist()
    by_number = sorted(rows, key=lambda row: int(row["person_id"][1:]))
    for row, told in zip(by_number, answers, strict=True):
        in_street = told["place_of_work"] == "street_fixed"
        assert row["street_vendor"] is in_street
        assert bool(row["market_trader"]) is (not in_street)
        assert row["icls17_informal_job"] is (told["registration"] == "local_only")
        assert row["national_goods"] == told["goods"]


def test_the_maps_of_the_forms_can_be_written_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    importlib.import_module("headload.measure.questionnaire.__main__")
    assert list(tmp_path.iterdir()) == []
    sys.modules.pop("headload.measure.questionnaire.__main__")
    monkeypatch.setattr("sys.argv", ["questionnaire", str(tmp_path)])
    runpy.run_module("headload.measure.questionnaire", run_name="__main__")
    for name in FORMS:
        written = (tmp_path / name / "1" / "map.toml").read_text("utf-8")
        assert written == map_files(bank(name))["map.toml"]
