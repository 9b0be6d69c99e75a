"""The one switch: how the hall is run from a moment on, and what that does to the places that were given."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from lojar.applications.rules.lifecycle import NotAllowed
from lojar.offices.actions import change_protocol
from lojar.offices.models import Office

from ..models import Visit
from .displacing import follow_protocol

LATE = timedelta(minutes=5)  # a form that was looked at for a while still means now
NEAREST, FURTHEST = 50, 500  # centimetres
MOST_INSIDE = 2000


@dataclass(frozen=True, slots=True)
class HowItIsRun:
    """`asks_for`: of hand_washing, mask, temperature."""

    mode: str
    reason: str
    distance_cm: int = 100
    people_inside: int = 20
    asks_for: Sequence[str] = ()


@transaction.atomic
def switch_protocol(office: Office, how: HowItIsRun, *, starts_at: datetime, now: datetime) -> list[Visit]:
    """Texts, places and seats follow from `starts_at` on. Gives those who were displaced, the oldest booking first:
    they are told, and go before others for another time. NotAllowed: begun_already, unexplained, distance,
    people_inside."""
    Office.objects.select_for_update(no_key=True).get(pk=office.pk)  # no session is planned meanwhile
    if starts_at < now - LATE:
        raise NotAllowed("begun_already", since=starts_at)
    if not how.reason.strip():
        raise NotAllowed("unexplained")
    if not NEAREST <= how.distance_cm <= FURTHEST:
        raise NotAllowed("distance", least=NEAREST, most=FURTHEST)
    if not 1 <= how.people_inside <= MOST_INSIDE:
        raise NotAllowed("people_inside", most=MOST_INSIDE)
    change_protocol(
        office,
        how.mode,
        starts_at=starts_at,
        reason=how.reason.strip(),
        distance_cm=how.distance_cm,
        people_inside=how.people_inside,
        asks_for=list(how.asks_for),
    )
    return follow_protocol(office, since=starts_at, now=now)
