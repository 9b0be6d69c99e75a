"""Applications row by row for a table: as many as there are, without all of them being in memory."""

from collections.abc import Collection, Generator
from datetime import datetime

from lojar.offices.models import Office

from ..models import Application
from ..rules.lifecycle import Status

CHUNK = 2000  # rows that are read at once


def rows_to_export(
    office: Office,
    *,
    statuses: Collection[Status] = (),
    since: datetime | None = None,
    until: datetime | None = None,
) -> Generator[Application, None, None]:
    """Sent within the time, the oldest first; `statuses` (): all but drafts. Read through a cursor of the database."""
    rows = Application.objects.filter(office=office, submitted_at__isnull=False)
    if statuses:
        rows = rows.filter(status__in=[status.value for status in statuses])
    if since is not None:
        rows = rows.filter(submitted_at__gte=since)
    if until is not None:
        rows = rows.filter(submitted_at__lt=until)
    wanted = rows.select_related("claimed_by").defer("values", "answers", "reject_ground", "name_marks")
    yield from wanted.order_by("id").iterator(chunk_size=CHUNK)
