"""R18: thousands of organisations sign a paper at once, on both databases."""

from faults.checked import ran
from faults.room import Room
from faults.trial import Outcome

SIGNERS = 5_000
TESTS = "apps/test_papers_at_once.py"


def signed(room: Room) -> Outcome:
    """Run the test of the suite with as many organisations as a large paper has."""
    from apps.postgresql import running

    many = {"HEADLOAD_SIGNERS": str(SIGNERS)}
    with running() as server:
        done = {
            "SQLite": ran(room, TESTS, more=many),
            "PostgreSQL": ran(room, TESTS, more=many | {"DATABASE_URL": server}),
        }
    found = ", ".join(
        f"{name}: {'NOT each once' if each.status else 'each once'}"
        for name, each in done.items()
    )
    passed = not any(each.status for each in done.values())
    return Outcome(passed, f"{SIGNERS:,} organisations, {found} (tests)")
