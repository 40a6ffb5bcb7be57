"""Tutorials are followed literally, each in an empty folder and in its own process."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from docs.followed import BLOCK, alike
from needs import PROJECT

TUTORIALS = PROJECT / "docs" / "tutorial"
FOLLOWED_ELSEWHERE = {"unknown-file.md"}
PAGES = sorted(
    path.name for path in TUTORIALS.glob("*.md") if path.name not in FOLLOWED_ELSEWHERE
)


@pytest.mark.parametrize("page", PAGES)
def test_a_tutorial_leads_where_it_says(page: str, tmp_path: Path) -> None:
    paths = [str(PROJECT / "src"), str(PROJECT / "tests")]
    own = {"PYTHONPATH": os.pathsep.join(paths), "PYTHONUTF8": "1", "DATABASE_URL": ""}
    unset = (
        "HEADLOAD_HOME",
        "HEADLOAD_HTTPS",
        "HEADLOAD_SECOND_STEP",
        "HEADLOAD_HOSTS",
    )
    calm = {"NO_COLOR": "1", "COLUMNS": "120"}
    ran = subprocess.run(
        [sys.executable, "-m", "docs.followed", page],
        cwd=tmp_path,
        env={k: v for k, v in os.environ.items() if k not in unset} | own | calm,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    blocks = len(list(BLOCK.finditer((TUTORIALS / page).read_text("utf-8"))))
    assert int(ran.stdout.splitlines()[-1]) == blocks > 4


def test_every_reader_has_a_tutorial() -> None:
    readers = {"statistician", "organiser", "librarian", "editor", "administrator"}
    assert {f"{each}.md" for each in readers} <= set(PAGES)


@pytest.mark.parametrize(
    ("shown", "said", "same"),
    [
        ("one\ntwo", "one\ntwo\n", True),
        ("one\n…", "one\ntwo\nthree\n", True),
        ("a … c", "a   b c\n", True),
        ("one", "one\ntwo\n", False),
        ("two\none", "one\ntwo\n", False),
        ("…\ntwo", "one\n2\n", False),
    ],
)
def test_what_is_shown_is_compared_with_what_was_said(
    shown: str, said: str, same: bool
) -> None:
    assert alike(shown, said) is same
