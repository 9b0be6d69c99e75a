"""How the hall goes today, in numbers for who leads the office."""

import statistics
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet, Sum

from lojar.offices.models import Office

from ..models import Ticket, Visit
from .hall import inside_now, tickets_today
from .stock import midnight

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class HallNumbers:
    """Minutes rounded; None where nothing can be said yet."""

    inside: int
    outside: int
    served: int
    absent: int
    longest_wait_minutes: int | None
    median_service_minutes: int | None


def hall_numbers(office: Office, now: datetime) -> HallNumbers:
    today = tickets_today(office, now)
    waiting = today.filter(state=Ticket.State.WAITING)
    served = today.filter(state=Ticket.State.FINISHED)
    first = waiting.order_by("issued_at").values_list("issued_at", flat=True).first()
    return HallNumbers(
        inside=_people(inside_now(office, now)),
        outside=_people(waiting.filter(entered_at=None)),
        served=served.count(),
        absent=_absent(office, now),
        longest_wait_minutes=round((now - first) / MINUTE) if first else None,
        median_service_minutes=_median(service_times(served)),
    )


def service_times(served: QuerySet[Ticket]) -> list[timedelta]:
    """From the call to the end, the latest first."""
    rows = served.filter(called_at__isnull=False, finished_at__isnull=False).order_by("-finished_at")
    return [end - start for start, end in rows.values_list("called_at", "finished_at") if start and end]


def _people(tickets: QuerySet[Ticket]) -> int:
    return tickets.aggregate(people=Sum("people"))["people"] or 0


def _absent(office: Office, now: datetime) -> int:
    start = midnight(office, now)
    return Visit.objects.filter(
        office=office, state=Visit.State.MISSED, session__starts_at__gte=start, session__starts_at__lte=now
    ).count()


def _median(times: list[timedelta]) -> int | None:
    return round(statistics.median(each / MINUTE for each in times)) if times else None
