"""Argentina, EPH: eight quarters by one map, and INDEC's published figures."""

import csv
import json
import math
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from headload.cli.app import run
from headload.measure.harmonise import find_survey, load_survey
from headload.releases import ReleasedEstimate, read_release
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


@pytest.fixture(scope="module")
def two_quarters(
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, ReleasedEstimate]:
    out = tmp_path_factory.mktemp("change") / "R"
    arguments = ["measure", "--survey", "arg/eph", "--policy", "public-use", "--quiet"]
    for period, name in (("2018q4", "2018T4"), ("2019q1", "2019T1")):
        file = real_data(f"argentina-eph/base_individual_{name}.parquet")
        arguments += ["--period", f"{period}={file}"]
    assert run([*arguments, "--out", str(out)]) == 0
    return {cell.estimate_id: cell for cell in read_release(out).estimates}


@pytest.mark.parametrize(
    ("indicator", "value", "se", "apart"),
    [
        ("informal-employment-rate", -0.1404, 0.6658, 0.7942),
        ("informal-employment", 66_704, 126_564, 142_542),
    ],
)
def test_a_change_knows_the_households_that_two_quarters_share(
    two_quarters: dict[str, ReleasedEstimate],
    indicator: str,
    value: float,
    se: float,
    apart: float,
) -> None:
    # 8,180 of 19,338 households of 2019 Q1 were interviewed in 2018 Q4 too
    change = two_quarters[f"arg-eph-2018q4-2019q1.{indicator}-difference"]
    first, second = (
        two_quarters[f"arg-eph-{quarter}.{indicator}"]
        for quarter in ("2018q4", "2019q1")
    )
    assert (change.value, change.se) == pytest.approx((value, se), rel=2e-3)
    assert math.hypot(first.se or 0, second.se or 0) == pytest.approx(apart, rel=2e-3)
    assert change.time_period == "2018-Q4/2019-Q1"


def test_the_offices_table_gives_wider_and_fewer_figures(tmp_path: Path) -> None:
    file = real_data("argentina-eph/base_individual_2017T1.parquet")
    table = real_data("argentina-eph/errores_muestrales.csv")
    asked = ["measure", str(file), "--survey", "arg/eph/2017q1", "--quiet"]
    asked += ["--policy", "public-use", "--out", str(tmp_path / "R")]
    assert run([*asked, "--sampling-errors", str(table)]) == 0
    found = read_release(tmp_path / "R")
    assert any("INDEC, Errores de muestreo" in note for note in found.manifest.notes)
    employed = found.find("employment")
    assert employed is not None
    # above 2.9 million persons its CV, 42,829 of them, is kept
    assert employed.cv == pytest.approx(42_829 / 2_900_000, rel=1e-6)
    rate = found.find("informal-employment-rate")
    assert rate is not None
    assert (rate.value, rate.se) == pytest.approx((49.2267, 0.7270), abs=1e-4)
    hours = found.find("mean-actual-hours")
    assert hours is None or hours.value is None
