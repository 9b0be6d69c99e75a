"""Who comes, and why they must."""

from dataclasses import dataclass

from lojar.applications.models import Application
from lojar.applications.rules.lifecycle import NotAllowed
from lojar.catalogue import catalogue
from lojar.channels.models import Contact
from lojar.channels.queries import contact_now
from lojar.offices.models import Officer

from ..models import Session, Visit
from ..queries.stock import protocols_of, span_of
from ..rules.slots import mode_of
from ..rules.urgency import may_be_seen


@dataclass(frozen=True, slots=True)
class Errand:
    """`reason`: code of an urgent reason, "" for none; `note`: an officer's judgement in words; `party`: people of one
    household, who are served as one and need one place."""

    reason: str = ""
    note: str = ""
    person_name: str = ""
    party: int = 1
    application: Application | None = None
    admitted_by: Officer | None = None


def must_fit(session: Session, person: Contact, errand: Errand) -> None:
    """NotAllowed: other_office, other_contact, no_party."""
    about = errand.application
    if {person.office_id, about.office_id if about else person.office_id} != {session.office_id}:
        raise NotAllowed("other_office")
    if about is not None and contact_now(about.contact).pk != person.pk:
        raise NotAllowed("other_contact")
    if errand.party < 1:
        raise NotAllowed("no_party")


def must_be_let_in(session: Session, errand: Errand) -> None:
    """As the hall is run at that time, not now. NotAllowed: hall_closed, not_urgent, officer_only, note_needed."""
    may_be_seen(
        session.purpose,
        catalogue().urgent,
        errand.reason,
        by_officer=errand.admitted_by is not None,
        note=errand.note,
        mode=mode_of(span_of(session), protocols_of(session.office)),
    )


def errand_of(visit: Visit) -> Errand:
    note, name, about = visit.reason_note, visit.person_name, visit.application
    return Errand(visit.reason, note, name, visit.party, about, visit.admitted_by)


def write_errand(visit: Visit, errand: Errand) -> tuple[str, ...]:
    """Gives the names of the fields to save."""
    visit.reason, visit.reason_note, visit.person_name = (
        errand.reason,
        errand.note.strip(),
        errand.person_name.strip(),
    )
    visit.party, visit.application, visit.admitted_by = errand.party, errand.application, errand.admitted_by
    return ("reason", "reason_note", "person_name", "party", "application", "admitted_by")
