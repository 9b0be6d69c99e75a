"""When there are fewer places than were given: a counter closes earlier, or the hall is run another way."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from lojar.applications.rules.lifecycle import NotAllowed
from lojar.offices.models import Office

from ..models import Session, Visit
from ..queries.stock import protocols_of, span_of, taking_a_place
from ..rules.displacing import Booking, claims, displaced, places_when_shortened
from ..rules.life import HAS_COME
from ..rules.slots import Protocol, Slot, mode_of, places_in, share
from ..rules.urgency import URGENT, Mode
from .row import Kind, lock_sessions, write_event

State = Visit.State
Visits = Mapping[int | None, list[Visit]]
Protocols = tuple[Protocol, ...]


@transaction.atomic
def shorten(session: Session, *, ends_at: datetime, now: datetime) -> list[Visit]:
    """The session ends earlier; at or before its start it is called off whole. Gives those who were displaced, the
    oldest booking first. NotAllowed: not_shorter."""
    row = lock_sessions([session.pk])[session.pk]
    if ends_at >= row.ends_at:
        raise NotAllowed("not_shorter", ends_at=row.ends_at)
    protocols = protocols_of(row.office)
    if ends_at <= row.starts_at:
        row.places, row.closed_at = 0, now
    else:
        row.ends_at = ends_at
        row.places = places_when_shortened(
            row.places, span_of(row), service_minutes=row.service_minutes, protocols=protocols
        )
    row.save(update_fields=["ends_at", "places", "closed_at"])
    return _displace([row], _lock_visits([row], now), protocols, now)


@transaction.atomic
def follow_protocol(office: Office, *, since: datetime, now: datetime) -> list[Visit]:
    """Every session that is not over at `since` gets the places that the office's protocols leave it: fewer, or again
    as many as its time has. Gives those who were displaced, the oldest booking first. Safe to repeat."""
    ids = Session.objects.filter(office=office, ends_at__gt=since).values_list("pk", flat=True)
    rows = list(lock_sessions(ids).values())
    protocols = protocols_of(office)
    visits = _lock_visits(rows, now)
    for of_day in _by_day(rows, ZoneInfo(office.time_zone)):
        _share_anew(of_day, visits, protocols)
    Session.objects.bulk_update(rows, ["places"])
    return _displace(rows, visits, protocols, now)


def _lock_visits(rows: Iterable[Session], now: datetime) -> Visits:
    """Session id -> the visits that take its places; while the sessions are locked no others come."""
    found = Visit.objects.select_for_update().filter(taking_a_place(now), session__in=list(rows))
    grouped = defaultdict(list)
    for visit in found.order_by("pk"):
        grouped[visit.session_id].append(visit)
    return grouped


def _share_anew(rows: Sequence[Session], visits: Visits, protocols: Protocols) -> None:
    booked = claims([(_mode(row, protocols), map(_booking, visits.get(row.pk, ()))) for row in rows])
    slots = share([_wanted(row, protocols) for row in rows], protocols, booked=booked)
    for row, slot in zip(rows, slots, strict=True):
        row.places = slot.places


def _wanted(row: Session, protocols: Protocols) -> Slot:
    places = 0 if row.closed_at else places_in(span_of(row), row.service_minutes, protocols)
    return Slot(row.starts_at, row.ends_at, places)


def _displace(rows: Iterable[Session], visits: Visits, protocols: Protocols, now: datetime) -> list[Visit]:
    lost: list[Visit] = []
    for row in rows:
        of_row = {visit.pk: visit for visit in visits.get(row.pk, ())}
        mode = _mode(row, protocols)
        for key in displaced(map(_booking, of_row.values()), places=row.places, mode=mode):
            lost.append(_take_place_from(of_row[key], row, now))
    promised = [visit for visit in lost if visit.state == State.DISPLACED]
    return sorted(promised, key=lambda visit: (visit.booked_at, visit.pk))


def _take_place_from(visit: Visit, session: Session, now: datetime) -> Visit:
    """A hold was no promise, so nobody is told of it; its token says that it is over."""
    was_booked = visit.state == State.BOOKED
    visit.session, visit.state = session, State.DISPLACED if was_booked else State.LAPSED
    visit.save(update_fields=["state"])
    if was_booked:
        write_event(visit, Kind.DISPLACED, now=now)
    return visit


def _booking(visit: Visit) -> Booking:
    return Booking(
        key=visit.pk,
        booked_at=visit.booked_at or visit.created_at,
        has_come=visit.state in HAS_COME,
        is_held=visit.state == State.HELD,
        must_come=visit.purpose != URGENT or bool(visit.reason),
    )


def _mode(row: Session, protocols: Protocols) -> Mode:
    return mode_of(span_of(row), protocols)


def _by_day(rows: Iterable[Session], zone: ZoneInfo) -> Iterable[list[Session]]:
    """Sessions of different days never meet; so a month is shared out day by day."""
    days: defaultdict[date, list[Session]] = defaultdict(list)
    for row in rows:
        days[row.starts_at.astimezone(zone).date()].append(row)
    return days.values()
