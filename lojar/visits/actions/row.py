"""The rows, locked, in the one order; and what is written beside every change."""

from collections.abc import Iterable
from datetime import datetime

from lojar.applications.rules.lifecycle import NotAllowed
from lojar.channels.models import Contact
from lojar.channels.queries import contact_now
from lojar.lib.jobs import nudge
from lojar.offices.models import Officer

from ..models import Session, Visit, VisitEvent
from ..queries.stock import places_free

Kind = VisitEvent.Kind


def lock_person(contact_id: int) -> Contact:
    """So that one person asks for one thing at a time. Without `no_key` every row that names the contact would wait,
    a message that comes in among them. The name is sealed: it is read where it is asked for."""
    rows = Contact.objects.select_for_update(no_key=True).only("office", "merged_into")
    row = rows.get(pk=contact_id)
    # Found to be the same person as another one: that one is locked beside it.
    return row if row.merged_into_id is None else rows.get(pk=contact_now(row).pk)


def lock_sessions(ids: Iterable[int | None]) -> dict[int, Session]:
    """By id, whoever asks: two that lock the same sessions never wait for each other in a ring. NotAllowed:
    unknown_session."""
    wanted = {each for each in ids if each is not None}
    rows = Session.objects.select_for_update(of=("self",)).select_related("office")
    found = {row.pk: row for row in rows.filter(pk__in=wanted).order_by("pk")}
    if len(found) < len(wanted):
        raise NotAllowed("unknown_session")
    return found


def lock_visit(visit: Visit, *, toward: Session | None = None) -> tuple[Visit, dict[int, Session]]:
    """The visit, after its person, its session, and the one it may move to."""
    if visit.contact_id is not None:
        lock_person(visit.contact_id)
    session_id = Visit.objects.values_list("session_id", flat=True).get(pk=visit.pk)
    sessions = lock_sessions([session_id, toward.pk if toward else None])
    row = Visit.objects.select_for_update(of=("self",)).get(pk=visit.pk)
    if row.session_id != session_id:
        # Only where the contact was found to be another person in this very moment.
        raise NotAllowed("changed_meanwhile")
    if session_id is not None:
        row.session = sessions[session_id]
    return row, sessions


def must_have_room(session: Session, now: datetime) -> None:
    """Asked only under the session's lock. NotAllowed("full", session=)."""
    if places_free(session, now) < 1:
        raise NotAllowed("full", session=session.pk)


def must_be_ahead(session: Session, now: datetime) -> None:
    """NotAllowed("session_begun", since=)."""
    if session.starts_at <= now:
        raise NotAllowed("session_begun", since=session.starts_at)


def write_event(
    visit: Visit,
    kind: Kind,
    *,
    session: Session | None = None,
    officer: Officer | None = None,
    now: datetime,
) -> VisitEvent:
    """In the caller's transaction, so that a change without its event cannot be."""
    event = VisitEvent.objects.create(
        visit=visit, kind=kind, at=now, session=session or visit.session, officer=officer
    )
    nudge("notifications.announce_visits", once="notifications.announce_visits")
    return event


def must_work_at(office_id: int, officer: Officer | None) -> None:
    """None is the citizen. An administrator without an office looks after all of them. NotAllowed: other_office."""
    if officer is None:
        return
    everywhere = officer.office_id is None and officer.role == Officer.Role.ADMIN
    if not officer.is_active or not (everywhere or officer.office_id == office_id):
        raise NotAllowed("other_office")
