"""Which files of tests take longest: workers begin with them.

A long file that comes last leaves every other worker idle. Seconds are those of the
processor on one machine in November 2026; only their order matters.
"""

from collections.abc import Sequence
from pathlib import Path

import pytest

SECONDS = {
    "apps/test_on_postgresql.py": 640,
    "unit/atlas/test_draft_measured.py": 300,
    "apps/test_backup.py": 240,
}
TESTS = Path(__file__).parent


def longest_first(items: Sequence[pytest.Item]) -> list[pytest.Item]:
    """Return the tests by the time of their file; files unknown here keep their order."""
    return sorted(items, key=lambda item: -SECONDS.get(_file(item), 0))


def _file(item: pytest.Item) -> str:
    return item.path.relative_to(TESTS).as_posix()
