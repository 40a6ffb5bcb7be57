"""What makes the database itself refuse to change the history.

Triggers on SQLite and PostgreSQL. Whoever owns the database can drop them; the chain of
hashes (`history.broken`) finds what was changed then. On SQLite a later migration that
alters the table builds it anew without triggers and must call `put_up` again.
"""

from typing import Any

TABLE = "headload_network_event"
_SAID = "the history is append-only"

_SQLITE = (
    f"CREATE TRIGGER {TABLE}_kept_{verb.lower()} BEFORE {verb} ON {TABLE} "
    f"BEGIN SELECT RAISE(ABORT, '{_SAID}'); END"
    for verb in ("UPDATE", "DELETE")
)
# INSERT OR REPLACE deletes without the trigger of DELETE
_SQLITE_REPLACE = (
    "CREATE TRIGGER headload_network_event_kept_insert "
    "BEFORE INSERT ON headload_network_event WHEN EXISTS ("
    "SELECT 1 FROM headload_network_event WHERE id = NEW.id OR hash = NEW.hash "
    "OR (day = NEW.day AND number = NEW.number)) "
    "BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END"
)
_POSTGRESQL = (
    f"CREATE OR REPLACE FUNCTION {TABLE}_kept() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{_SAID}'; END $$",
    f"CREATE TRIGGER {TABLE}_kept_row BEFORE UPDATE OR DELETE ON {TABLE} "
    f"FOR EACH ROW EXECUTE FUNCTION {TABLE}_kept()",
    f"CREATE TRIGGER {TABLE}_kept_all BEFORE TRUNCATE ON {TABLE} "
    f"FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_kept()",
)
_UP = {"sqlite": (*_SQLITE, _SQLITE_REPLACE), "postgresql": _POSTGRESQL}
_DOWN = {
    "sqlite": tuple(
        f"DROP TRIGGER IF EXISTS {TABLE}_kept_{verb}"
        for verb in ("update", "delete", "insert")
    ),
    "postgresql": (f"DROP FUNCTION IF EXISTS {TABLE}_kept() CASCADE",),
}


def put_up(apps: Any, schema_editor: Any) -> None:
    """Put the triggers up."""
    for statement in _UP[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def take_down(apps: Any, schema_editor: Any) -> None:
    """Take the triggers down, for a migration that goes back."""
    for statement in _DOWN[schema_editor.connection.vendor]:
        schema_editor.execute(statement)
