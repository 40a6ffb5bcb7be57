"""Spark and DuckDB give the same bits: the same release, whichever does the sums."""

from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from engines.both import released_by_both
from headload.imaginary import write_parquet
from headload.imaginary.demo import demo_sample
from headload.measure.pipeline import Task
from needs import real_data
from unit.pipeline import waves

BUNDLED = "xts/lfs/2025q1"
ECUADOR = "ecuador-enemdu-2021q1/enemdu_2021q1_spss.zip"
FILES = 40


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    written = write_parquet(demo_sample(), folder / "all.parquet").parquet
    reasons = [n for n in pq.read_schema(written).names if n.endswith("__missing")]
    path = folder / "sample.parquet"
    pq.write_table(pq.read_table(written).drop_columns(reasons), path)
    return path


def test_forty_files_are_one_survey_and_one_release(
    spark_session: Any, file: Path, tmp_path: Path
) -> None:
    many = tmp_path / "many"
    many.mkdir()
    table = pq.read_table(file)
    for i in range(FILES):
        part = table.take(list(range(i, table.num_rows, FILES)))
        pq.write_table(part, many / f"part-{i}.parquet")
    files = sorted(many.iterdir())
    here, there = released_by_both(
        Task(files, BUNDLED, tmp_path / "here", policy="public-use")
    )
    assert there == here
    assert {"estimates.parquet", "derivation.parquet"} <= set(here)


def test_ecuador_is_the_same_release(spark_session: Any, tmp_path: Path) -> None:
    file = real_data(ECUADOR)
    task = Task(file, "ecu/enemdu/2021q1", tmp_path / "here", policy="public-use")
    here, there = released_by_both(task)
    assert there == here


def test_two_periods_and_their_changes_are_the_same_release(
    spark_session: Any, tmp_path: Path
) -> None:
    files = {year: (waves.file(tmp_path, year),) for year in waves.PERIODS}
    atlas = waves.maps(tmp_path)
    task = Task(files, "ttt/lfs", tmp_path / "here", policy="public-use", atlas=atlas)
    here, there = released_by_both(task)
    assert there == here
