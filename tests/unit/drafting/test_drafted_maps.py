"""A map drafted from a file proposes, and decides nothing until confirmed."""

import json
import re
from pathlib import Path

import pytest

from headload.cli.app import run
from headload.measure.drafting.guess_codes import guess_codes, without_answer
from headload.measure.drafting.wording import folded, found
from headload.measure.harmonise import load_survey

ID = "xtt/lfs/2025q1"
# what the map of the bundled survey says
TRUE = {
    "weight": "WGT",
    "stratum": "STRAT",
    "psu": "PSU",
    "sex": "A3",
    "age": "A4",
    "relationship_to_head": "A2",
    "urban": "AREA",
    "region": "REGION",
    "education": "Q1",
    "status_answered": "Q8",
    "occupation_isco08": "Q6",
    "industry_isic4": "Q7",
    "place_of_work": "Q12",
    "registration": "Q14",
    "accounts": "Q15",
    "usual_hours": "Q28",
    "actual_hours": "Q29",
    "second_job_place_of_work": "Q36",
    "office_labour_force_status": "LFSTAT",
}


@pytest.fixture(scope="module")
def drafted(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("maps")
    assert run(["surveys", "new", str(demo_file), "--id", ID, "--out", str(out)]) == 0
    return out


def test_the_columns_proposed_for_the_bundled_survey_are_those_of_its_map(
    demo_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["surveys", "new", str(demo_file), "--id", ID, "--out", str(tmp_path)]
    assert run([*arguments, "--json"]) == 0
    proposed = json.loads(capsys.readouterr().out)["proposals"]
    assert {name: proposed[name][0]["column"] for name in TRUE} == TRUE
    assert all(each["reasons"] for listed in proposed.values() for each in listed)


def test_a_draft_follows_the_schema_and_marks_every_proposal(drafted: Path) -> None:
    survey = load_survey(ID, drafted)
    assert survey.status == "drafted"
    assert all(variable.proposed for variable in survey.variables.values())
    assert survey.source_design.proposed
    assert len(survey.unconfirmed) > len(survey.variables)


def test_a_draft_is_not_measured_before_all_is_confirmed(
    drafted: Path,
    demo_file: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    arguments = ["measure", str(demo_file), "--survey", ID, "--atlas", str(drafted)]
    assert run([*arguments, "--out", str(tmp_path / "R")]) == 3
    assert "[HL-MAP-21]" in capsys.readouterr().err
    assert not (tmp_path / "R").exists()


def test_the_check_of_a_draft_lists_what_is_left_and_does_not_call_it_complete(
    drafted: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["surveys", "check", ID, "--atlas", str(drafted)]) == 3
    printed = capsys.readouterr()
    assert "to do: confirm sex, proposed from A3" in printed.out
    assert "[HL-MAP-21]" in printed.err
    assert run(["surveys", "check", ID, "--atlas", str(drafted), "--json"]) == 3
    left = json.loads(capsys.readouterr().out)["to_do"]
    assert "confirm the design in design.toml" in left


def test_one_proposal_left_is_enough_to_refuse(
    drafted: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "atlas" / ID
    folder.mkdir(parents=True)
    for source in (drafted / ID).iterdir():
        text = source.read_text("utf-8").replace("proposed = true\n", "")
        text = re.sub(r"todo = \[.*?\n\]\n", "", text, flags=re.DOTALL)
        (folder / source.name).write_text(text, "utf-8")
    atlas = str(tmp_path / "atlas")
    assert run(["surveys", "check", ID, "--atlas", atlas]) == 0
    path = folder / "map.toml"
    text = path.read_text("utf-8")
    marked = text.replace("[variables.sex]\n", "[variables.sex]\nproposed = true\n")
    path.write_text(marked, "utf-8")
    assert run(["surveys", "check", ID, "--atlas", atlas]) == 3
    assert "1 left to confirm" in capsys.readouterr().err


def test_a_map_is_never_drafted_over_another_nor_under_a_name_that_is_none(
    drafted: Path, demo_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for survey, code in ((ID, "HL-DRAFT-02"), ("../x/y/z", "HL-DRAFT-01")):
        arguments = ["surveys", "new", str(demo_file), "--id", survey]
        assert run([*arguments, "--out", str(drafted)]) == 2
        assert code in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "labels", "codes"),
    [
        ("sex", {"1": "Homme", "2": "Femme"}, {"1": "M", "2": "F"}),
        ("sex", {"1": "Masculino", "2": "Feminino"}, {"1": "M", "2": "F"}),
        ("urban", {"1": "Urbain", "2": "Rural"}, {"1": "U", "2": "R"}),
        (
            "status_answered",
            {
                "1": "Conta própria",
                "2": "Empregador",
                "3": "Trabalhador doméstico",
                "4": "Aide familial non rémunéré",
                "5": "Paid employee",
            },
            {
                "1": "own_account_worker",
                "2": "employer",
                "3": "domestic_employee",
                "4": "contributing_family_worker",
                "5": "employee",
            },
        ),
        (
            "place_of_work",
            {"1": "Market stall", "2": "At home", "3": "Street, fixed spot"},
            {"1": "market", "2": "own_dwelling", "3": "street_fixed"},
        ),
        ("yes_no", {"1": "Más de uno", "2": "Uno"}, {"1": "yes", "2": "no"}),
    ],
)
def test_labels_in_four_languages_are_matched(
    name: str, labels: dict[str, str], codes: dict[str, str]
) -> None:
    assert guess_codes(name, labels).codes == codes


def test_a_label_like_nothing_stays_open_and_one_without_answer_is_not_stated() -> None:
    guess = guess_codes(
        "urban", {"1": "Urban", "2": "Camp of nomads", "9": "Not stated"}
    )
    assert guess.open == ("2",)
    assert guess.not_stated == ("9",)
    assert guess.share == 0.5
    assert without_answer({"98": "98 y más", "99": "No informa"}) == ("99",)


def test_words_are_compared_without_accents_and_as_whole_words() -> None:
    assert folded("  Categoría  de OCUPACIÓN ") == "categoria de ocupacion"
    assert found(["age"], "Language") == ""
    assert found(["horas*semana*"], "Horas trabajadas en la semana") == "horas*semana*"


def drafted_from(text: str, tmp_path: Path) -> tuple[str, str]:
    file = tmp_path / "people.csv"
    file.write_text(text, "utf-8")
    out = tmp_path / "maps"
    arguments = ["surveys", "new", str(file), "--id", ID, "--out", str(out)]
    assert run(arguments) == 0
    folder = out / ID
    return (
        (folder / "map.toml").read_text("utf-8"),
        (folder / "design.toml").read_text("utf-8"),
    )


def test_a_file_without_labels_is_drafted_by_the_names_of_its_columns(
    tmp_path: Path,
) -> None:
    rows = [f"{i},{1 + i % 2},{15 + i % 60},{1.5 + i / 7:.3f}" for i in range(200)]
    text, design = drafted_from("pid,sex,age,weight\n" + "\n".join(rows), tmp_path)
    assert 'from = "sex"' in text
    assert 'from = "pid"' in text
    assert "map person_id from the columns" not in text
    assert 'weight = "weight"' in design
    assert "status = 3" in design
    assert 'cluster = "person_id"' in design


def test_a_file_without_a_weight_says_so_in_the_draft(tmp_path: Path) -> None:
    rows = [f"{1 + i % 2},{15 + i % 60},{i % 40}" for i in range(200)]
    _, design = drafted_from("sex,age,psu\n" + "\n".join(rows), tmp_path)
    assert 'weight = "TO DO"' in design
    assert "status = 2" in design
    assert 'psu = "psu"' in design


def test_bands_of_a_number_are_left_open(drafted: Path) -> None:
    text = (drafted / ID / "map.toml").read_text("utf-8")
    assert "give the bounds of bands marked OPEN" in text
    assert re.search(r"\[variables.unit_size_low\][^\[]*-> OPEN", text)
