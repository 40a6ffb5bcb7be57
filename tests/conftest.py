"""What all tests share: the bundled survey file, their order, a folder of the run."""

import gc
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import once
from headload.cli.app import SWEEPS, run
from headload.imaginary import write_demo_file
from longest_first import longest_first

settings.register_profile(
    "no-clock", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("no-clock")  # what a test finds does not depend on the machine


def pytest_configure(config: pytest.Config) -> None:
    """Make the folder of the run before its workers start, and take it away after.

    Memory is swept as seldom as in the verbs: these processes make as much.
    """
    gc.set_threshold(*SWEEPS)
    if once.begin():
        config.add_cleanup(once.end)


def pytest_xdist_auto_num_workers() -> int:
    """Have a worker more than cores, since some wait for browsers and for Java."""
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Let workers begin with the longest files; alone, tests keep their order."""
    if hasattr(config, "workerinput"):
        items[:] = longest_first(items)


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the bundled survey as the office would hand it over."""
    path = tmp_path_factory.mktemp("demo") / "tessara.sav"
    write_demo_file(path)
    return path


@pytest.fixture(scope="session")
def demo_release(demo_file: Path) -> Path:
    """Return its release by the standard plan and policy, measured once a run."""

    def measure(folder: Path) -> None:
        arguments = ["measure", str(demo_file), "--survey", "xts/lfs/2025q1", "-q"]
        assert run([*arguments, "--out", str(folder / "R")]) == 0

    return once.once("tessara", measure) / "R"


@pytest.fixture(autouse=True)
def _calm_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep colour and width of the developer's terminal out of the tests."""
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "120")
