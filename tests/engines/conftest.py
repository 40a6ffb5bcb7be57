"""One Spark for all tests of a module: it starts slowly, and they are many.

The session belongs to the test run, so the house borrows it, as in a notebook on a
cluster. `test_spark_session.py` lets the house start its own.
"""

import gc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from headload.measure.java import OLDEST_JAVA, java_version
from headload.measure.pipeline.engines import EngineSettings, open_engine
from headload.measure.pipeline.spark.session import _end
from needs import missing

# small data: compiled code that is never reused costs more than it saves
QUICK = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"


@pytest.fixture(scope="module", autouse=True)
def _what_spark_leaves() -> Iterator[None]:
    """Sweep it up here, where its warnings are expected, and not in some later test."""
    yield
    gc.collect()


@pytest.fixture(scope="session")
def java() -> None:
    """Skip without Java; fail where everything is required."""
    if (java_version() or 0) < OLDEST_JAVA:
        missing(f"Java {OLDEST_JAVA} or later", "install openjdk-17-jre-headless")


@pytest.fixture(scope="module")
def spark_session(
    java: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Any]:
    """Return a running Spark on two threads; its Java ends with the module."""
    from pyspark import SparkContext
    from pyspark.sql import SparkSession

    folder = tmp_path_factory.mktemp("spark")
    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.driver.memory", "2g")
        .config("spark.driver.defaultJavaOptions", QUICK)
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.ui.enabled", "false")
        .config("spark.log.level", "OFF")
        .config("spark.local.dir", str(folder))
        .config("spark.sql.shuffle.partitions", "3")
        .config("spark.sql.warehouse.dir", str(folder / "warehouse"))
        .getOrCreate()
    )
    yield session
    session.stop()
    _end(SparkContext._gateway)
    SparkContext._gateway = SparkContext._jvm = None
    gc.collect()


@pytest.fixture
def spark(spark_session: Any, tmp_path: Path) -> Iterator[Any]:
    """Return a connection of the house on the running Spark."""
    with open_engine(EngineSettings("spark"), tmp_path) as connection:
        yield connection


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let pyspark leave its sockets to the garbage collector."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.filterwarnings("ignore::ResourceWarning"))
            item.add_marker(
                pytest.mark.filterwarnings(
                    "ignore::pytest.PytestUnraisableExceptionWarning"
                )
            )
