"""Words of plans: editions of the standards, and what only some plans use."""

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from headload.cli.app import run
from headload.errors import WrongUse
from headload.measure.pipeline import words_for
from headload.measure.pipeline.plan_source import plan_source, text_of
from headload.measure.pipeline.words import with_words_of

SURVEY = "xts/lfs/2025q1"


def measured(file: Path, out: Path, *options: str) -> tuple[list[dict], dict]:
    arguments = ["measure", str(file), "--survey", SURVEY, "--out", str(out)]
    assert run([*arguments, "--policy", "public-use", "--quiet", *options]) == 0
    rows = pq.read_table(out / "estimates.parquet").to_pylist()
    return rows, json.loads((out / "release.json").read_text("utf-8"))


def test_an_edition_that_is_not_shipped_is_refused_with_the_ones_that_are() -> None:
    with pytest.raises(WrongUse, match="icls17, icls21") as refusal:
        words_for("icls15", 19)
    assert refusal.value.code == "HL-USE-03"


def test_a_plan_that_is_neither_a_file_nor_shipped_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="editions") as refusal:
        plan_source(tmp_path / "none.toml")
    assert refusal.value.code == "HL-USE-07"


def test_the_standard_plan_derives_nothing_of_other_editions() -> None:
    words = with_words_of(words_for("icls17", 19), text_of(plan_source(None)))
    assert words.further == {}
    assert words.in_any_job == ()


def test_the_sectors_of_the_21st_icls_have_their_own_codes_and_labels(
    demo_file: Path,
    tmp_path: Path,
) -> None:
    rows, manifest = measured(demo_file, tmp_path / "R", "--standard", "icls21")
    sectors = {row["sector_of_unit"] for row in rows} - {"_T"}
    third = "household_and_community_sector"
    assert sectors == {"formal_sector", "informal_sector", third}
    labels = json.loads((tmp_path / "R" / "codelists.json").read_text("utf-8"))
    assert labels["sector_of_unit"][third]["en"].startswith("Household own-use")
    assert {row["standard"] for row in rows} == {"icls21/icls19"}
    assert any("to be confirmed" in note for note in manifest["notes"])


def test_published_figures_are_compared_by_the_edition_they_were_made_with(
    demo_file: Path,
    tmp_path: Path,
) -> None:
    measured(demo_file, tmp_path / "R", "--standard", "icls21")
    assert run(["check", str(tmp_path / "R"), "--json"]) == 0


def test_the_two_editions_are_crossed_whatever_the_standard_of_the_release(
    demo_file: Path,
    tmp_path: Path,
) -> None:
    by_17, manifest = measured(demo_file, tmp_path / "A", "--plan", "editions")
    by_21, _ = measured(
        demo_file, tmp_path / "B", "--plan", "editions", "--standard", "icls21"
    )
    for rows in (by_17, by_21):
        rates = {
            row["indicator"]: row["value"]
            for row in rows
            if row["table_id"] == "T20" and row["sex"] == row["status"] == "_T"
        }
        assert rates["informal-employment-rate-icls17"] == pytest.approx(73.4799162839)
        assert rates["informal-employment-rate-icls21"] == pytest.approx(73.3404154544)
    moved = [
        row["reason_17_21"]
        for row in by_17
        if row["indicator"] == "jobs-moved-to-informal" and row["value"]
    ]
    assert set(moved) == {"dependent_contractor"}
    # a share of a half that is known is not a share: left out, and said
    assert {row["status_at_work"] for row in by_17 if "status_at_work" in row} <= {"_T"}
    assert any("status_at_work is unknown for" in note for note in manifest["notes"])


def test_exclusive_groups_add_up_to_employment(
    demo_file: Path,
    tmp_path: Path,
) -> None:
    rows, _ = measured(demo_file, tmp_path / "R", "--plan", "groups")
    shares = [
        row["value"]
        for row in rows
        if row["indicator"] == "share-of-employment"
        and row["worker_group_exclusive"] != "_T"
        and row["sex"] == row["urban"] == "_T"
    ]
    assert len(shares) == 11
    assert sum(shares) == pytest.approx(100)
