"""A place while somebody chooses."""

import secrets
from datetime import datetime

from django.db import transaction

from lojar.applications.rules.lifecycle import NotAllowed
from lojar.channels.models import Contact

from ..models import Session, Visit
from ..queries.visits import of_person
from ..rules.life import HOLD_LASTS, OPEN, is_held
from .errand import Errand, must_be_let_in, must_fit, write_errand
from .line import must_not_pass_the_line
from .row import lock_person, lock_sessions, must_be_ahead, must_have_room, must_work_at

NOTHING_ELSE = Errand()


@transaction.atomic
def hold(contact: Contact, session: Session, errand: Errand = NOTHING_ELSE, *, now: datetime) -> Visit:
    """For ten minutes; `pass_token` books it. Holding another place lets the first one go; the same place again is the
    same hold, not a longer one. NotAllowed: full, has_open_visit, session_begun, hall_closed, not_urgent, officer_only,
    note_needed, other_office, other_contact, no_party, unknown_session."""
    person = lock_person(contact.pk)
    known = of_person(person).filter(purpose=session.purpose, state__in=sorted(OPEN))
    before = list(known.values_list("session_id", flat=True))
    rows = lock_sessions([session.pk, *before])
    row = rows[session.pk]
    must_work_at(row.office_id, errand.admitted_by)
    must_fit(row, person, errand)
    # Nobody adds a visit of this person meanwhile: where there was none there is none to lock.
    others = list(known.select_for_update(of=("self",)).order_by("pk")) if before else []
    standing = _let_go_of_others(others, row, now)
    must_be_ahead(row, now)
    must_be_let_in(row, errand)
    if standing is not None:
        standing.save(update_fields=write_errand(standing, errand))
        return standing
    must_not_pass_the_line(row)
    must_have_room(row, now)
    visit = _new_hold(person, row, now)
    write_errand(visit, errand)
    visit.save()
    return visit


def _let_go_of_others(known: list[Visit], session: Session, now: datetime) -> Visit | None:
    """The person's hold on this very session, if it stands. NotAllowed("has_open_visit", visit=)."""
    for visit in known:
        if visit.state != Visit.State.HELD:
            raise NotAllowed("has_open_visit", visit=visit.pk)
        if visit.session_id == session.pk and is_held(visit.state, visit.held_until, now):
            return visit
        visit.state = Visit.State.LAPSED
        visit.save(update_fields=["state"])
    return None


def _new_hold(person: Contact, session: Session, now: datetime) -> Visit:
    return Visit(
        office=session.office,
        session=session,
        contact=person,
        purpose=session.purpose,
        held_until=now + HOLD_LASTS,
        pass_token=secrets.token_urlsafe(24),
        created_at=now,
    )
