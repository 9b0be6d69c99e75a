"""What time does by itself. Nothing hangs on it: a hold that is over frees its place whether it was swept up or not."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from ..models import Visit, VisitEvent
from ..rules.reminding import is_due
from .row import Kind, write_event

State = Visit.State
AHEAD = timedelta(hours=36)
BATCH = 500  # the rest is for the next time


@transaction.atomic
def release_expired_holds(*, now: datetime) -> int:
    """How many there were."""
    over = _untouched(Visit.objects.filter(state=State.HELD, held_until__lte=now))
    return Visit.objects.filter(pk__in=[visit.pk for visit in over]).update(state=State.LAPSED)


@transaction.atomic
def mark_missed(*, now: datetime) -> int:
    """Whoever was booked and had not come when the session ended; gives how many."""
    absent = _untouched(Visit.objects.filter(state=State.BOOKED, session__ends_at__lte=now))
    for visit in absent:
        visit.state = State.MISSED
        visit.save(update_fields=["state"])
        write_event(visit, Kind.MISSED, now=now)
    return len(absent)


@transaction.atomic
def remind(*, now: datetime) -> int:
    """Once for each time that was booked: whoever moved is reminded of the new one. Gives how many."""
    told = VisitEvent.objects.filter(visit=OuterRef("pk"), kind=Kind.REMINDED, session=OuterRef("session"))
    soon = Visit.objects.filter(
        ~Exists(told), state=State.BOOKED, session__starts_at__gt=now, session__starts_at__lte=now + AHEAD
    )
    due = [visit for visit in _untouched(soon.select_related("session", "office")) if _is_due(visit, now)]
    for visit in due:
        write_event(visit, Kind.REMINDED, now=now)
    return len(due)


def _is_due(visit: Visit, now: datetime) -> bool:
    if visit.session is None or visit.booked_at is None:
        return False
    return is_due(visit.session.starts_at, visit.booked_at, now, ZoneInfo(visit.office.time_zone))


def _untouched(visits: QuerySet[Visit]) -> list[Visit]:
    """Those in the middle of another verb are left for the next time: this waits for nobody, so it needs no lock on
    their sessions."""
    return list(visits.select_for_update(of=("self",), skip_locked=True).order_by("pk")[:BATCH])
