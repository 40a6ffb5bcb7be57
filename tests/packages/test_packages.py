"""What is handed out: built alike twice, measures alone, and says what an extra adds.

Environments are made by `uv` from its cache, which `make` has filled: the same versions
are locked for the core and for those who work on Headload.
"""

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from apps.made_site import put
from needs import PROJECT, missing

LOCKED = PROJECT / "requirements"


@dataclass(frozen=True)
class Installed:
    """An environment of its own with the wheel, and nothing of this checkout."""

    place: Path

    def run(self, *words: str, **named: str) -> subprocess.CompletedProcess[str]:
        """Run a program of the environment."""
        here = {
            name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ
        }
        program, *rest = words
        return subprocess.run(
            [str(self.place / "bin" / program), *rest],
            cwd=self.place,
            env=here | {"NO_COLOR": "1", "COLUMNS": "120"} | named,
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build both packages twice, which fails where the bytes differ."""
    folder = tmp_path_factory.mktemp("packages")
    ran = subprocess.run(
        [str(PROJECT / ".ci" / "package"), sys.executable, str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return folder


@pytest.fixture(scope="module")
def core(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installed]:
    """Install the wheel with what is locked for the core; measure the demo by it."""
    place = tmp_path_factory.mktemp("core") / "environment"
    _uv("venv", "--python", sys.executable, str(place))
    _install(place, "--require-hashes", "-r", str(LOCKED / "core.txt"))
    _install(place, "--no-deps", str(_only(built, "*.whl")))
    ran = Installed(place).run("headload", "demo", "--out", "demo")
    assert ran.returncode == 0, ran.stderr
    yield Installed(place)
    shutil.rmtree(place)


@pytest.fixture(scope="module")
def web(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installed]:
    """Install the wheel with the website, as locked for its container."""
    place = tmp_path_factory.mktemp("web") / "environment"
    _uv("venv", "--python", sys.executable, str(place))
    _install(place, "--require-hashes", "-r", str(LOCKED / "site.txt"))
    _install(place, "--no-deps", str(_only(built, "*.whl")))
    yield Installed(place)
    shutil.rmtree(place)


def _install(place: Path, *words: str) -> None:
    _uv("pip", "install", "--python", str(place / "bin" / "python"), *words)


def _uv(*words: str) -> None:
    beside = Path(sys.executable).parent / "uv"
    program = str(beside) if beside.exists() else shutil.which("uv")
    if program is None:
        missing("uv", "install what requirements/uv.txt names (make does)")
    ran = subprocess.run(
        [program, "--quiet", *words], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr


def _only(folder: Path, pattern: str) -> Path:
    (found,) = folder.glob(pattern)
    return found


def test_a_package_is_the_same_to_the_byte_wherever_it_is_built(built: Path) -> None:
    assert _only(built, "*.whl").stat().st_size > 1_000_000
    assert _only(built, "*.tar.gz").stat().st_size > 1_000_000


def test_the_packages_have_what_a_reader_needs_and_nothing_of_this_machine(
    built: Path,
) -> None:
    with tarfile.open(_only(built, "*.tar.gz")) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
        owners = {(each.uid, each.uname) for each in archive.getmembers()}
    assert {"LICENSE", "CITATION.cff", "requirements/core.txt", "Makefile"} <= names
    assert not [name for name in names if "/.venv/" in f"/{name}" or "__pyc" in name]
    assert owners == {(0, "")}
    with zipfile.ZipFile(_only(built, "*.whl")) as archive:
        wheel = set(archive.namelist())
    shipped = {
        path.relative_to(PROJECT / "src").as_posix()
        for path in (PROJECT / "src" / "headload").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert shipped <= wheel
    assert {name.split("/")[0] for name in wheel - shipped} == {
        f"headload-{_only(built, '*.whl').name.split('-')[1]}.dist-info"
    }


def test_the_core_measures_the_bundled_survey_without_the_website(
    core: Installed,
) -> None:
    assert (core.place / "demo" / "release" / "estimates.parquet").is_file()
    audited = core.run("headload", "audit", "demo/release")
    assert audited.returncode == 0, audited.stdout + audited.stderr
    for name in ("django", "wagtail", "pyspark", "altair", "typst"):
        assert core.run("python", "-c", f"import {name}").returncode == 1, name


@pytest.mark.parametrize(
    ("words", "code", "to_do"),
    [
        ("site init", "HL-SITE-01", 'pip install "headload[web]"'),
        ("library import works.bib", "HL-SITE-01", 'pip install "headload[web]"'),
        ("voice import laws", "HL-SITE-01", 'pip install "headload[web]"'),
        ("network import folder", "HL-SITE-01", 'pip install "headload[web]"'),
        ("publish demo/release", "HL-PUB-06", "headload[publish]"),
        (
            "measure demo/tessara.sav --survey xts/lfs/2025q1 --out S --engine spark",
            "HL-SPARK-01",
            'pip install "headload[spark]"',
        ),
    ],
)
def test_a_command_whose_software_is_an_extra_says_which(
    core: Installed, words: str, code: str, to_do: str
) -> None:
    ran = core.run("headload", *words.split())
    assert ran.returncode == 2, ran.stdout + ran.stderr
    assert code in ran.stderr
    assert to_do in " ".join(ran.stderr.split())


def test_the_extra_of_the_website_brings_a_site_that_answers(
    web: Installed, tmp_path: Path
) -> None:
    assert web.run("headload", "site", "--help").returncode == 0
    put("loaded", tmp_path / "site")
    where = {"HEADLOAD_HOME": str(tmp_path / "site" / "home")}
    ran = web.run("python", "-c", _ASKS, **where, HEADLOAD_HOSTS="testserver")
    assert ran.stdout.split() == ["200"] * 4, ran.stderr


_ASKS = """
from headload.cli.site import ready
ready()
from django.test import Client
for page in ("/en/", "/es/numbers/", "/fr/library/", "/en/organisations/"):
    print(Client().get(page).status_code)
"""
