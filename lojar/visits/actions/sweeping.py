"""What time does by itself. Nothing hangs on it: a hold that is over frees its place whether it was swept up or not."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from ..models import Visit
from .row import Kind, write_event

State = Visit.State
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


def _untouched(visits: QuerySet[Visit]) -> list[Visit]:
    """Those in the middle of another verb are left for the next time: this waits for nobody, so it needs no lock on
    their sessions."""
    return list(visits.select_for_update(of=("self",), skip_locked=True).order_by("pk")[:BATCH])
