"""Which files are measured, from what is typed."""

from pathlib import Path

import pytest

from headload.cli.app import run
from headload.errors import WrongUse
from headload.measure.pipeline import files_by_period, files_of
from headload.measure.pipeline.files import survey_ids


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.csv", "a.csv", ".hidden", "notes.txt"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    (tmp_path / "deeper").mkdir()
    return tmp_path


def test_files_are_taken_as_named(folder: Path) -> None:
    named = (folder / "b.csv", folder / "not-there.csv")
    assert files_of(named) == named


def test_a_folder_gives_its_own_files_and_a_pattern_those_that_fit(
    folder: Path,
) -> None:
    names = [file.name for file in files_of([folder])]
    assert names == ["a.csv", "b.csv", "notes.txt"]
    assert [file.name for file in files_of([folder / "*.csv"])] == ["a.csv", "b.csv"]


@pytest.mark.parametrize("name", ["deeper", "*.sav"])
def test_a_folder_or_pattern_without_a_file_is_refused(folder: Path, name: str) -> None:
    with pytest.raises(WrongUse, match="HL-STACK-01"):
        files_of([folder / name])


@pytest.mark.parametrize(
    ("name", "code"),
    [("x" * 300 + ".csv", "HL-STACK-08"), ("a\0b.csv", "HL-USE-01")],
)
def test_a_name_that_no_file_can_have_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str], name: str, code: str
) -> None:
    out = str(folder / "R")
    assert run(["measure", name, "--survey", "arg/eph/2019q1", "--out", out]) == 2
    said = capsys.readouterr().err
    assert f"[{code}]" in said
    assert "\0" not in said
    assert len(said) < 500


def test_files_are_named_by_period(folder: Path) -> None:
    found = files_by_period([f"2024={folder}/*.csv", "2025=x.csv", "2025=y=z.csv"])
    assert [file.name for file in found["2024"]] == ["a.csv", "b.csv"]
    assert found["2025"] == (Path("x.csv"), Path("y=z.csv"))


@pytest.mark.parametrize("option", ["2024", "=x.csv", "2024="])
def test_a_period_without_file_or_a_file_without_period_is_refused(option: str) -> None:
    with pytest.raises(WrongUse, match="HL-STACK-02"):
        files_by_period([option])


def test_periods_are_of_a_series_and_at_least_two() -> None:
    assert survey_ids("arg/eph", {"2018q4": 1, "2019q1": 2}) == {
        "2018q4": "arg/eph/2018q4",
        "2019q1": "arg/eph/2019q1",
    }
    for survey, periods in (("arg/eph/2018q4", ("2018q4", "2019q1")), ("arg/eph", "1")):
        with pytest.raises(WrongUse, match="HL-STACK-03"):
            survey_ids(survey, dict.fromkeys(periods))


@pytest.mark.parametrize("files", [[], ["a.csv", "--period", "2018q4=b.csv"]])
def test_files_are_named_in_one_of_the_two_ways(
    files: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    out = str(tmp_path / "R")
    assert run(["measure", *files, "--survey", "arg/eph", "--out", out]) == 2
    assert "[HL-USE-08]" in capsys.readouterr().err
