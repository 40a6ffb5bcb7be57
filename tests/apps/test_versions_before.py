"""A site that any version before wrote comes up in this one with all that it had."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from apps.made_site import SETTINGS
from needs import PROJECT

VERSIONS = sorted((Path(__file__).parent / "versions").glob("*.zip"))
LOOK = """
import json, sys
import django
django.setup()
from django.apps import apps
from django.test import Client
rows = {m._meta.label_lower: m._base_manager.count() for m in apps.get_models(
    include_auto_created=True)}
pages = {each: Client().get(each).status_code for each in json.loads(sys.argv[1])}
print(json.dumps([rows, pages]))
"""
OWN_TO_A_VERSION = {
    "auth.permission",  # each version may have more of them
    "contenttypes.contenttype",
    "common.job",
}
"""Tables of which a later version may have more rows after it came up."""


def _run(home: Path, *command: str) -> str:
    environment = SETTINGS | {
        "HEADLOAD_HOME": str(home),
        "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "headload.apps.site.settings",
        "PYTHONPATH": str(PROJECT / "src"),
        "PATH": "/usr/bin:/bin",
    }
    ran = subprocess.run(
        [sys.executable, *command],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def test_there_is_a_site_of_the_first_version() -> None:
    assert "0.1.0.zip" in {path.name for path in VERSIONS}


@pytest.mark.parametrize("path", VERSIONS, ids=lambda path: path.stem)
def test_a_site_of_a_version_before_comes_up_whole(path: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    _run(home, "-m", "headload", "site", "restore", str(path))
    pages = list(json.loads(path.with_suffix(".json").read_text("utf-8")).values())
    counted, answers = json.loads(_run(home, "-c", LOOK, json.dumps(pages)))
    assert answers == dict.fromkeys(pages, 200)
    with zipfile.ZipFile(path) as found:
        told = json.loads(found.read("manifest.json"))
    before = {
        part["name"].removeprefix("database/").removesuffix(".jsonl"): part["rows"]
        for part in told["parts"]
        if part["rows"]
    }
    assert before["headload_network.event"] > 100
    for name, rows in before.items():
        if name in OWN_TO_A_VERSION:
            assert counted[name] >= rows, name
        else:
            assert counted[name] == rows, name
    files = [
        part for part in told["parts"] if part["name"].startswith("files/releases/")
    ]
    assert files
    for part in files:
        there = home / part["name"].removeprefix("files/")
        assert there.stat().st_size == part["bytes"]
