"""Domestic workers of Ecuador: a rate with its interval, traced to both sources."""

import json
import os
import subprocess
import sys
from math import exp
from pathlib import Path

import pytest

from apps.measured import ecuador
from needs import PROJECT


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    release = ecuador()
    folder = tmp_path_factory.mktemp("ecuador")
    told = _run(folder, "-m", "apps.ecuador_site", str(release))
    found = json.loads(told.strip().splitlines()[-1])
    assert isinstance(found, dict)
    return found


def _run(folder: Path, *arguments: str) -> str:
    paths = [str(PROJECT / "tests"), str(PROJECT / "src")]
    settings = {
        "HEADLOAD_HOME": str(folder / "site" / "home"),
        "HEADLOAD_HOSTS": "testserver",
        "DJANGO_SETTINGS_MODULE": "headload.apps.site.settings",
        "PYTHONPATH": os.pathsep.join(paths),
    }
    done = subprocess.run(
        [sys.executable, *arguments],
        env=os.environ | settings,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2_000:]
    return done.stdout


def test_a_demonstration_count_gives_a_rate_with_an_interval(said: dict) -> None:
    (rate,) = said["rates"]
    assert rate["refused"] == []
    assert (rate["members_low"], rate["members_high"]) == (5_000, 5_000)
    assert rate["workers"] > 50_000
    assert rate["rate"] == pytest.approx(5_000 / rate["workers"])
    assert rate["low"] == pytest.approx(rate["rate"] * exp(-1.96 * rate["cv"]))
    assert rate["high"] == pytest.approx(rate["rate"] * exp(1.96 * rate["cv"]))
    assert 0 < rate["low"] < rate["rate"] < rate["high"] < 0.2


def test_the_rate_leads_to_the_survey_and_to_who_declared_the_count(said: dict) -> None:
    (rate,) = said["rates"]
    assert f'href="/en/e/{rate["estimate"]}"' in said["trace"]
    assert "Demonstration union" in said["trace"]
    assert "https://example.org/report" in said["trace"]
    assert rate["release"] in said["trace"]
    assert rate["estimate"] in json.dumps(said["figure"])
    assert "Demonstration union" in said["country"]
