"""Ecuador's release, measured once a run from the file beside the project."""

import subprocess
import sys
from pathlib import Path

import pytest

from needs import real_data
from once import once

MOST = 60
"""Seconds that the measurement may take here."""


def ecuador() -> Path:
    """Return the folder of the release, or skip where there is no file or no time."""
    file = real_data("ecuador-enemdu-2021q1/enemdu_2021q1_spss.zip")

    def measure(folder: Path) -> None:
        what = [str(file), "--survey", "ecu/enemdu/2021q1", "--policy", "public-use"]
        where = ["--quiet", "--out", str(folder / "release")]
        command = [sys.executable, "-m", "headload", "measure", *what, *where]
        subprocess.run(command, check=True, timeout=MOST)

    try:
        return once("ecuador", measure) / "release"
    except subprocess.TimeoutExpired:
        pytest.skip(f"measuring Ecuador's file takes more than {MOST} s here")
