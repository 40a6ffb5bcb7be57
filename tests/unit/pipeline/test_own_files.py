"""Known totals and sampling errors that a user brings, from file to release."""

import json
import shutil
from dataclasses import replace
from hashlib import sha256
from importlib import resources
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from headload.errors import BadInput, WrongUse
from headload.imaginary import write_parquet
from headload.imaginary.demo import demo_sample
from headload.measure.pipeline import Task, measure_survey
from headload.measure.pipeline.own_files import with_own_files
from headload.measure.pipeline.periods import parts_of
from headload.releases import read_release

SURVEY = "xts/lfs/2025q1"
KNOWN = """
[calibration]
method = "poststratify"
[[calibration.margins]]
column = "sex"
totals = { F = 600000, M = 404134 }
source = "Census of Tessara"
date = "2025-01-01"
"""
UNRELEASED = """
schema = "headload-design/1"
status = 3
weight = "WGT"
cluster = "household_id"
[note]
en = "The design is not released."
[generalised_variance]
source = "Office of Tessara"
between = "nearest"
whole = "all"
column = "city"
areas = { marenza = "M" }
[generalised_variance.periods]
2025q1 = "2025"
[generalised_variance.note]
en = "Standard errors are those of the office's table."
"""
ERRORS = "area,period,size,error\nall,2025,5000,700\nall,2025,200000,4000\n"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    written = write_parquet(demo_sample(), folder / "all.parquet").parquet
    names = pq.read_schema(written).names
    reasons = [name for name in names if name.endswith("__missing")]
    file = folder / "sample.parquet"
    pq.write_table(pq.read_table(written).drop_columns(reasons), file)
    return file


def atlas(folder: Path, design: str) -> Path:
    """Return an atlas whose one survey has another design."""
    shipped = resources.files("headload") / "surveys" / SURVEY
    with resources.as_file(shipped) as source:
        shutil.copytree(source, folder / SURVEY)
    (folder / SURVEY / "design.toml").write_text(design, "utf-8")
    return folder


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def manifest(release: Path) -> dict:
    content: dict = json.loads((release / "release.json").read_text("utf-8"))
    return content


def test_weights_meet_the_totals_of_a_users_own_file(sample, tmp_path: Path) -> None:
    totals = written(tmp_path, "totals.toml", KNOWN)
    task = Task(sample, SURVEY, tmp_path / "R", policy="public-use")
    plain = measure_survey(task).directory
    made = measure_survey(
        replace(task, out=tmp_path / "S", calibration=totals)
    ).directory
    before, after = (
        read_release(release).find("share-of-women").value / 100
        for release in (plain, made)
    )
    assert after / (1 - after) > 1.3 * before / (1 - before)
    said = manifest(made)
    digest = sha256(KNOWN.encode()).hexdigest()
    assert f"Known totals from the user's own file, sha256 {digest}" in said["notes"]
    assert any("Census of Tessara" in note for note in said["notes"])
    assert "--calibration TOTALS" in json.dumps(said)
    assert str(tmp_path) not in json.dumps(said)


def test_errors_of_an_offices_table_reach_the_release(sample, tmp_path: Path) -> None:
    task = Task(
        sample,
        SURVEY,
        tmp_path / "R",
        policy="public-use",
        atlas=atlas(tmp_path / "atlas", UNRELEASED),
        sampling_errors=written(tmp_path, "errors.csv", ERRORS),
    )
    made = measure_survey(task).directory
    employed = read_release(made).find("employment")
    assert employed is not None
    assert employed.value is not None
    assert employed.value > 200_000
    assert employed.se == pytest.approx(0.02 * employed.value, rel=1e-6)
    said = json.dumps(manifest(made))
    assert "Office of Tessara" in said
    assert "those of the office's table" in said
    assert "The design is not released." not in said
    assert "Table of sampling errors: sha256" in said


def refused(tmp_path: Path, design: str | None = None, **files: Path):
    place = atlas(tmp_path / "atlas", design) if design else None
    parts = parts_of(SURVEY, tmp_path / "none.csv", place)
    with pytest.raises((WrongUse, BadInput)) as refusal:
        with_own_files(parts, **files)
    return refusal.value


def test_a_map_that_describes_no_table_refuses_one(tmp_path: Path) -> None:
    errors = written(tmp_path, "errors.csv", ERRORS)
    assert refused(tmp_path, sampling_errors=errors).code == "HL-USE-11"


def test_a_table_without_the_whole_is_refused(tmp_path: Path) -> None:
    errors = written(tmp_path, "errors.csv", ERRORS.replace("all", "M"))
    found = refused(tmp_path, UNRELEASED, sampling_errors=errors)
    assert (found.code, found.where) == ("HL-USE-12", "errors.csv")
    assert 'no area "all"' in found.what


def test_files_that_are_not_there_or_not_what_they_should_be(tmp_path: Path) -> None:
    missing = tmp_path / "missing"
    assert refused(tmp_path, calibration=missing).code == "HL-USE-12"
    assert "No such file" in refused(tmp_path, UNRELEASED, sampling_errors=missing).what
    unparsable = written(tmp_path, "a.toml", "[calibration")
    assert refused(tmp_path, calibration=unparsable).code == "HL-USE-12"
    empty = written(tmp_path, "b.toml", "x = 1\n")
    assert "no section [calibration]" in refused(tmp_path, calibration=empty).what
    wrong = written(tmp_path, "c.toml", KNOWN.replace("600000", "0"))
    assert refused(tmp_path, calibration=wrong).code == "HL-MAP-17"


def test_without_files_the_parts_stay_as_they_are(tmp_path: Path) -> None:
    parts = parts_of(SURVEY, tmp_path / "none.csv")
    assert with_own_files(parts) == parts
