"""Value added shared out by hours worked: by hand, and through the front door."""

import json
from pathlib import Path

import ibis
import pyarrow.parquet as pq
import pytest

from headload.cli.app import run
from headload.errors import BadInput, WrongUse
from headload.measure.pipeline import Task, measure_survey
from headload.measure.pipeline.value_added import (
    ValueAdded,
    load_value_added,
    with_value_added,
)
from headload.terms import Persons, codelist

NAMES = {
    "branch_of_activity": "branch",
    "employed": "employed",
    "informal_job": "informal",
}
BRANCHES = list(codelist("branch_of_activity").codes)
FILE = """
[value_added]
source = "Accounts of Tessara"
date = "2025"
[value_added.by_branch]
"""


PLAN = """
[[tables]]
id = "T"
title = {en = "T"}
by = [[]]
[[tables.measures]]
indicator = "employment"
kind = "total"
unit = "persons"
of = "employed"
labels = {en = "Employed"}
[[tables.measures]]
indicator = "mean-value-added"
kind = "mean"
unit = "currency"
of = "value_added"
among = "employed"
labels = {en = "Mean value added"}
"""


def shared(accounts: ValueAdded) -> list[float | None]:
    table = ibis.memtable(
        {
            "id": [1, 2, 3, 4, 5, 6],
            "weight": [10.0, 10.0, 20.0, 10.0, 10.0, 10.0],
            "actual_hours": [40, 20, 10, None, 30, 30],
            "branch": ["trade", "trade", "agriculture", "trade", None, "trade"],
            "employed": [True, True, True, True, True, False],
            "informal": [False, True, True, True, True, None],
        },
        schema={
            "id": "int64",
            "weight": "float64",
            "actual_hours": "int64",
            "branch": "string",
            "employed": "boolean",
            "informal": "boolean",
        },
    )
    persons = Persons(survey="x", table=table, constants={}, not_asked=frozenset())
    found = with_value_added(persons, accounts, NAMES).table.order_by("id")
    return found.to_pyarrow()["value_added"].to_pylist()


def accounts(**informal: float) -> ValueAdded:
    amounts = {"trade": 600.0, "agriculture": 50.0}
    return ValueAdded(Path("a.toml"), "Accounts", "2025", amounts, informal)


def test_an_hour_counts_the_same_where_no_productivity_is_told() -> None:
    # trade: 10 x 40 + 10 x 20 = 600 hours for 600; agriculture: 200 hours for 50
    assert shared(accounts()) == pytest.approx([40, 20, 2.5, None, None, None])


def test_an_informal_hour_counts_what_the_file_says() -> None:
    # trade: 400 formal hours and 200 of half the yield: 500 units for 600
    found = shared(accounts(trade=0.5))
    assert found == pytest.approx([48, 12, 2.5, None, None, None])


def test_a_branch_with_workers_and_no_amount_is_refused() -> None:
    lacking = ValueAdded(Path("a.toml"), "A", "2025", {"trade": 1.0}, {})
    with pytest.raises(BadInput, match="agriculture") as refusal:
        shared(lacking)
    assert refusal.value.code == "HL-USE-13"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[value_added", "cannot be read"),
        ("[other]\n", "not one section"),
        (FILE + "fishing = 3", "not a branch"),
        (FILE + "trade = -3", "not a positive number"),
        (FILE + "trade = true", "not a positive number"),
        (FILE.replace("Accounts of Tessara", " ") + "trade = 3", "Source and date"),
        (FILE.replace("[value_added.by_branch]", "year = 3"), "not a key"),
        (FILE, "not a table of amounts"),
    ],
)
def test_a_file_that_cannot_be_is_refused(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "accounts.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match=said):
        load_value_added(path)


def test_a_missing_file_is_refused_before_any_work(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        load_value_added(tmp_path / "none.toml")


def test_one_year_is_not_shared_out_over_several_periods(tmp_path: Path) -> None:
    files = {"2018q4": [tmp_path / "a"], "2019q1": [tmp_path / "b"]}
    task = Task(files, "arg/eph", tmp_path / "R", value_added=tmp_path / "v.toml")
    with pytest.raises(WrongUse, match="several periods"):
        measure_survey(task)


def test_shares_of_value_added_reach_the_release(
    demo_file: Path, tmp_path: Path
) -> None:
    path = tmp_path / "accounts.toml"
    amounts = "".join(f"{code} = {i + 1}\n" for i, code in enumerate(BRANCHES))
    path.write_text(FILE + amounts, encoding="utf-8")
    out = tmp_path / "R"
    arguments = ["measure", str(demo_file), "--survey", "xts/lfs/2025q1", "--quiet"]
    arguments += ["--policy", "public-use", "--out", str(out)]
    assert run([*arguments, "--value-added", str(path)]) == 0
    rows = [
        row
        for row in pq.read_table(out / "estimates.parquet").to_pylist()
        if row["indicator"] == "share-of-value-added" and row["sex"] == "_T"
    ]
    by_job = {row["informality"]: row["value"] for row in rows}
    assert by_job["formal"] + by_job["informal"] == pytest.approx(100)
    assert all(row["se"] > 0 for row in rows if row["informality"] != "_T")
    manifest = json.loads((out / "release.json").read_text("utf-8"))
    assert any("upper bound" in note for note in manifest["notes"])
    assert not any("value_added" in each for each in manifest["warnings"])
    assert "--value-added ACCOUNTS" in manifest["command"]


def test_a_plan_of_ones_own_is_told_that_accounts_are_lacking(
    demo_file: Path, demo_release: Path, tmp_path: Path
) -> None:
    plan = tmp_path / "plan.toml"
    plan.write_text(PLAN, encoding="utf-8")
    arguments = ["measure", str(demo_file), "--survey", "xts/lfs/2025q1", "--quiet"]
    arguments += ["--policy", "public-use", "--plan", str(plan)]
    assert run([*arguments, "--out", str(tmp_path / "R")]) == 0
    manifest = json.loads((tmp_path / "R" / "release.json").read_text("utf-8"))
    assert any("value_added is not available" in each for each in manifest["warnings"])
    manifest = json.loads((demo_release / "release.json").read_text("utf-8"))
    assert not any("value_added" in each for each in manifest["warnings"])
