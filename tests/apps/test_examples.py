"""The examples of the page about the site do what they say, against a running site."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from apps.conftest import VENDORS, Site
from apps.server import serving
from headload.products.sdmx.structure import id_of
from headload.releases import read_release
from needs import PROJECT

PAGE = PROJECT / "docs" / "how-to" / "site.md"
BLOCK = re.compile(r"```(sh|python|r)\n(.*?)```", re.DOTALL)
FLOW = re.compile(r"DF_ECU_\w+")
PROGRAMS = {
    "sh": ["sh", "-ec"],
    "python": [sys.executable, "-c"],
    "r": ["Rscript", "-e"],
}


def examples() -> list[tuple[str, str]]:
    return BLOCK.findall(PAGE.read_text("utf-8"))


@pytest.fixture(scope="module")
def address(site: Site) -> Iterator[str]:
    with serving() as found:
        yield found


@pytest.mark.parametrize(
    ("language", "text"), examples(), ids=[f"{kind}" for kind, _ in examples()]
)
def test_an_example_runs(
    language: str, text: str, site: Site, address: str, tmp_path: Path
) -> None:
    program = PROGRAMS[language]
    if shutil.which(program[0]) is None:
        pytest.skip(f"{program[0]} is not installed: the example in it was not run")
    manifest = read_release(site.second).manifest
    flow = f"DF_{id_of(manifest.id)}"
    here = text.replace("http://127.0.0.1:8000", address).replace("/ecu/", "/xts/")
    here = FLOW.sub(flow, here)
    here = here.replace("curl ", "curl -sSLf ")
    if "(table,) = " in here:
        here += "\nprint(table.data.to_string())\n"
    run = subprocess.run(
        [*program, here], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    said = run.stdout + "".join(p.read_text("utf-8") for p in tmp_path.iterdir())
    assert "street_vendor" in said or VENDORS in said


def test_there_is_an_example_in_each_language() -> None:
    assert {language for language, _ in examples()} == set(PROGRAMS)
