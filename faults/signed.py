"""R18: thousands of organisations sign a paper at once, on both databases."""

import sys

from faults.room import PROJECT, Room
from faults.trial import Outcome

SIGNERS = 5_000
TESTS = PROJECT / "tests/apps/test_papers_at_once.py"


def signed(room: Room) -> Outcome:
    """Run the test of the suite with as many organisations as a large paper has."""
    from apps.postgresql import running

    with running() as server:
        passed = {
            "SQLite": _passed(room, {}),
            "PostgreSQL": _passed(room, {"DATABASE_URL": server}),
        }
    found = ", ".join(
        f"{name}: {'each once' if good else 'NOT each once'}"
        for name, good in passed.items()
    )
    return Outcome(all(passed.values()), f"{SIGNERS:,} organisations, {found} (tests)")


def _passed(room: Room, more: dict[str, str]) -> bool:
    pytest = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider")
    asked = {**more, "HEADLOAD_SIGNERS": str(SIGNERS)}
    command = (*pytest, "--rootdir", str(PROJECT), str(TESTS))
    return room.ended(command, more=asked).status == 0
