"""Who waits for a place on a day that is full."""

from datetime import date
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from lojar.offices.models import Office

from ..models import Session, Visit


def in_line(office: Office, purpose: str, on: date) -> QuerySet[Visit]:
    """First come, first."""
    rows = Visit.objects.filter(office=office, purpose=purpose, wanted_on=on, state=Visit.State.WAITING)
    return rows.order_by("created_at", "id")


def days_with_a_line(office: Office, purpose: str) -> set[date | None]:
    rows = Visit.objects.filter(office=office, purpose=purpose, state=Visit.State.WAITING)
    return set(rows.values_list("wanted_on", flat=True).distinct())


def day_of(session: Session) -> date:
    """In the office's own calendar."""
    return session.starts_at.astimezone(ZoneInfo(session.office.time_zone)).date()
