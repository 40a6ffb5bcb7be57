"""A map whose weights meet known totals, from file to release."""

import csv
import shutil
from dataclasses import replace
from importlib import resources
from pathlib import Path

import pyarrow.parquet as pq

from headload.imaginary import write_parquet
from headload.imaginary.demo import demo_sample
from headload.measure.pipeline import Task, measure_survey

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


def test_a_release_rests_on_calibrated_weights_and_says_so(tmp_path: Path) -> None:
    atlas = tmp_path / "atlas"
    shipped = resources.files("headload") / "surveys" / SURVEY
    with resources.as_file(shipped) as folder:
        shutil.copytree(folder, atlas / SURVEY)
    design = atlas / SURVEY / "design.toml"
    design.write_text(design.read_text("utf-8") + KNOWN, "utf-8")
    written = write_parquet(demo_sample(), tmp_path / "all.parquet").parquet
    names = pq.read_schema(written).names
    reasons = [name for name in names if name.endswith("__missing")]
    file = tmp_path / "sample.parquet"
    pq.write_table(pq.read_table(written).drop_columns(reasons), file)

    def share_of_women(release: Path) -> float:
        with (release / "tables" / "t10-women.csv").open(encoding="utf-8") as table:
            rows = {row["estimate_id"]: row for row in csv.DictReader(table)}
        return float(rows["xts-lfs-2025q1.share-of-women"]["value"]) / 100

    task = Task(file, SURVEY, tmp_path / "A", policy="public-use")
    plain = measure_survey(task).directory
    made = measure_survey(replace(task, out=tmp_path / "B", atlas=atlas)).directory
    before, after = share_of_women(plain), share_of_women(made)
    assert after / (1 - after) > 1.3 * before / (1 - before)
    manifest = (made / "release.json").read_text("utf-8")
    assert "post-stratified to known totals of sex (Census of Tessara" in manifest
