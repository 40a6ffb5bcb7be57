"""Ecuador, ENEMDU 2021 Q1: the 17th and the 21st ICLS on one file, and the choices.

The questionnaire asks nothing about dependence on a client, the destination of
products or the insurance of family workers, so no job can move between editions.
"""

import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from headload.cli.app import run
from needs import real_data

SURVEY = "ecu/enemdu/2021q1"
DIMENSIONS = ("sex", "urban", "city", "status", "activity", "worker_group")
RATE = "informal-employment-rate"


def measured(out: Path, *options: str) -> list[dict[str, Any]]:
    file = real_data("ecuador-enemdu-2021q1/enemdu_2021q1_spss.zip")
    arguments = ["measure", str(file), "--survey", SURVEY, "--out", str(out)]
    assert run([*arguments, "--policy", "public-use", "--quiet", *options]) == 0
    rows: list[dict[str, Any]] = pq.read_table(out / "estimates.parquet").to_pylist()
    return rows


def total(rows: list[dict[str, Any]], indicator: str, **dimensions: str) -> float:
    wanted = {name: "_T" for name in DIMENSIONS if name in rows[0]} | dimensions
    found = [
        row["value"]
        for row in rows
        if row["indicator"] == indicator
        and all(row[name] == code for name, code in wanted.items())
    ]
    assert len(found) == 1
    return float(found[0])


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("crossed") / "R"


@pytest.fixture(scope="module")
def crossed(out: Path) -> list[dict[str, Any]]:
    return measured(out, "--plan", "editions")


def test_the_release_says_which_questions_would_tell_the_editions_apart(
    crossed: list[dict[str, Any]],
    out: Path,
) -> None:
    notes = " ".join(json.loads((out / "release.json").read_text("utf-8"))["notes"])
    for words in ("to be confirmed", "Dependence", "destination", "family workers"):
        assert words in notes


def test_no_job_moves_where_no_question_tells_the_editions_apart(
    crossed: list[dict[str, Any]],
) -> None:
    assert total(crossed, f"{RATE}-icls17") == pytest.approx(64.5676172449)
    assert total(crossed, f"{RATE}-icls21") == pytest.approx(64.5676172449)
    shares = [
        total(crossed, "share-of-employment-by-editions", informality_17_21=both)
        for both in ("formal_by_both", "informal_by_both")
    ]
    assert sum(shares) == pytest.approx(100)


def test_own_account_workers_not_asked_about_dependence_are_counted(
    crossed: list[dict[str, Any]],
) -> None:
    own_account = total(crossed, "dependence-not-asked-share")
    assert own_account == pytest.approx(35.8565051485)


def test_the_sector_of_each_edition_is_as_measured_on_this_file(
    crossed: list[dict[str, Any]],
) -> None:
    found = [total(crossed, f"informal-sector-share-icls{n}") for n in (15, 17, 21)]
    assert found == pytest.approx([30.6046383381, 47.5444247942, 47.5536068644])


def test_the_choices_left_open_move_the_rate_by_less_than_a_tenth_of_a_point(
    tmp_path: Path,
) -> None:
    rows = measured(tmp_path / "R", "--standard", "icls17", "--sensitivity")
    supposed = {
        row["indicator"]: row["value"]
        for row in rows
        if row["indicator"].startswith(f"{RATE}-if-") and row["sex"] == "_T"
    }
    assert len(supposed) == 5
    low, high = min(supposed.values()), max(supposed.values())
    assert low == pytest.approx(64.543, abs=5e-4)
    assert low < 64.5676172449 <= high < 64.65
