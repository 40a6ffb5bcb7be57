"""Spark and DuckDB give the same bits: the same release, whichever does the sums.

Each test starts Spark on this machine. Without Java it is skipped, and fails where
everything is required.
"""

import gc
import hashlib
from collections.abc import Iterator
from pathlib import Path

import ibis
import pyarrow.parquet as pq
import pytest

from headload.errors import WrongUse
from headload.imaginary import write_parquet
from headload.imaginary.demo import demo_sample
from headload.measure.estimate import estimate
from headload.measure.java import OLDEST_JAVA, java_version, major_version
from headload.measure.pipeline import Task, measure_survey, working_folder
from headload.measure.pipeline.engines import EngineSettings, open_engine
from headload.terms import Persons
from needs import missing, real_data
from unit.estimate.builders import STRATIFIED, mean, plan, rate, total

BUNDLED = "xts/lfs/2025q1"
ECUADOR = "ecuador-enemdu-2021q1/enemdu_2021q1_spss.zip"
SPARK = EngineSettings("spark", threads=2, memory="2GB")


# pyspark leaves sockets to the garbage collector
pytestmark = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)


@pytest.fixture(autouse=True)
def java() -> Iterator[None]:
    if (java_version() or 0) < OLDEST_JAVA:
        missing(f"Java {OLDEST_JAVA} or later", "install openjdk-17-jre-headless")
    yield
    gc.collect()


def bytes_of(release: Path) -> dict[str, str]:
    return {
        path.relative_to(release).as_posix(): hashlib.sha256(
            path.read_bytes()
        ).hexdigest()
        for path in sorted(release.rglob("*"))
        if path.is_file()
    }


def released(task: Task) -> dict[str, str]:
    return bytes_of(measure_survey(task).directory)


def test_the_bundled_survey_is_the_same_release_on_both_engines(tmp_path: Path) -> None:
    written = write_parquet(demo_sample(), tmp_path / "all.parquet").parquet
    names = pq.read_schema(written).names
    reasons = [name for name in names if name.endswith("__missing")]
    file = tmp_path / "sample.parquet"
    pq.write_table(pq.read_table(written).drop_columns(reasons), file)
    here = released(Task(file, BUNDLED, tmp_path / "here"))
    there = released(
        Task(file, BUNDLED, tmp_path / "there", engine="spark", threads=2, memory="2GB")
    )
    assert there == here
    assert "estimates.parquet" in here


def test_ecuador_is_the_same_release_on_both_engines(tmp_path: Path) -> None:
    file = real_data(ECUADOR)
    survey, policy = "ecu/enemdu/2021q1", "public-use"
    here = released(Task(file, survey, tmp_path / "here", policy=policy))
    there = released(
        Task(
            file,
            survey,
            tmp_path / "there",
            policy=policy,
            engine="spark",
            threads=2,
            memory="2GB",
        )
    )
    assert there == here


def test_forty_files_on_spark_are_one_file_on_duckdb(tmp_path: Path) -> None:
    rows = ibis.range(0, 20_000).unnest().name("i").as_table()
    one = tmp_path / "one.parquet"
    i = rows.i
    drawn = rows.mutate(
        stratum=ibis.literal("h") + (i // 2000).cast("string"),
        psu=ibis.literal("p") + (i // 50).cast("string"),
        weight=((i * 7919) % 1000 + 1) / 8.0,
        sex=ibis.cases((i % 3 == 0, "F"), else_="M"),
        employed=(i * 31) % 10 < 6,
        informal=(i * 17) % 10 < 5,
        hours=((i * 13) % 80).cast("float64"),
    )
    connection = ibis.duckdb.connect()
    connection.to_parquet(drawn, one)
    many = tmp_path / "many"
    many.mkdir()
    table = pq.read_table(one)
    for part in range(40):
        # out of order, so that Spark has to bring PSUs together again
        pq.write_table(
            table.take(list(range(part, 20_000, 40))), many / f"{part}.parquet"
        )
    asked = plan(
        total("employed"),
        rate("informal", "employed"),
        mean("hours", "employed"),
        by=((), ("sex",)),
    )
    here = estimate(Persons("s", connection.read_parquet(one)), asked, STRATIFIED)
    with working_folder() as folder, open_engine(SPARK, folder) as spark:
        there = estimate(Persons("s", spark.read_parquet(many)), asked, STRATIFIED)
    assert there == here


def test_spark_leaves_nothing_behind(tmp_path: Path) -> None:
    with working_folder() as folder:
        with open_engine(SPARK, folder) as spark:
            assert spark.sql("SELECT 1 AS one").to_pyarrow()["one"].to_pylist() == [1]
        inside = folder
    assert not inside.exists()


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        (EngineSettings("polars"), "HL-USE-05"),
        (EngineSettings("duckdb", master="local[2]"), "HL-USE-10"),
        (EngineSettings("spark", threads=2, master="local[2]"), "HL-USE-10"),
        (EngineSettings("spark", memory="100MB"), "HL-SPARK-03"),
        (EngineSettings("spark", memory="lots"), "HL-SPARK-03"),
    ],
)
def test_settings_that_cannot_be_met_are_refused_first(settings, code) -> None:
    with pytest.raises(WrongUse) as refusal:
        settings.check()
    assert refusal.value.code == code


def test_a_cluster_that_is_not_there_is_said_to_be(tmp_path: Path) -> None:
    settings = EngineSettings("spark", master="no-such-url", memory="1GB")
    with (
        working_folder() as folder,
        pytest.raises(WrongUse) as refusal,
        open_engine(settings, folder),
    ):
        pass
    assert refusal.value.code == "HL-SPARK-04"


@pytest.mark.parametrize(
    ("printed", "major"),
    [
        ('openjdk version "17.0.15" 2025-04-15', 17),
        ('java version "1.8.0_392"', 8),
        ('openjdk version "21" 2023-09-19', 21),
        ("command not found", None),
    ],
)
def test_the_version_of_java_is_read_off_what_it_prints(printed, major) -> None:
    assert major_version(printed) == major
