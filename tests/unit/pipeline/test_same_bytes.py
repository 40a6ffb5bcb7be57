"""The same input gives the same bytes, whatever the machine is doing."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from headload.imaginary import write_parquet
from headload.imaginary.demo import demo_sample
from headload.measure.pipeline import Task, measure_survey

SURVEY = "xts/lfs/2025q1"
FILES = 40


def bytes_of(release: Path) -> dict[str, str]:
    """Return the SHA-256 of every file of a release."""
    return {
        path.relative_to(release).as_posix(): hashlib.sha256(
            path.read_bytes()
        ).hexdigest()
        for path in sorted(release.rglob("*"))
        if path.is_file()
    }


def without_fingerprint(release: Path) -> dict[str, object]:
    """Return the manifest without what it says of the files that came in."""
    manifest: dict[str, object] = json.loads(
        (release / "release.json").read_text("utf-8")
    )
    del manifest["inputs"], manifest["command"]
    return manifest


WORLDS = {
    "Kolkata": {"TZ": "Asia/Kolkata", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "1"},
    "Lima": {"TZ": "America/Lima", "LC_ALL": "C", "PYTHONHASHSEED": "4242"},
}


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    written = pq.read_table(
        write_parquet(demo_sample(), folder / "all.parquet").parquet
    )
    reasons = [name for name in written.column_names if name.endswith("__missing")]
    path = folder / "sample.parquet"
    pq.write_table(written.drop_columns(reasons), path)
    return path


@pytest.fixture(scope="module")
def release(file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("first") / "R"
    return measure_survey(
        Task(file, SURVEY, out, threads=1, policy="public-use")
    ).directory


@pytest.mark.parametrize("threads", [2, 4])
def test_the_number_of_threads_changes_nothing(
    file: Path,
    release: Path,
    tmp_path: Path,
    threads: int,
) -> None:
    other = measure_survey(
        Task(file, SURVEY, tmp_path / "R", threads=threads, policy="public-use")
    ).directory
    assert bytes_of(other) == bytes_of(release)


def test_the_order_of_rows_changes_nothing_but_the_fingerprint_of_the_file(
    file: Path,
    release: Path,
    tmp_path: Path,
) -> None:
    table = pq.read_table(file)
    order = np.random.default_rng(7).permutation(table.num_rows)
    shuffled = tmp_path / "sample.parquet"
    pq.write_table(table.take(order), shuffled)
    other = measure_survey(
        Task(shuffled, SURVEY, tmp_path / "R", policy="public-use")
    ).directory
    ours, theirs = bytes_of(release), bytes_of(other)
    del ours["release.json"], theirs["release.json"]
    assert theirs == ours
    assert without_fingerprint(other) == without_fingerprint(release)


def test_forty_files_change_nothing_but_the_fingerprints_of_the_files(
    file: Path,
    release: Path,
    tmp_path: Path,
) -> None:
    table = pq.read_table(file)
    parts = [tmp_path / f"part-{i:02}.parquet" for i in range(FILES)]
    for i, part in enumerate(parts):
        pq.write_table(table.take(list(range(i, table.num_rows, FILES))), part)
    other = measure_survey(
        Task(parts, SURVEY, tmp_path / "R", policy="public-use")
    ).directory
    ours, theirs = bytes_of(release), bytes_of(other)
    assert "estimates.parquet" in ours
    del ours["release.json"], theirs["release.json"]
    assert theirs == ours
    assert without_fingerprint(other) == without_fingerprint(release)


def test_time_zone_locale_and_hash_seed_change_nothing(
    file: Path, tmp_path: Path
) -> None:
    """The protected release: what is withheld comes from programs over all tables."""
    made = []
    for name, world in WORLDS.items():
        out = tmp_path / name / "R"
        arguments = ["measure", str(file), "--survey", SURVEY, "--out", str(out)]
        subprocess.run(
            [sys.executable, "-m", "headload", *arguments, "-q"],
            check=True,
            env={**os.environ, **world},
        )
        made.append(bytes_of(out))
    assert made[0] == made[1]
