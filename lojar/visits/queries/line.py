"""Who waits for a place on a day that is full."""

from datetime import date

from django.db.models import QuerySet

from lojar.offices.models import Office

from ..models import Session, Visit
from .stock import day_in


def in_line(office: Office, purpose: str, on: date) -> QuerySet[Visit]:
    """First come, first."""
    rows = Visit.objects.filter(office=office, purpose=purpose, wanted_on=on, state=Visit.State.WAITING)
    return rows.order_by("created_at", "id")


def days_with_a_line(office: Office, purpose: str) -> set[date | None]:
    rows = Visit.objects.filter(office=office, purpose=purpose, state=Visit.State.WAITING)
    return set(rows.values_list("wanted_on", flat=True).distinct())


def day_of(session: Session) -> date:
    """In the office's own calendar."""
    return day_in(session.office, session.starts_at)
