"""Draft maps go through all six rooms, and say that they are drafts."""

import json
import re
from importlib import resources
from pathlib import Path

import ibis
import pyarrow as pa
import pytest

from headload.cli.app import run
from headload.measure.derive import derive
from headload.measure.harmonise import SurveyMap, load_survey, survey_editions
from headload.measure.pipeline import words_for
from headload.releases import read_release
from headload.terms import Persons, harmonised_variables
from headload.testing import write_survey_file
from headload.testing.survey_answers import answers_of, kept, weight_of
from headload.testing.survey_file import source_columns

WORK = ("pay_or_profit", "temporarily_absent")
COMPARED: dict[str, set[str]] = {}
"""Words whose numbers were compared, by survey."""
NUMBERS = {"integer": pa.int64(), "number": pa.float64()}
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
GROUPS = (
    "domestic_worker",
    "home_based_worker",
    "home_based_garment_worker",
    "garment_worker",
    "street_vendor",
    "market_trader",
    "stall_market_trader_unspecified",
    "waste_picker",
    "construction_worker",
    "transport_worker",
)
JOBS = ("informal_job", *GROUPS)
PLAN = f"""
optional = ["women", {", ".join(f'"{job}"' for job in JOBS)}]
[dimensions]
status = "status_in_employment"
[rows.groups]
dimension = "worker_group"
columns = [{", ".join(f'"{group}"' for group in GROUPS)}]
[[tables]]
id = "T"
title = {{en = "T"}}
by = [[], ["status"]]
[[tables.measures]]
indicator = "employment"
kind = "total"
unit = "persons"
of = "employed"
labels = {{en = "Employed"}}
[[tables.measures]]
indicator = "women"
kind = "total"
unit = "persons"
of = "employed"
among = "women"
labels = {{en = "Employed women"}}
[[tables]]
id = "U"
title = {{en = "U"}}
by = [[]]
[[tables.measures]]
indicator = "informal"
kind = "total"
unit = "persons"
of = "informal_job"
among = "employed"
labels = {{en = "In informal employment"}}
[[tables.measures]]
indicator = "members"
kind = "total"
unit = "persons"
of = "row"
among = "employed"
rows = "groups"
labels = {{en = "Members of the group"}}
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


def jobs_by_rule(survey: SurveyMap, answered) -> dict[str, float]:
    """Apply the rules to the answers as read by hand: no file, no map, no plan.

    Returns
    -------
    dict
        Weighted number of the employed of whom each word is true.
    """
    words = words_for("icls17", survey.employment_standard)
    columns = {
        name: pa.array(
            [w if name == "weight" else a.get(name) for a, w in answered],
            type=NUMBERS.get(variable.kind, pa.string()),
        )
        for name, variable in harmonised_variables().items()
    }
    persons = Persons(
        survey=survey.id,
        table=ibis.memtable(pa.table(columns)),
        constants=survey.constants(),
        not_asked=survey.not_given(),
    )
    rules = [words.rules["employed"], *(words.rules[job] for job in JOBS)]
    found = derive(persons, rules).table.to_pyarrow().to_pydict()
    works = found[words.rules["employed"].column]
    return {
        job: sum(
            weight
            for weight, employed, true in zip(
                found["weight"], works, found[words.rules[job].column], strict=True
            )
            if employed and true
        )
        for job in JOBS
    }


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
    jobs = jobs_by_rule(loaded, answered)
    for group in GROUPS:
        figure = release.find("members", worker_group=group)
        if figure is not None:
            assert (figure.value or 0) == pytest.approx(jobs[group], rel=1e-9), group
    office = {rule.word for rule in loaded.office}
    informal = release.find("informal")
    if informal is not None and "informal_job" not in office:
        assert (informal.value or 0) == pytest.approx(jobs["informal_job"], rel=1e-9)
    COMPARED[survey] = {
        *(g for g in GROUPS if release.find("members", worker_group=g)),
        *(("informal_job",) if informal is not None else ()),
    }


def test_the_known_answers_were_of_groups_and_informality_in_most_maps() -> None:
    if set(COMPARED) != set(LATEST):
        pytest.skip("runs after all maps were measured")
    for word, least in {"informal_job": 15, "street_vendor": 20}.items():
        maps = [survey for survey, words in COMPARED.items() if word in words]
        assert len(maps) >= least, (word, len(maps))
    assert sum(len(words) > 2 for words in COMPARED.values()) >= 30


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


def rules_in(trace: str) -> set[str]:
    return {each["rule"] for each in json.loads(trace)["rules"]}


def test_a_figure_of_the_office_is_traced_without_rules_of_ours(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    measured("per/epen/2023", tmp_path)
    capsys.readouterr()
    figure = "per-epen-2023.employment"
    assert run(["trace", str(tmp_path / "R"), figure, "--json"]) == 0
    assert "icls13.employed" in rules_in(capsys.readouterr().out)
    rate = "per-epen-2023.informal-employment-rate"
    assert run(["trace", str(tmp_path / "R"), rate, "--json"]) == 0
    assert "icls17.informal_job" not in rules_in(capsys.readouterr().out)
