"""A Spark that the house starts: silent, private, gone at the end; or refused."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from headload.errors import WrongUse
from headload.measure.java import java_version, major_version
from headload.measure.pipeline import Task, measure_survey
from headload.measure.pipeline.engines import EngineSettings, open_engine
from headload.measure.pipeline.spark import session as session_module
from headload.measure.pipeline.spark.dialect import java as replacement_of
from headload.measure.pipeline.spark.options import heap, is_local, options_of
from unit.pipeline import waves

SMALL = EngineSettings("spark", threads=1, memory="1GB")
SAME = ("estimates.parquet", "derivation.parquet", "release.json")


def command(folder: Path, *options: str) -> list[str]:
    file, atlas = waves.file(folder, "2025"), waves.maps(folder)
    asked = ["measure", str(file), "--survey", "ttt/lfs/2025", "--atlas", str(atlas)]
    return [
        *(sys.executable, "-m", "headload", *asked, "--out", str(folder / "R")),
        *("--policy", "public-use", "--engine", "spark", "--memory", "1GB", *options),
    ]


def world(folder: Path) -> dict[str, str]:
    """Return an environment with a temporary folder of its own, blank included."""
    temporary = folder / "tmp dir"
    temporary.mkdir()
    return {**os.environ, "TMPDIR": str(temporary)}


def programs(word: str) -> list[str]:
    """Return the command lines that run and hold a word."""
    found = []
    for place in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = place.read_text("utf-8", errors="replace")
        except OSError:  # it has ended meanwhile
            continue
        if word in line:
            found.append(line)
    return found


def test_a_measurement_on_the_command_line_is_silent_and_leaves_nothing(
    java: None, tmp_path: Path
) -> None:
    environment = world(tmp_path)
    done = subprocess.run(
        command(tmp_path, "--threads", "1", "--quiet"),
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env=environment,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    left = {path.relative_to(tmp_path).parts[0] for path in tmp_path.rglob("*")}
    assert left == {"atlas", "people-2025.csv", "R", "R.private", "tmp dir"}
    assert list((tmp_path / "tmp dir").iterdir()) == []
    assert programs(str(tmp_path)) == []
    task = Task(
        tmp_path / "people-2025.csv",
        "ttt/lfs/2025",
        tmp_path / "here",
        policy="public-use",
        atlas=tmp_path / "atlas",
    )
    here = measure_survey(task).directory
    for name in SAME:
        assert (tmp_path / "R" / name).read_bytes() == (here / name).read_bytes()


def test_an_interruption_ends_with_130_and_leaves_neither_files_nor_java(
    java: None, tmp_path: Path
) -> None:
    process = subprocess.Popen(
        command(tmp_path, "--threads", "1", "--quiet"),
        cwd=tmp_path,
        env=world(tmp_path),
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    temporary = tmp_path / "tmp dir"
    # Spark has started as soon as it has made a place for what it spills
    while not _spills(temporary):
        assert process.poll() is None
        time.sleep(0.1)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert said == b"Interrupted; nothing was written.\n"
    assert list(temporary.iterdir()) == []
    assert not (tmp_path / "R").exists()
    assert programs(str(tmp_path)) == []


def _spills(temporary: Path) -> bool:
    """Tell whether Spark has a place to spill to; folders come and go meanwhile."""
    try:
        return any(temporary.rglob("blockmgr-*"))
    except FileNotFoundError:
        return False


def test_a_session_of_ours_ends_with_its_java_and_the_next_one_starts(
    java: None, tmp_path: Path
) -> None:
    before = signal.getsignal(signal.SIGINT)
    for _ in range(2):
        with open_engine(SMALL, tmp_path) as spark:
            assert spark.sql("SELECT 1 AS one").to_pyarrow()["one"].to_pylist() == [1]
            assert programs(f"java.io.tmpdir={tmp_path}")
        assert programs(f"java.io.tmpdir={tmp_path}") == []
        assert signal.getsignal(signal.SIGINT) is before


@pytest.mark.parametrize("master", ["no-such-url", "spark://127.0.0.1:1,"])
def test_a_cluster_that_is_not_there_is_said_to_be(
    java: None, tmp_path: Path, master: str
) -> None:
    settings = EngineSettings("spark", master=master, memory="1GB")
    with pytest.raises(WrongUse) as refusal, open_engine(settings, tmp_path):
        pass
    assert refusal.value.code == "HL-SPARK-04"
    assert master in str(refusal.value)
    assert programs(f"java.io.tmpdir={tmp_path}") == []


class Elsewhere:
    """A cluster whose machines write onto disks of their own."""

    def range(self, _: int) -> Any:
        return self

    @property
    def write(self) -> Any:
        return SimpleNamespace(parquet=lambda _: None)


def test_a_cluster_that_does_not_see_the_working_folder_is_refused(
    tmp_path: Path,
) -> None:
    with pytest.raises(WrongUse, match="TMPDIR") as refusal:
        session_module._refuse_folder_not_shared(Elsewhere(), tmp_path)
    assert refusal.value.code == "HL-SPARK-05"


def test_a_session_with_another_master_is_not_used_in_its_place() -> None:
    running = SimpleNamespace(sparkContext=SimpleNamespace(master="local[2]"))
    with (
        pytest.raises(WrongUse) as refusal,
        session_module._lent(running, "spark://host:7077"),
    ):
        pass
    assert refusal.value.code == "HL-SPARK-06"


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
def test_settings_that_cannot_be_met_are_refused_first(
    java: None, settings: EngineSettings, code: str
) -> None:
    with pytest.raises(WrongUse) as refusal:
        settings.check()
    assert refusal.value.code == code


def test_without_pyspark_the_refusal_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(session_module, "find_spec", lambda _: None)
    with pytest.raises(WrongUse, match=r"headload\[spark\]") as refusal:
        EngineSettings("spark").check()
    assert refusal.value.code == "HL-SPARK-01"


@pytest.mark.parametrize(
    ("script", "said"),
    [
        (None, "Spark needs Java"),
        ("echo 'openjdk version \"11.0.2\"' >&2", "Java 11 is too old for Spark"),
        ("echo nonsense", "Spark needs Java"),
    ],
    ids=["missing", "too old", "nonsense"],
)
def test_without_a_java_that_runs_spark_the_refusal_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, script: str | None, said: str
) -> None:
    home = tmp_path / "java"
    (home / "bin").mkdir(parents=True)
    if script:
        program = home / "bin" / "java"
        program.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
        program.chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(home))
    with pytest.raises(WrongUse, match=said) as refusal:
        EngineSettings("spark").check()
    assert refusal.value.code == "HL-SPARK-02"
    assert "openjdk-17-jre-headless" in refusal.value.to_do


def test_without_java_on_the_path_there_is_none(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert java_version() is None


@pytest.mark.parametrize(
    ("printed", "major"),
    [
        ('openjdk version "17.0.15" 2025-04-15', 17),
        ('java version "1.8.0_392"', 8),
        ('openjdk version "21" 2023-09-19', 21),
        ("command not found", None),
    ],
)
def test_the_version_of_java_is_read_off_what_it_prints(
    printed: str, major: int | None
) -> None:
    assert major_version(printed) == major


@pytest.mark.parametrize(
    ("written", "java"),
    [
        ("2GB", "1907m"),
        ("1.5 GiB", "1536m"),
        ("700m", "667m"),
        ("1TiB", "1048576m"),
    ],
)
def test_memory_is_given_to_java_in_whole_mebibytes(written: str, java: str) -> None:
    assert heap(written) == java


def test_a_quarter_of_the_machine_is_the_memory_by_default() -> None:
    machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20
    assert int(heap(None).removesuffix("m")) == pytest.approx(machine / 4, abs=512)


@pytest.mark.parametrize(
    ("master", "here"),
    [
        ("local", True),
        ("local[4]", True),
        ("local-cluster[2,1,1024]", False),
        ("spark://host:7077", False),
        ("yarn", False),
    ],
)
def test_what_is_of_this_machine_is_not_asked_of_a_cluster(
    tmp_path: Path, master: str, here: bool
) -> None:
    assert is_local(master) is here
    options = options_of(tmp_path, master, "1024m")
    assert options["spark.sql.ansi.enabled"] == "true"
    assert options["spark.ui.enabled"] == "false"
    assert ("spark.driver.memory" in options) is here
    assert ("spark.local.dir" in options) is here
    assert ("spark.executor.memory" in options) is not here


@pytest.mark.parametrize(
    ("ibis", "java"),
    [(r"\1", "$1"), (r"\2-\1", "$2-$1"), ("5$", r"5\$"), ("plain", "plain")],
)
def test_groups_in_replacements_are_written_as_java_does(ibis: str, java: str) -> None:
    assert replacement_of(ibis) == java
