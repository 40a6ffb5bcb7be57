"""R10: a site of an earlier version comes up with all it had, and its addresses answer.

Each tag of the project makes a site of its own, which this version brings up. Then the
schema of this version is taken back to its first state and up again: a change that
cannot be taken back must say why.
"""

import json
import subprocess
import sys
from typing import Any

from faults.furnished import furnished
from faults.room import PROJECT, Room
from faults.trial import Outcome

Rows = dict[str, list[dict[str, Any]]]


def migrated(room: Room) -> Outcome:
    """Bring up a site of each tag, and go through the states of this schema."""
    tags = _git("tag").split()
    failed = [tag for tag in tags if not _brought_up(room, tag)]
    home, _ = furnished(room, "migrated")
    done = room.ended((sys.executable, "-m", "faults.migrated"), home=home)
    if done.status:
        return Outcome(False, f"tags: {', '.join(tags)}; {done.said[-1000:]}")
    told = json.loads(done.said.splitlines()[-1])
    checked = room.checked(home)
    good = not failed and not told["lost"] and told["answers"] and not checked.status
    return Outcome(
        good,
        f"sites of {', '.join(tags) or 'no tag, since there is none'}"
        f"{', NOT from ' + ', '.join(failed) if failed else ''}; "
        f"changes of the schema taken back and made again: {told['back']}, "
        f"refused with a reason: {len(told['refused'])}"
        f"{''.join('; ' + each for each in told['refused'])}; "
        f"{told['rows']:,} rows of {told['tables']} tables that were there before: "
        f"{'LOST ' + ', '.join(told['lost']) if told['lost'] else 'all kept'}; "
        f"addresses {'answer' if told['answers'] else 'DO NOT ANSWER'}",
    )


def _brought_up(room: Room, tag: str) -> bool:
    source = room.place(f"source-{tag}")
    packed = subprocess.run(
        ("git", "archive", tag, "src"), cwd=PROJECT, capture_output=True, check=True
    )
    subprocess.run(("tar", "-x", "-C", str(source)), input=packed.stdout, check=True)
    home = source / "home"
    old = {"PYTHONPATH": str(source / "src")}
    room.need("site", "init", home=home, **old)
    room.need("site", "load", str(room.demo() / "release"), home=home, **old)
    up, checked = room.run("site", "init", home=home), room.checked(home)
    return not up.status and not checked.status


def _git(*words: str) -> str:
    ran = subprocess.run(
        ("git", *words), cwd=PROJECT, capture_output=True, text=True, check=False
    )
    return ran.stdout


def main() -> None:
    """Take the schema of the site in HEADLOAD_HOME back and up, and print the facts."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from faults.furnished import pages

    before, refused, back = _rows(), [], 0
    for app, name in _later_changes(MigrationExecutor(connection)):
        executor = MigrationExecutor(connection)
        if (app, name) not in executor.loader.applied_migrations:
            continue
        parent = _before(executor, app, name)
        plan = executor.migration_plan([(app, parent)])
        if any(each.initial for each, _ in plan):
            continue  # what an app began with rests on it
        try:
            executor.migrate([(app, parent)], plan=plan)
            back += len(plan)
        except Exception as reason:  # what it says is judged by who reads the figure
            refused.append(f"{app} {name}: {reason}")
    old = _rows()
    call_command("migrate", verbosity=0, interactive=False)
    after = _rows()
    told = {
        "back": back,
        "refused": refused,
        "tables": len(old),
        "rows": sum(len(before[name]) for name in old),
        "lost": [n for n in old if _of(before[n], old[n]) != _of(after[n], old[n])],
        "answers": _answer(pages().values()),
    }
    print(json.dumps(told))  # noqa: T201


def _later_changes(executor: Any) -> list[tuple[str, str]]:
    """Return every change of ours but the first of each app, the newest first.

    Those that the first of an app rests on are left out where they are taken back.
    """
    from django.apps import apps

    ours = {
        each.label
        for each in apps.get_app_configs()
        if each.name.startswith("headload")
    }
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes(), clean_start=True)
    own = [(each.app_label, each.name) for each, _ in plan if each.app_label in ours]
    firsts = dict(reversed(own))
    return [each for each in reversed(own) if firsts[each[0]] != each[1]]


def _before(executor: Any, app: str, name: str) -> str:
    parents = executor.loader.graph.node_map[app, name].parents
    return next(str(each.key[1]) for each in sorted(parents) if each.key[0] == app)


def _rows() -> Rows:
    """Return the rows of every table that holds what people entered."""
    from django.db import connection

    found: Rows = {}
    skipped = ("headload_search", "search_", "django_", "sqlite_", "wagtailsearch_")
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            if name.startswith(skipped) or name.endswith(("_content", "_permission")):
                continue
            cursor.execute(f'SELECT * FROM "{name}"')  # noqa: S608
            columns = [each[0] for each in cursor.description]
            rows = [dict(zip(columns, each, strict=True)) for each in cursor.fetchall()]
            found[name] = rows or [dict.fromkeys(columns)]
    return found


def _of(rows: list[dict[str, Any]], like: list[dict[str, Any]]) -> list[str]:
    """Return rows as texts, by the columns that others have."""
    columns = sorted(set(like[0]) & set(rows[0]))
    return sorted(repr([each[name] for name in columns]) for each in rows)


def _answer(addresses: Any) -> bool:
    from django.test import Client

    return all(Client().get(each).status_code == 200 for each in addresses)


if __name__ == "__main__":
    main()
