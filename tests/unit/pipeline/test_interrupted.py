"""Killed at any moment, a measurement leaves the old release or none."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from headload.measure.pipeline.workspace import remove_abandoned, working_folder
from headload.releases import read_release
from unit.cli import doors
from unit.pipeline import waves

KILLS = 14


def command(folder: Path, out: Path, *options: str) -> list[str]:
    file = doors.text(folder, "people.csv", doors.csv_text(doors.people()))
    atlas = doors.maps(folder)
    named = ["--survey", "ttt/lfs/2025", "--atlas", str(atlas), "--out", str(out)]
    return [
        *(sys.executable, "-m", "headload", "measure", str(file)),
        *(*named, *options, "-q"),
    ]


def test_a_killed_measurement_leaves_the_old_release_or_none_and_never_half(
    tmp_path: Path,
) -> None:
    out = tmp_path / "R"
    started = time.monotonic()
    first = command(tmp_path, out, "--policy", "public-use")
    subprocess.run(first, check=True)
    whole = time.monotonic() - started
    old = read_release(out).manifest.id
    moments = random.Random(11)
    second = command(tmp_path, out, "--policy", "confidential", "--forget")
    for _ in range(KILLS):
        process = subprocess.Popen(second, start_new_session=True)
        try:
            process.wait(moments.uniform(0, whole))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        if out.exists():
            found = read_release(out).manifest.id
            assert found == old or ".confidential." in found
    subprocess.run(second, check=True)
    assert ".confidential." in read_release(out).manifest.id
    assert sorted(path.name for path in tmp_path.glob("*R*")) == ["R", "R.private"]


def test_an_interruption_by_the_user_ends_with_130_and_writes_nothing(
    tmp_path: Path,
) -> None:
    out = tmp_path / "out" / "R"
    out.parent.mkdir()
    program = (
        "import importlib, sys\n"
        "m = importlib.import_module('headload.measure.pipeline.measure')\n"
        "from headload.cli.app import run\n"
        "def stop(*a, **k): raise KeyboardInterrupt\n"
        "m.estimate = stop\n"
        "sys.exit(run(sys.argv[1:]))\n"
    )
    arguments = command(tmp_path, out)[3:]
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 130
    assert "nothing was written" in done.stderr
    assert list(out.parent.iterdir()) == []


@pytest.mark.parametrize("named", ["parts", "periods"])
def test_an_interruption_in_the_second_of_several_files_leaves_nothing(
    tmp_path: Path, named: str
) -> None:
    atlas, out = waves.maps(tmp_path), tmp_path / "out" / "R"
    out.parent.mkdir()
    if named == "parts":
        pieces = waves.parts(tmp_path, waves.people("2025"), 3)
        files = [*map(str, pieces), "--survey", "ttt/lfs/2025"]
    else:
        years = [f"{year}={waves.file(tmp_path, year)}" for year in waves.PERIODS]
        files = ["--period", years[0], "--period", years[1], "--survey", "ttt/lfs"]
    program = (
        "import importlib, sys\n"
        "m = importlib.import_module('headload.measure.pipeline.measure')\n"
        "from headload.cli.app import run\n"
        "read, calls = m.read, []\n"
        "def stop(*a, **k):\n"
        "    calls.append(a)\n"
        "    if len(calls) == 2: raise KeyboardInterrupt\n"
        "    return read(*a, **k)\n"
        "m.read = stop\n"
        "sys.exit(run(sys.argv[1:]))\n"
    )
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    arguments = ["measure", *files, "--atlas", str(atlas), "--out", str(out)]
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "TMPDIR": str(temporary)},
    )
    assert done.returncode == 130
    assert "nothing was written" in done.stderr
    assert list(out.parent.iterdir()) == []
    assert list(temporary.iterdir()) == []


def test_the_working_folder_is_private_and_gone_afterwards() -> None:
    with working_folder() as folder:
        assert folder.stat().st_mode & 0o777 == 0o700
    assert not folder.exists()


def test_what_a_killed_process_left_is_removed_and_a_running_one_is_kept(
    tmp_path: Path,
) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    left = tmp_path / f"headload-{gone.pid}-abc"
    kept = tmp_path / f"headload-{os.getpid()}-abc"
    other = tmp_path / "headload-notes-2"
    for folder in (left, kept, other):
        folder.mkdir()
    remove_abandoned(tmp_path)
    assert [left.exists(), kept.exists(), other.exists()] == [False, True, True]
