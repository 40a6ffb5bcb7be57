"""The tests of the site pass on PostgreSQL too, in a server of their own."""

import os
import subprocess
import sys

from apps.postgresql import running
from needs import PROJECT

PYTEST = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider")
ELSEWHERE = (
    "*in_a_browser.py",
    "test_on_postgresql.py",
    "test_backup.py",
    "test_representation_in_ecuador.py",
    "test_rights_*.py",
    "test_withdrawn_is_gone.py",
    "test_harvest.py",
    "test_examples.py",
    "test_offline.py",
    "test_network_readers.py",
    "test_versions_before.py",
    "test_network_import.py",
    "test_representation_of_the_seed.py",
    "test_lists_of_the_ilo.py",
    "test_pages_of_the_site.py",
    "test_own_wins.py",
)
"""Not run again here: what needs a browser, this file, backups and sites of versions
before, whose own tests move a site to PostgreSQL and back, Ecuador's site, whose
database must be its own, who may open which of 600 addresses, which is decided before a
database is asked, crawls after a withdrawal, which ask no query that no other test here
asks, what reads answers of other machines, workbooks and files, and five files whose
questions are asked here too: all but 18 of the 2,768 kinds of statements that were
counted in November 2026."""


def test_the_tests_of_the_site_pass_on_postgresql() -> None:
    with running() as server:
        run = subprocess.run(
            [
                *PYTEST,
                *(f"--ignore-glob=*/apps/{name}" for name in ELSEWHERE),
                "tests/apps",
            ],
            cwd=PROJECT,
            env={**os.environ, "DATABASE_URL": server},
            capture_output=True,
            text=True,
            check=False,
        )
    assert run.returncode == 0, run.stdout[-3000:]
    assert " passed" in run.stdout
