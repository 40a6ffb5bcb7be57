"""The public Python API: the rooms by name, loaded when first used."""

import subprocess
import sys
from pathlib import Path

import pytest

import headload as hl


def test_every_public_name_is_there_and_says_what_it_is() -> None:
    assert len(hl.__all__) < 20
    for name in hl.__all__:
        assert getattr(hl, name).__doc__ or name == "__version__"
    assert dir(hl) == sorted(hl.__all__)


def test_a_name_that_does_not_exist_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'estimat'"):
        hl.estimat  # noqa: B018  (asking for it is the test)


def test_importing_headload_loads_no_engine() -> None:
    code = "import sys, headload; print('ibis' in sys.modules)"
    found = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout.strip() == "False"


def test_a_survey_is_measured_from_python(demo_file: Path, tmp_path: Path) -> None:
    task = hl.Task(demo_file, "xts/lfs/2025q1", tmp_path / "R", policy="public-use")
    measured = hl.measure_survey(task)
    release = hl.read_release(measured.directory)
    cell = release.find("informal-employment-rate", sex="F")
    assert cell is not None
    assert cell.value is not None
    assert cell.ci_low is not None
    assert cell.ci_high is not None
    assert cell.ci_low < cell.value < cell.ci_high
    assert cell.n is not None
