"""Makes the tables of a migration at once, since Django renders all models for each."""

from collections.abc import Sequence

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation, OperationCategory
from django.db.migrations.operations.models import CreateModel
from django.db.migrations.state import ProjectState


class TablesAtOnce(Operation):
    """Several new tables, for which the models are rendered one time.

    Django renders all models that hang together again after each table that it makes:
    for our hundred tables that was half the time of a new site. See
    docs/decisions/0053-tables-at-once.md.

    Parameters
    ----------
    tables
        What makes each table, in an order in which a table comes after those that it
        refers to.
    """

    category = OperationCategory.ADDITION

    def __init__(self, tables: Sequence[CreateModel]) -> None:
        self.tables = tables

    def deconstruct(self) -> tuple[str, list[object], dict[str, object]]:
        """Return what a file of migrations writes of it."""
        return (self.__class__.__name__, [], {"tables": self.tables})

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Say what the models are after it; they are rendered when somebody asks."""
        state.__dict__.pop("apps", None)
        for table in self.tables:
            table.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Make the tables."""
        for table in self.tables:
            table.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Take the tables away, the last one first."""
        for table in reversed(self.tables):
            table.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """Say in words what it does."""
        return f"Make {len(self.tables)} tables"
