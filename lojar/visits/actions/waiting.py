"""In line for a day that is full: whoever came first is offered what becomes free."""

import secrets
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from lojar.applications.rules.lifecycle import NotAllowed
from lojar.channels.models import Contact
from lojar.offices.models import Office

from ..models import Session, Visit
from ..queries.free import free_on
from ..queries.line import day_of, in_line
from ..queries.visits import of_person
from ..rules.life import OFFER_LASTS, OPEN, Step, is_held, must_allow
from .errand import Errand, errand_of, must_be_let_in, must_fit, write_errand
from .row import Kind, lock_person, lock_visit, must_be_ahead, must_have_room, must_work_at, write_event

State = Visit.State
# Whoever may not come any more as the hall is run now would only keep the others waiting.
ENDS_THE_WAIT = frozenset({"not_urgent", "officer_only", "note_needed"})


@transaction.atomic
def wait(contact: Contact, office: Office, purpose: str, on: date, errand: Errand, *, now: datetime) -> Visit:
    """For any place of that day of the office's calendar. Said again, it is the same place in line. NotAllowed:
    not_full, no_sessions, has_open_visit, hall_closed, not_urgent, officer_only, note_needed, other_office,
    other_contact, no_party."""
    person = lock_person(contact.pk)
    session = _first_session(office, purpose, on, now)
    must_work_at(office.pk, errand.admitted_by)
    must_fit(session, person, errand)
    standing = _own_place_in_line(person, purpose, on, now)
    if standing is not None:
        return standing
    must_be_let_in(session, errand)
    if free_on(office, purpose, on, now=now) and not in_line(office, purpose, on).exists():
        raise NotAllowed("not_full", on=on)
    token = secrets.token_urlsafe(24)
    visit = Visit(
        office=office, contact=person, purpose=purpose, wanted_on=on, pass_token=token, created_at=now
    )
    visit.state = State.WAITING
    write_errand(visit, errand)
    visit.save()
    return visit


def offer_freed_places(*, now: datetime) -> int:
    """To each day's line, in its order, what is free there; gives how many offers were made. An offer is a hold of half
    an hour under the token that was given for waiting. Each in a transaction of its own, so that none waits for all."""
    lines = Visit.objects.filter(state=State.WAITING).values_list("office", "purpose", "wanted_on").distinct()
    offices = Office.objects.in_bulk({office for office, _, _ in lines})
    return sum(
        _offer_day(offices[office], purpose, on, now) for office, purpose, on in lines if on is not None
    )


def _offer_day(office: Office, purpose: str, on: date, now: datetime) -> int:
    if on < now.astimezone(ZoneInfo(office.time_zone)).date():
        in_line(office, purpose, on).order_by().update(state=State.LAPSED)
        return 0
    offered = 0
    for waiting in in_line(office, purpose, on).select_related("contact"):
        sessions = free_on(office, purpose, on, now=now)
        if not sessions:
            break
        offered += _offer_one_of(sessions, waiting, now)
    return offered


def _offer_one_of(sessions: list[Session], waiting: Visit, now: datetime) -> bool:
    for session in sessions:
        try:
            return _offer(waiting, session, now)
        except NotAllowed as no:
            if no.reason in ENDS_THE_WAIT:
                Visit.objects.filter(pk=waiting.pk, state=State.WAITING).update(state=State.LAPSED)
                return False
    return False


@transaction.atomic
def _offer(waiting: Visit, session: Session, now: datetime) -> bool:
    """NotAllowed: full, session_begun, wrong_status, hall_closed, not_urgent, unknown_session."""
    row, sessions = lock_visit(waiting, toward=session)
    target = sessions[session.pk]
    must_allow(row.state, Step.OFFER)
    must_be_ahead(target, now)
    must_be_let_in(target, errand_of(row))
    must_have_room(target, now)
    row.session, row.state, row.held_until = target, State.HELD, now + OFFER_LASTS
    row.save(update_fields=["session", "state", "held_until"])
    write_event(row, Kind.OFFERED, now=now)
    return True


def _first_session(office: Office, purpose: str, on: date, now: datetime) -> Session:
    ahead = Session.objects.filter(office=office, purpose=purpose, starts_at__gt=now).order_by("starts_at")
    for session in ahead.select_related("office"):
        if day_of(session) >= on:
            if day_of(session) == on:
                return session
            break
    raise NotAllowed("no_sessions", on=on)


def _own_place_in_line(person: Contact, purpose: str, on: date, now: datetime) -> Visit | None:
    """NotAllowed("has_open_visit", visit=), also where the person waits for another day."""
    for visit in of_person(person).filter(purpose=purpose, state__in=sorted(OPEN)).select_for_update():
        if visit.state == State.WAITING and visit.wanted_on == on:
            return visit
        if visit.state != State.HELD or is_held(visit.state, visit.held_until, now):
            raise NotAllowed("has_open_visit", visit=visit.pk)
        visit.state = State.LAPSED
        visit.save(update_fields=["state"])
    return None
