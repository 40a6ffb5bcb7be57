"""Argentina, EPH: eight quarters by one map, and INDEC's published figures."""

import csv
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from headload.cli.app import run
from headload.measure.harmonise import find_survey, load_survey
from needs import real_data

QUARTERS = (
    "2003q3",
    "2006q3",
    "2010q1",
    "2014q2",
    "2016q4",
    "2017q1",
    "2018q4",
    "2019q1",
)


@pytest.fixture(scope="module", params=QUARTERS)
def measured(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[str, Path]:
    quarter: str = request.param
    name = f"argentina-eph/base_individual_{quarter.upper().replace('Q', 'T')}.parquet"
    out = tmp_path_factory.mktemp(quarter) / "R"
    arguments = ["measure", str(real_data(name)), "--survey", f"arg/eph/{quarter}"]
    code = run([*arguments, "--out", str(out), "--policy", "public-use", "--quiet"])
    assert code == 0
    return quarter, out


def test_each_quarter_is_measured_and_says_that_the_design_is_incomplete(
    measured: tuple[str, Path],
) -> None:
    _, out = measured
    manifest = json.loads((out / "release.json").read_text("utf-8"))
    assert any("design incomplete" in note.lower() for note in manifest["notes"])
    rows = pq.read_table(out / "estimates.parquet").to_pylist()
    rate = next(
        row for row in rows if row["estimate_id"].endswith(".informal-employment-rate")
    )
    assert 30 < rate["value"] < 65


def test_published_figures_are_met_or_explained(
    measured: tuple[str, Path],
    capsys: pytest.CaptureFixture[str],
) -> None:
    quarter, out = measured
    assert run(["check", str(out), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["checks"]
    text = real_data("argentina-eph/published.csv").read_text("utf-8").splitlines()
    published = [
        row
        for row in csv.DictReader(text)
        if row["indicator"]
        and row["dataset"].endswith(quarter.upper().replace("Q", "T"))
    ]
    assert len(found) == len(published)
    for outcome in found:
        assert outcome["met"] or outcome["explained"]


def test_one_map_serves_all_quarters() -> None:
    folders = {find_survey(f"arg/eph/{quarter}").folder for quarter in QUARTERS}
    assert len(folders) == 1
    old, new = load_survey("arg/eph/2003q3"), load_survey("arg/eph/2019q1")
    differing = {
        name
        for name in {*old.variables, *new.variables}
        if old.variables.get(name) != new.variables.get(name)
    }
    assert differing == {"industry_isic31", "industry_isic4"}
