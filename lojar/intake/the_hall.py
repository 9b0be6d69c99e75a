"""What the conversation may ask of the hall, looked up when it asks."""

from datetime import date, datetime

from lojar.channels.models import Contact
from lojar.channels.queries import is_withheld
from lojar.offices.models import Office
from lojar.visits.models import Visit
from lojar.visits.queries import booked_purposes, free_by_day, full_days, mode_now, own_visits

from .engine.coming import Coming, FreePlace, Hall


def hall_for(contact: Contact, now: datetime) -> Hall:
    office = contact.office
    return Hall(
        mode=lambda: mode_now(office, now),
        books=lambda: booked_purposes(office, now),
        free=lambda purpose: _free(office, purpose, now),
        owed=lambda purpose: _free(office, purpose, now, past_the_line=True),
        full_days=lambda purpose: _full_days(office, purpose, now),
        own=lambda: tuple(_coming(visit) for visit in visits_shown(contact, now)),
    )


def visits_shown(contact: Contact, now: datetime) -> list[Visit]:
    """What was booked before a change of number is not shown until its holder has proved who they are."""
    return [visit for visit in own_visits(contact, now) if not is_withheld(contact, visit.created_at)]


def _free(
    office: Office, purpose: str, now: datetime, *, past_the_line: bool = False
) -> tuple[FreePlace, ...]:
    days = free_by_day(office, purpose, now=now, past_the_line=past_the_line)
    return tuple(
        FreePlace(each.session.pk, each.session.starts_at, each.session.ends_at)
        for day in days
        for each in day.sessions
    )


def _full_days(office: Office, purpose: str, now: datetime) -> tuple[date, ...]:
    return full_days(office, purpose, now=now)


def _coming(visit: Visit) -> Coming:
    session = visit.session
    return Coming(
        id=visit.pk,
        purpose=visit.purpose,
        state=visit.state,
        starts_at=session.starts_at if session else None,
        ends_at=session.ends_at if session else None,
        wanted_on=visit.wanted_on,
        person=visit.person_name,
    )
