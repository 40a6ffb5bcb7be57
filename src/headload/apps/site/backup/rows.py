"""Rows of every table as lines of JSON, the same from SQLite and PostgreSQL.

A line holds the values of one row by column, under the number that the row has, so that
everything that points to it still does. Values are what the database has: nothing of a
model, which may change, stands between.
"""

import datetime
import json
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.db import DatabaseError, connection

from headload.errors import BadInput

LEFT_OUT = ("headload_search", "wagtailsearch", "sessions")
"""Apps whose rows are not kept: indexes are made anew, and nobody stays signed in."""
_AT_ONCE = 1000
_WRONG = (ValueError, TypeError)
_BELOW = "database/"


def tables(apps: Any) -> list[Any]:
    """Return the model of each table that is kept, in the order of their names."""
    found = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed
        and not model._meta.proxy
        and model._meta.app_label not in LEFT_OUT
    ]
    return sorted(found, key=part_of)


def part_of(model: Any) -> str:
    """Return the name of the part of a backup that holds a table."""
    return f"{_BELOW}{model._meta.app_label}.{model._meta.model_name}.jsonl"


def lines_of(model: Any) -> Iterator[bytes]:
    """Yield each row of a table, by the order of its key."""
    fields = _fields(model)
    columns = [field.get_col(model._meta.db_table) for field in fields]
    readers = [connection.ops.get_db_converters(column) for column in columns]
    names = [field.column for field in fields]
    plain = [_plain(field).get_internal_type() for field in fields]
    for row in _selected(model, names):
        told = {}
        for name, kind, column, convert, value in zip(
            names, plain, columns, readers, row, strict=True
        ):
            for each in convert:
                value = each(value, column, connection)
            told[name] = _told(value, kind)
        text = json.dumps(told, ensure_ascii=False, sort_keys=True)
        yield f"{text}\n".encode()


def put_in(model: Any, lines: Iterable[bytes], *, where: str) -> int:
    """Write rows into an empty table; return how many.

    Raises
    ------
    BadInput
        HL-SITE-28 when the database refuses them.
    """
    fields = _fields(model)
    quoted = connection.ops.quote_name
    columns = ", ".join(quoted(field.column) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    statement = (
        f"INSERT INTO {quoted(model._meta.db_table)} ({columns}) VALUES ({marks})"  # noqa: S608 (names of our own tables)
    )
    writers = [(field.column, _writer(_plain(field))) for field in fields]
    count = 0
    rest = iter(lines)
    with connection.cursor() as cursor:
        while batch := list(islice(rest, _AT_ONCE)):
            try:
                cursor.executemany(statement, [_row(line, writers) for line in batch])
            except (DatabaseError, ValidationError, LookupError, *_WRONG) as error:
                batch_is = f"Rows {count + 1} to {count + len(batch)}"
                raise _unfit(
                    f"{batch_is} do not fit their table", error, where
                ) from None
            count += len(batch)
    return count


def empty(models: Sequence[Any]) -> None:
    """Delete what a new database has in it."""
    with connection.cursor() as cursor:
        for model in models:
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608 (our own table)


def count_on(models: Sequence[Any]) -> None:
    """Let new rows be numbered after those that were put in."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


def hold_together(*, where: str) -> None:
    """Refuse rows that point to rows that are not there.

    Raises
    ------
    BadInput
        HL-SITE-28.
    """
    try:
        connection.check_constraints()
    except DatabaseError as error:
        raise _unfit("Rows point to others that are not there", error, where) from None


def _unfit(what: str, error: Exception, where: str) -> BadInput:
    return BadInput(
        f"{what}: {type(error).__name__}",
        where=where,
        to_do="restore with the version of Headload that made the backup, or another "
        "backup",
        code="HL-SITE-28",
    )


def _selected(model: Any, names: Sequence[str]) -> Iterator[Sequence[Any]]:
    """Yield rows as the database has them, without holding them all."""
    quoted = connection.ops.quote_name
    columns = ", ".join(quoted(name) for name in names)
    key = quoted(model._meta.pk.column)
    table = quoted(model._meta.db_table)
    with connection.chunked_cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM {table} ORDER BY {key}")  # noqa: S608 (names of our own tables)
        while rows := cursor.fetchmany(_AT_ONCE):
            yield from rows


def _fields(model: Any) -> list[Any]:
    return list(model._meta.local_concrete_fields)


def _plain(field: Any) -> Any:
    """Return the field whose values a field holds: that of the row it points to."""
    while field.remote_field:
        field = field.target_field
    return field


def _told(value: Any, kind: str) -> Any:
    if kind == "JSONField" and isinstance(value, str):
        return json.loads(value)
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, uuid.UUID | Decimal):
        return str(value)
    return value


def _writer(field: Any) -> Callable[[Any], Any]:
    """Return what makes of a value in JSON one that the database takes."""
    if field.get_internal_type() == "JSONField":
        return lambda value: None if value is None and field.null else json.dumps(value)
    return lambda value: field.get_db_prep_value(
        field.to_python(value), connection, prepared=False
    )


def _row(line: bytes, writers: Sequence[tuple[str, Callable[[Any], Any]]]) -> list[Any]:
    told = json.loads(line)
    if len(told) != len(writers):
        raise ValueError
    return [write(told[name]) for name, write in writers]
