"""The verbs of a visit, asked by a citizen: only of their own visits, and of sessions of their own office."""

from datetime import date, datetime

from lojar.applications.models import Application
from lojar.applications.rules.lifecycle import NotAllowed
from lojar.channels.models import Contact
from lojar.channels.queries import is_withheld
from lojar.visits import actions as visits
from lojar.visits.actions import Errand
from lojar.visits.models import Session, Visit
from lojar.visits.queries import of_person

from .engine import commands as c


def hold(contact: Contact, command: c.HoldPlace, application: Application | None, *, now: datetime) -> None:
    errand = Errand(reason=command.reason, person_name=command.person, application=application)
    visits.hold(contact, _session(contact, command.session), errand, now=now)


def book(contact: Contact, command: c.BookPlace, *, now: datetime) -> None:
    visits.book(_own(contact, command.visit).pass_token, person_name=command.person, now=now)


def change(contact: Contact, command: c.ChangePlace, *, now: datetime) -> None:
    visits.change(_own(contact, command.visit), _session(contact, command.session), now=now)


def cancel(contact: Contact, command: c.CancelVisit, *, now: datetime) -> None:
    visits.cancel(_own(contact, command.visit), now=now)


def wait(
    contact: Contact, command: c.WaitForPlace, application: Application | None, *, now: datetime
) -> None:
    errand = Errand(reason=command.reason, person_name=command.person, application=application)
    visits.wait(contact, contact.office, command.purpose, date.fromisoformat(command.on), errand, now=now)


def _own(contact: Contact, visit: int) -> Visit:
    """NotAllowed: unknown_visit."""
    found = of_person(contact).filter(pk=visit).first()
    if found is None or is_withheld(contact, found.created_at):
        raise NotAllowed("unknown_visit")
    return found


def _session(contact: Contact, session: int) -> Session:
    """NotAllowed: unknown_session."""
    found = Session.objects.select_related("office").filter(pk=session, office=contact.office_id).first()
    if found is None:
        raise NotAllowed("unknown_session")
    return found
