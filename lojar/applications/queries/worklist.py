"""The office's queue, page by page. At a hundred thousand applications an offset, a full count or a join too many is
what makes a worklist slow: pages go on from the last row, and a count stops counting."""

import heapq
from collections.abc import Iterable
from datetime import datetime
from itertools import islice

from django.db.models import Q, QuerySet

from lojar.offices.models import Office, Officer

from ..models import Application
from ..rules.lifecycle import OPEN, Status

COUNTED = 9_999  # more than nobody reads: the desk shows "9999+"
Cursor = tuple[datetime, int]


def worklist(
    office: Office,
    *,
    statuses: Iterable[Status | str],
    after: Cursor | None = None,
    limit: int = 50,
    mine: Officer | None = None,
) -> list[Application]:
    """Oldest first, after (submitted_at, id). Each status is read along its own stretch of the index, then merged:
    one query for all of them would sort everything that is open."""
    stretches = [list(_stretch(office, status, after, limit, mine)) for status in statuses]
    merged = heapq.merge(*stretches, key=lambda row: (row.submitted_at, row.pk))
    return list(islice(merged, limit))


def counts(office: Office) -> dict[str, int]:
    """Open applications by status, none counted further than COUNTED."""
    of = Application.objects.filter(office=office)
    return {
        status.value: of.filter(status=status.value).order_by()[:COUNTED].count() for status in sorted(OPEN)
    }


def cursor_of(application: Application) -> Cursor | None:
    return (application.submitted_at, application.pk) if application.submitted_at else None


def _stretch(
    office: Office, status: Status | str, after: Cursor | None, limit: int, mine: Officer | None
) -> QuerySet[Application]:
    rows = Application.objects.filter(office=office, status=str(Status(status)))
    if mine is not None:
        rows = rows.filter(claimed_by=mine)
    if after is not None:
        at, pk = after
        # The first condition is the one that the index can begin at.
        rows = rows.filter(Q(submitted_at__gte=at), Q(submitted_at__gt=at) | Q(id__gt=pk))
    return (
        rows.select_related("claimed_by")
        .defer("values", "reject_ground")
        .order_by("submitted_at", "id")[:limit]
    )
