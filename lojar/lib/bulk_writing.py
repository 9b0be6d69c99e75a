"""Many rows changed in one statement of one length: Django's bulk_update writes a condition for each row and field."""

from collections.abc import Collection, Sequence
from typing import Any

from django.db import connections, router
from django.db.models import Model


def write_together(rows: Collection[Model], fields: Sequence[str]) -> None:
    """What stands in these fields of saved rows of one model. No signals, no `auto_now`, like `QuerySet.update`."""
    if not rows:
        return
    model = type(next(iter(rows)))
    connection = connections[router.db_for_write(model)]
    key: Any = model._meta.pk
    columns: list[Any] = [model._meta.get_field(name) for name in fields]
    quoted, table = connection.ops.quote_name, connection.ops.quote_name(model._meta.db_table)
    told = [key, *columns]
    arrays = ", ".join(f"%s::{_type(column, connection)}[]" for column in told)
    names = ", ".join(quoted(column.column) for column in told)
    sets = ", ".join(f"{quoted(column.column)} = told.{quoted(column.column)}" for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} AS mine SET {sets} FROM unnest({arrays}) AS told ({names}) "  # noqa: S608 - our own names
            f"WHERE mine.{quoted(key.column)} = told.{quoted(key.column)}",
            [[_value(column, row, connection) for row in rows] for column in told],
        )


def _type(column: Any, connection: Any) -> str:
    """Without its length: what is too long shall be refused, and a cast would cut it."""
    return str(column.db_type(connection)).split("(")[0]


def _value(column: Any, row: Model, connection: Any) -> Any:
    return column.get_db_prep_save(getattr(row, column.attname), connection)
