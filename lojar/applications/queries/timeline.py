"""One case's history, and one person's cases."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from lojar.channels.models import Contact

from ..models import Application, CaseEvent
from ..rules.events import Kind
from ..rules.lifecycle import OPEN, Status

STILL_GOING = sorted({Status.DRAFT, *OPEN})


def timeline(application: Application) -> list[CaseEvent]:
    """Oldest first."""
    return list(application.events.select_related("officer").order_by("id"))


def open_of(contact: Contact) -> list[Application]:
    """From draft to ready, newest first."""
    return list(_of(contact).filter(status__in=STILL_GOING))


def recent_of(contact: Contact, *, limit: int = 10) -> list[Application]:
    """Whatever its status, newest first. Asked at every turn of a conversation: no more is joined than is looked at."""
    rows = list(_of(contact).select_related(None)[:limit])
    for row in rows:
        row.office = contact.office
    return rows


def siblings_of(application: Application) -> list[Application]:
    """The other members of the same package, in order."""
    if application.bundle_id is None:
        return []
    return list(
        Application.objects.filter(bundle=application.bundle_id).exclude(pk=application.pk).order_by("id")
    )


def worked_on(officer_ids: Iterable[int], *, since: datetime) -> set[tuple[int, str]]:
    """(officer, number) of whatever they claimed, reviewed or decided since then; a note alone is no work on it."""
    events = CaseEvent.objects.filter(officer__in=list(officer_ids), at__gte=since)
    events = events.exclude(kind=Kind.NOTE_WRITTEN)
    return set(events.values_list("officer_id", "application__number").distinct())


def _of(contact: Contact) -> QuerySet[Application]:
    """Also what was begun under a contact that turned out to be the same person. By ids: a condition across the
    join would read every application of the house."""
    same = [contact.pk, *Contact.objects.filter(merged_into=contact).values_list("pk", flat=True)]
    rows = Application.objects.filter(contact__in=same)
    return rows.select_related("office", "contact", "claimed_by").order_by("-id")
