"""Which files of tests take longest: workers begin with them.

A long file that comes last leaves every other worker idle. Seconds are those of the
processor on one machine in November 2026; only their order matters.
"""

from collections.abc import Sequence
from pathlib import Path

import pytest

SECONDS = {
    "apps/test_on_postgresql.py": 420,
    "apps/test_in_a_browser.py": 150,
    "engines/test_spark_agrees.py": 140,
    "apps/test_backup.py": 140,
    "docs/test_tutorials.py": 130,
    "engines/test_spark_session.py": 120,
    "apps/test_voice_chain_in_a_browser.py": 120,
    "apps/test_rights_of_the_whole_site.py": 110,
    "unit/atlas/test_draft_measured.py": 107,
    "apps/test_journey_b_in_a_browser.py": 90,
    "apps/test_papers_at_once.py": 78,
    "apps/test_withdrawn_is_gone.py": 76,
    "unit/atlas/test_every_map.py": 75,
    "unit/pipeline/test_same_bytes.py": 71,
    "unit/pipeline/test_rehearsal.py": 62,
    "apps/test_representation_in_ecuador.py": 59,
    "unit/pipeline/test_own_files.py": 53,
    "apps/test_own_record.py": 51,
    "unit/pipeline/test_calibrated_weights.py": 44,
    "unit/audit/test_audit.py": 41,
    "unit/cli/test_verbs.py": 38,
    "docs/test_tutorial.py": 37,
    "packages/test_packages.py": 35,
    "unit/pipeline/test_interrupted.py": 33,
}
TESTS = Path(__file__).parent


def longest_first(items: Sequence[pytest.Item]) -> list[pytest.Item]:
    """Return the tests by the time of their file; unknown files keep their order."""
    return sorted(items, key=lambda item: -SECONDS.get(_file(item), 0))


def _file(item: pytest.Item) -> str:
    return item.path.relative_to(TESTS).as_posix()
