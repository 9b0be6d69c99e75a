"""What is late or stands still, list by list, oldest first; none is counted further than anybody reads."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from lojar.channels.models import OutboundMessage
from lojar.channels.queries import failed_messages
from lojar.offices.models import Office
from lojar.offices.queries import opening_hours

from ..models import Application, IssuedDocument
from ..rules.late_and_stuck import Limits, Trouble, limits
from ..rules.lifecycle import Status
from .worklist import COUNTED, Cursor

# The field that tells since when, and by which a list is ordered.
SINCE = {
    Trouble.LATE: "promised_at",
    Trouble.NEAR: "promised_at",
    Trouble.NO_RESULT: "accepted_at",
    Trouble.SILENT: "touched_at",
    Trouble.UNTOUCHED: "claimed_until",
    Trouble.FAILED_MESSAGE: "created_at",
    Trouble.LEFT_DRAFT: "touched_at",
}


def counts_of_trouble(office: Office, *, now: datetime) -> dict[Trouble, int]:
    """One query a list."""
    limit = limits(now, opening_hours(office))
    return {trouble: _list(office, trouble, limit).order_by()[:COUNTED].count() for trouble in Trouble}


def cases_in_trouble(
    office: Office, trouble: Trouble, *, after: Cursor | None = None, limit: int = 50, now: datetime
) -> list[Application]:
    rows = _list(office, trouble, limits(now, opening_hours(office)))
    rows = rows.select_related("contact", "claimed_by").defer("values", "reject_ground")
    return list(_page(rows, SINCE[trouble], after, limit))


def messages_in_trouble(
    office: Office, *, after: Cursor | None = None, limit: int = 50
) -> list[OutboundMessage]:
    return list(_page(failed_messages(office), SINCE[Trouble.FAILED_MESSAGE], after, limit))


def _page(rows: Any, since: str, after: Cursor | None, limit: int) -> Any:
    if after is not None:
        at, pk = after
        # The first condition is the one that an index can begin at.
        rows = rows.filter(Q(**{f"{since}__gte": at}), Q(**{f"{since}__gt": at}) | Q(pk__gt=pk))
    return rows.order_by(since, "pk")[:limit]


def _list(office: Office, trouble: Trouble, limit: Limits) -> QuerySet[Any]:
    """Each case stands in one list at most."""
    if trouble is Trouble.FAILED_MESSAGE:
        return failed_messages(office)
    status, conditions = _conditions(trouble, limit)
    return Application.objects.filter(*conditions, office=office, status=status.value)


def _conditions(trouble: Trouble, limit: Limits) -> tuple[Status, list[Q | Exists]]:
    no_result = ~Exists(IssuedDocument.objects.filter(application=OuterRef("pk")))
    found: dict[Trouble, tuple[Status, list[Any]]] = {
        Trouble.LATE: (Status.ACCEPTED, [Q(promised_at__lt=limit.now)]),
        Trouble.NEAR: (Status.ACCEPTED, [Q(promised_at__gte=limit.now, promised_at__lte=limit.near_until)]),
        Trouble.NO_RESULT: (
            Status.ACCEPTED,
            [Q(promised_at__gt=limit.near_until, accepted_at__lte=limit.no_result), no_result],
        ),
        Trouble.SILENT: (Status.RETURNED, [Q(touched_at__lte=limit.silent)]),
        # After a yes the claim stays with whoever said it, so only what is not decided is held up by a claim.
        Trouble.UNTOUCHED: (
            Status.SUBMITTED,
            [Q(claimed_by__isnull=False, claimed_until__lte=limit.lease_ended)],
        ),
        Trouble.LEFT_DRAFT: (Status.DRAFT, [Q(touched_at__lte=limit.draft_left)]),
    }
    return found[trouble]
