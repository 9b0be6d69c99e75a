"""Writes to the citizens what became of their visits."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import QuerySet

from lojar.channels import outbox
from lojar.channels.queries import contact_now, is_withheld
from lojar.visits.models import VisitEvent

from .one_by_one import tell_one_by_one
from .rules.quiet_hours import not_before
from .rules.visit_news import Kind, visit_news
from .visit_happenings import visit_happening
from .wordings import texts_for

# What the person has just done or asked for; the rest is news, and keeps the night.
OWN_ACTS = frozenset({Kind.BOOKED, Kind.CHANGED, Kind.CANCELLED})
# Who has to choose within half an hour, or is about to come in vain, is told at once.
CANNOT_WAIT = OWN_ACTS | {Kind.OFFERED, Kind.DISPLACED}


def tell_visits(*, now: datetime) -> int:
    """Until nothing is left; how many were told. Can run twice, and by several workers."""
    return tell_one_by_one(_unread, _tell, job="announce_visits", now=now)


@transaction.atomic
def _tell(event_id: int, *, now: datetime) -> int:
    """0 where another worker was faster."""
    of = "visit__office", "visit__contact", "visit__session", "visit__application", "session"
    locked = _unread().select_for_update(of=("self",)).select_related(*of).filter(pk=event_id).first()
    if locked is None:
        return 0
    locked.announced_at = now
    locked.save(update_fields=["announced_at"])
    if not _is_overtaken(locked):
        _write(locked, now=now)
    return 1


def _is_overtaken(event: VisitEvent) -> bool:
    """A pass for a time that was given back since, or an offer that is over, would only mislead."""
    state = event.visit.state
    if event.kind in {Kind.BOOKED, Kind.CHANGED, Kind.REMINDED}:
        return state != "booked"
    return (event.kind == Kind.OFFERED and state != "held") or (
        event.kind == Kind.DISPLACED and state != "displaced"
    )


def _write(event: VisitEvent, *, now: datetime) -> None:
    visit = event.visit
    if visit.contact is None:
        return
    contact = contact_now(visit.contact)
    is_silent = contact.stopped_at is not None and event.kind not in OWN_ACTS
    if is_silent or is_withheld(contact, visit.created_at):
        return  # to a number that changed nothing of before is told
    texts = texts_for(visit.office, contact.language)
    wait = None if event.kind in CANNOT_WAIT else not_before(now, ZoneInfo(visit.office.time_zone))
    for said in visit_news(visit_happening(event, contact.language, now=now), texts):
        outbox.post(
            contact,
            said.message,
            key=f"visit:{event.pk}" + (f":{said.part}" if said.part else ""),
            purpose="reply" if event.kind in OWN_ACTS and event.officer_id is None else "news",
            about=visit.application.number if visit.application else "",
            outside_window=said.outside_window,
            not_before=wait,
            now=now,
        )


def _unread() -> QuerySet[VisitEvent]:
    return VisitEvent.objects.filter(announced_at=None)
