"""Readiness follows from the rules: exact for Ecuador, whole where all is asked."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from headload.cli.app import run
from headload.measure.harmonise import load_survey
from headload.measure.readiness import Readiness, page, plain, readiness
from headload.measure.readiness.asked import what_is_asked
from headload.measure.readiness.cases import thought_workers
from headload.measure.readiness.masking import masked
from headload.terms import LANGUAGES

ECUADOR = "ecu/enemdu/2021q1"


@pytest.fixture(scope="module")
def report() -> Readiness:
    return readiness(ECUADOR)


@pytest.fixture(scope="module")
def ecuador(report: Readiness) -> dict[str, Any]:
    return plain(report)


@pytest.fixture(scope="module")
def tessara() -> dict[str, Any]:
    return plain(readiness("xts/lfs/2025q1"))


def rungs(data: dict[str, Any]) -> dict[str, str]:
    return {item["id"]: item["rung"] for item in data["items"]}


def item(data: dict[str, Any], name: str) -> dict[str, Any]:
    return next(each for each in data["items"] if each["id"] == name)


def test_a_survey_that_asks_everything_shows_everything_as_defined(
    tessara: dict[str, Any],
) -> None:
    found = rungs(tessara)
    assert len(found) > 50
    assert {name for name, rung in found.items() if rung != "as_defined"} == set()


def test_ecuador_shows_domestic_workers_and_informality_as_defined(
    ecuador: dict[str, Any],
) -> None:
    found = rungs(ecuador)
    for name in ("domestic_worker", "garment_worker", "informal_job.employees"):
        assert found[name] == "as_defined"
    assert found["home_based_worker"] == "with_note"
    assert found["street_vendor"] == "with_note"


def test_ecuador_has_no_market_code_so_market_traders_cannot_be_shown(
    ecuador: dict[str, Any],
) -> None:
    trader = item(ecuador, "market_trader")
    assert trader["rung"] == "not_shown"
    (loss,) = trader["losses"]
    assert loss["question"] == "place_of_work"
    assert loss["answers"] == {"place_of_work": ["market"]}


def test_ecuador_cannot_tell_homeworkers_from_teleworkers(
    ecuador: dict[str, Any],
) -> None:
    found = rungs(ecuador)
    assert found["home_based_worker_type.homeworker"] == "not_shown"
    assert found["home_based_teleworker"] == "not_shown"
    lost = item(ecuador, "home_based_teleworker")["losses"]
    assert "remuneration" in {loss["question"] for loss in lost}
    pay = next(q for q in ecuador["questions"] if q["question"] == "remuneration")
    raised = {each["item"] for each in pay["raises"]}
    assert {"home_based_worker_type.homeworker", "home_based_teleworker"} <= raised


def test_ecuador_asks_only_employees_about_the_employers_contribution(
    ecuador: dict[str, Any],
) -> None:
    partly = {each["variable"]: each["how"] for each in ecuador["asked_in_part"]}
    assert partly["employer_pays_social_insurance"] == [
        "Employer contributes to social insurance: asked of Employee; "
        "Domestic employee only",
    ]


def test_the_one_question_for_ecuador_is_the_place_of_work_with_more_answers(
    ecuador: dict[str, Any],
) -> None:
    best = ecuador["questions"][0]
    assert best["question"] == "place_of_work"
    assert best["wording"] == "Where do you mainly do this work?"
    assert "market_trader" in {each["item"] for each in best["raises"]}
    rungs_climbed = [each["rungs"] for each in ecuador["questions"]]
    assert rungs_climbed == sorted(rungs_climbed, reverse=True)
    assert rungs_climbed[0] > 5


def test_who_asks_a_question_elsewhere_is_said_and_never_an_imaginary_survey(
    ecuador: dict[str, Any],
) -> None:
    asked_in = {name for q in ecuador["questions"] for name in q["asked_in"]}
    assert "arg/eph/2019q1" in asked_in
    assert not any(name.startswith(("xts/", "xfm/", "ecu/enemdu")) for name in asked_in)


def test_a_question_asked_of_argentine_employees_is_asked_of_domestic_ones() -> None:
    asked = what_is_asked(load_survey("arg/eph/2019q1"))
    assert asked["employer_pays_social_insurance"].of == {
        "status_answered": frozenset({"employee", "domestic_employee"}),
    }


def test_an_answer_that_the_list_lacks_falls_to_the_one_that_stands_in() -> None:
    asked = what_is_asked(load_survey(ECUADOR))
    cases = thought_workers(19)
    seen = masked(cases, asked, "place_of_work")
    pairs = {(c["place_of_work"], s) for c, s in zip(cases, seen, strict=True)}
    assert ("transport_hub", "street_fixed") in pairs
    assert ("market", None) in pairs
    assert ("street_mobile", "street_mobile") in pairs


def test_the_thought_workers_are_the_same_each_time() -> None:
    first = thought_workers.__wrapped__(19, 200)
    assert first == thought_workers.__wrapped__(19, 200)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_stands_alone_and_is_in_the_language_asked_for(
    report: Readiness, language: str
) -> None:
    text = page(plain(report, language))
    assert f'<html lang="{language}">' in text
    assert "<script" not in text
    assert not re.search(r"(?:src|href)\s*=|https?://|@import|url\(", text)
    assert "@media print" in text
    assert "{" not in re.sub(r"<style>.*?</style>", "", text, flags=re.DOTALL)


def test_the_verb_writes_json_and_the_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    html = tmp_path / "ecuador.html"
    assert run(["readiness", ECUADOR, "--json", "--html", str(html)]) == 0
    assert json.loads(capsys.readouterr().out)["schema"] == "headload-readiness/1"
    assert html.read_text("utf-8").startswith("<!doctype html>")


def test_the_verb_prints_tables_in_the_language_asked_for(
    report: Readiness,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("headload.measure.readiness.readiness", lambda *_, **__: report)
    assert run(["readiness", ECUADOR, "--lang", "es"]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "no puede mostrarse" in out
    assert "La pregunta que más aportaría" in out


def test_wrong_use_of_the_verb_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["readiness", ECUADOR, "--lang", "xx"]) == 2
    assert run(["readiness", ECUADOR, str(tmp_path), str(tmp_path)]) == 2
    assert run(["readiness", "no/such/survey"]) == 2
    err = capsys.readouterr().err
    for code in ("HL-READY-01", "HL-READY-02", "HL-MAP-01"):
        assert code in err
