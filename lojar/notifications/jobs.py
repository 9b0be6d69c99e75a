"""Reads what happened and was not told yet, and writes to the citizens about it; each morning, to the head."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import QuerySet
from procrastinate.contrib.django import app

from lojar.applications.models import CaseEvent
from lojar.applications.rules.events import Kind
from lojar.channels import outbox
from lojar.channels.models import Contact
from lojar.channels.queries import contact_now, is_withheld
from lojar.lib import clock
from lojar.offices.models import Office

from .actions import write_morning_note
from .happenings import happening
from .one_by_one import tell_one_by_one
from .rules.quiet_hours import not_before
from .rules.what_to_say import OWN_ACTS, SILENT, what_to_say
from .telling_the_hall import tell_the_hall
from .telling_visits import tell_visits
from .wordings import texts_for

# Told with the list of their numbers: the members of a package, when it happened to them at once.
TOLD_TOGETHER = frozenset({Kind.SUBMITTED, Kind.RESUBMITTED, Kind.WITHDRAWN})
SILENT_KINDS = sorted(kind.value for kind in SILENT)


@app.task(name="notifications.announce", queue="talk")
def announce() -> int:
    """Until nothing is left. Can run twice, and by several workers: rows are locked, messages have a key."""
    now = clock.now()
    _unread().filter(kind__in=SILENT_KINDS).update(announced_at=now)
    return tell_one_by_one(_unread, _tell, job="announce", now=now)


@app.periodic(cron="*/5 * * * *")
@app.task(name="notifications.announce_visits", queueing_lock="notifications.announce_visits", queue="talk")
def announce_visits(timestamp: int = 0) -> None:
    """Nudged with every event of a visit; the five minutes find what a lost nudge left."""
    tell_visits(now=clock.now())


@app.task(name="notifications.announce_hall", queueing_lock="notifications.announce_hall", queue="talk")
def announce_hall() -> None:
    """Nudged with every event in the hall. What a lost nudge leaves is on the screen, and soon not true any more."""
    tell_the_hall(now=clock.now())


@app.periodic(cron="*/15 * * * *")
@app.task(name="notifications.write_morning_notes", queueing_lock="notifications.write_morning_notes")
def write_morning_notes(timestamp: int = 0) -> None:
    """All through the day, because each office has its own morning. Can run twice: a note is written once."""
    for office in Office.objects.order_by("pk"):
        write_morning_note(office, now=clock.now())


@transaction.atomic
def _tell(event_id: int, *, now: datetime) -> int:
    """Everything that is told together, in one transaction; 0 where another worker was faster."""
    together = _told_together(event_id)
    # Locked in one order, so that two workers wait for each other at most once.
    unread = _unread().filter(pk__in=[event.pk for event in together])
    if not list(unread.select_for_update().order_by("id").values_list("pk", flat=True)):
        return 0
    unread.update(announced_at=now)
    contact = contact_now(together[0].application.contact)
    if _wants_to_hear(contact, Kind(together[0].kind)):
        _write(contact, together, now=now)
    return len(together)


def _told_together(event_id: int) -> list[CaseEvent]:
    """All of them, told or not: the first names the message, so that it stays one message whoever writes it."""
    of = "application__office", "application__contact", "application__service_version"
    events = CaseEvent.objects.select_related(*of).order_by("id")
    event = events.get(pk=event_id)
    if event.application.bundle_id is None or event.kind not in TOLD_TOGETHER:
        return [event]
    return list(events.filter(application__bundle=event.application.bundle_id, kind=event.kind, at=event.at))


def _wants_to_hear(contact: Contact, kind: Kind) -> bool:
    """Who asked for silence gets answers, and no news."""
    return contact.stopped_at is None or kind in OWN_ACTS


def _write(contact: Contact, events: list[CaseEvent], *, now: datetime) -> None:
    office, kind = events[0].application.office, Kind(events[0].kind)
    own = kind in OWN_ACTS
    by_program = events[0].by == CaseEvent.By.PROGRAM
    wait = not_before(now, ZoneInfo(office.time_zone)) if by_program else None
    told = happening(events, contact.language, now=now)
    if is_withheld(contact, events[0].application.created_at):
        told = replace(told, facts=told.facts | {"withheld"})
    for said in what_to_say(told, texts_for(office, contact.language), contact.language):
        outbox.post(
            contact,
            said.message,
            key=f"event:{events[0].pk}" + (f":{said.part}" if said.part else ""),
            purpose="reply" if own else "news",
            about=events[0].application.number,
            outside_window=said.outside_window,
            not_before=wait,
            now=now,
        )


def _unread() -> QuerySet[CaseEvent]:
    return CaseEvent.objects.filter(announced_at=None)
