"""Who took a table of applications out of the house: written before the first row leaves."""

from collections.abc import Mapping
from datetime import datetime

from lojar.offices.models import Office, Officer

from ..models import Export


def record_export(
    office: Office, officer: Officer, *, form: str, asked: Mapping[str, str], now: datetime
) -> Export:
    """`form`: csv or xlsx; `asked`: what the list was narrowed by."""
    return Export.objects.create(office=office, officer=officer, form=form, asked=dict(asked), made_at=now)


def count_exported(export: Export, rows: int, *, is_whole: bool) -> None:
    """How many rows left; not whole where the way broke off."""
    export.rows, export.is_whole = rows, is_whole
    export.save(update_fields=["rows", "is_whole"])
