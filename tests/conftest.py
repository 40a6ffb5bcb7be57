"""What several tests share: the bundled survey file, drawn once a session."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from headload.imaginary import write_demo_file

settings.register_profile(
    "no-clock", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("no-clock")  # what a test finds does not depend on the machine


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the bundled survey as the office would hand it over."""
    path = tmp_path_factory.mktemp("demo") / "tessara.sav"
    write_demo_file(path)
    return path


@pytest.fixture(autouse=True)
def _calm_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep colour and width of the developer's terminal out of the tests."""
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "120")
