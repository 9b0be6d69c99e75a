"""Answers that wait until their person writes: how many, for whom, and what it costs to say so."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Min

from lojar.offices.models import Office

from . import outbox, queries
from .models import Contact, OutboundMessage
from .rules.window import Window, may_nudge
from .whatsapp.templates.ours import news_waits


@dataclass(frozen=True)
class HeldFor:
    """What waits for one person."""

    contact: Contact
    count: int
    since: datetime
    window: Window
    told_at: datetime | None  # when a template last said that something waits
    may_be_told: bool  # one template a day


def held_for(office: Office, now: datetime) -> list[HeldFor]:
    """Whoever waits longest first."""
    held = OutboundMessage.objects.filter(contact__office=office, state=OutboundMessage.State.HELD)
    rows = list(held.values("contact").annotate(count=Count("id"), since=Min("created_at")).order_by("since"))
    people = Contact.objects.in_bulk([row["contact"] for row in rows])
    told = _told_at(list(people))
    return [
        _held(people[row["contact"]], row["count"], row["since"], told.get(row["contact"]), now)
        for row in rows
    ]


def _held(contact: Contact, count: int, since: datetime, told_at: datetime | None, now: datetime) -> HeldFor:
    return HeldFor(contact, count, since, queries.window(contact, now), told_at, may_nudge(told_at, now))


def _told_at(contacts: list[int]) -> dict[int, datetime]:
    nudges = outbox.nudges_that_count(OutboundMessage.objects.filter(contact__in=contacts))
    last = nudges.values("contact").annotate(at=Max("created_at")).order_by()
    return {row["contact"]: row["at"] for row in last}


def may_be_told(contact: Contact, now: datetime) -> bool:
    """Would an answer that is written now send a template, which costs money?"""
    return may_nudge(_told_at([contact.pk]).get(contact.pk), now)


def tell(contact: Contact, now: datetime) -> bool:
    """The template that says that an answer waits, where today's has not gone yet and Meta lets us use one."""
    first = queries.held_messages(contact).select_related("contact__office").first()
    if first is None or news_waits(first) is None or not may_be_told(contact, now):
        return False
    outbox.say_that_news_waits(first, now)
    return True
