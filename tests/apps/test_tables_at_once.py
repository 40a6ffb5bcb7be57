"""Tables that are made at once are what they would be one by one."""

import pytest
from django.db import connection, models
from django.db.migrations.operations import CreateModel
from django.db.migrations.state import ProjectState, StateApps
from django.db.migrations.writer import MigrationWriter

from apps.conftest import Site
from headload.apps.common.tables_at_once import TablesAtOnce

LABEL = "common"
TABLES = {"common_maker", "common_thing"}


def _key() -> list[tuple[str, models.Field]]:
    return [("id", models.BigAutoField(primary_key=True))]


def _tables() -> list[CreateModel]:
    maker = models.ForeignKey("common.Maker", models.CASCADE)
    return [
        CreateModel("Maker", [*_key(), ("name", models.CharField(max_length=9))]),
        CreateModel(
            "Thing",
            [*_key(), ("maker", maker), ("place", models.CharField(max_length=9))],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("maker", "place"), name="a_thing_has_one_place"
                    )
                ]
            },
        ),
    ]


def _made(operations: list[TablesAtOnce] | list[CreateModel]) -> dict[str, object]:
    """Return what stands in the database after `operations`, and undo them."""
    state = ProjectState()
    state.apps  # noqa: B018  as Django does: rendered before the first one
    steps = []
    with connection.schema_editor() as editor:
        for operation in operations:
            before = state.clone()
            operation.state_forwards(LABEL, state)
            operation.database_forwards(LABEL, editor, before, state)
            steps.append((operation, before, state.clone()))
    found = _in_the_database()
    with connection.schema_editor() as editor:
        for operation, before, after in reversed(steps):
            operation.database_backwards(LABEL, editor, after, before)
    return found


def _in_the_database() -> dict[str, object]:
    with connection.cursor() as cursor:
        look = connection.introspection
        there = TABLES & set(look.table_names(cursor))
        return {
            table: (
                [column.name for column in look.get_table_description(cursor, table)],
                look.get_constraints(cursor, table),
            )
            for table in sorted(there)
        }


def test_the_tables_are_those_of_one_by_one_and_go_again(site: Site) -> None:
    at_once = _made([TablesAtOnce(_tables())])
    assert set(at_once) == TABLES
    assert "a_thing_has_one_place" in at_once["common_thing"][1]
    assert at_once == _made(_tables())
    assert _in_the_database() == {}


def test_what_comes_after_them_knows_them() -> None:
    state = ProjectState()
    assert not list(state.apps.get_models())
    TablesAtOnce(_tables()).state_forwards(LABEL, state)
    thing = state.apps.get_model(LABEL, "Thing")
    assert thing._meta.get_field("maker").related_model.__name__ == "Maker"


def test_no_table_renders_the_models_of_a_site_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rendered: list[object] = []
    monkeypatch.setattr(
        StateApps, "render_multiple", lambda _, models: rendered.extend(models)
    )
    state = ProjectState()
    state.apps  # noqa: B018  as Django does: rendered before the first one
    TablesAtOnce(_tables()).state_forwards(LABEL, state)
    assert rendered == []
    state.apps  # noqa: B018
    assert len(rendered) == len(_tables())


def test_a_file_of_migrations_can_hold_them() -> None:
    told = TablesAtOnce(_tables()).deconstruct()
    again = TablesAtOnce(**told[2])
    assert [table.name for table in again.tables] == ["Maker", "Thing"]
    text, imports = MigrationWriter.serialize(again)
    assert "CreateModel" in text
    assert "tables_at_once" in " ".join(imports)
    assert again.describe() == "Make 2 tables"
