"""R19: every test of the site that asks a database, on PostgreSQL."""

from faults.checked import ran, told
from faults.room import Room
from faults.trial import Outcome


def on_postgresql(room: Room) -> Outcome:
    """Run those that the suite runs there, and those that it runs on SQLite only."""
    from apps.postgresql import running
    from apps.test_on_postgresql import NEVER

    with running() as server:
        done = ran(room, "apps", without=NEVER, more={"DATABASE_URL": server})
    return Outcome(done.status == 0, told(done))
