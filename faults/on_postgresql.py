"""R19: every test of the site that asks a database, on PostgreSQL."""

from faults.checked import told
from faults.room import Room
from faults.trial import Outcome


def on_postgresql(room: Room) -> Outcome:
    """Run those that the suite runs there, and those that it runs on SQLite only."""
    from apps.postgresql import ran_on, running
    from apps.test_on_postgresql import NEVER

    with running() as server:
        ran = ran_on(server, NEVER)
    (room.logs / "on-postgresql.log").write_text(ran.stdout, encoding="utf-8")
    return Outcome(ran.returncode == 0, told(ran.stdout))
