"""Who waits for an officer's answer: people the program handed over, with or without an application."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, QuerySet, Subquery

from lojar.channels import queries as channels
from lojar.channels.models import Contact, InboundMessage, OutboundMessage
from lojar.offices.models import Office

MOST = 100


@dataclass(frozen=True)
class Talk:
    """One line of the list: who, what they said last, and since when they wait."""

    contact: int
    name: str
    phone: str
    said: str
    at: datetime
    unanswered: bool


def with_officers(office: Office) -> QuerySet[Contact]:
    """Those the program keeps still for."""
    return Contact.objects.filter(office=office, with_officer_since__isnull=False, merged_into=None)


def talks_of(office: Office) -> list[Talk]:
    """Whoever waits for an answer first, the longest wait first."""
    last_in = (
        InboundMessage.objects.filter(contact=OuterRef("pk")).order_by("-sent_at", "-id").values("pk")[:1]
    )
    ours = OutboundMessage.objects.filter(contact=OuterRef("pk"), purpose="officer").order_by("-id")
    people = with_officers(office).annotate(
        last_in=Subquery(last_in), answered_at=Subquery(ours.values("created_at")[:1])
    )
    waiting = list(people.order_by("with_officer_since")[:MOST])
    heard = InboundMessage.objects.in_bulk([each.last_in for each in waiting if each.last_in])
    talks = [_talk(each, heard.get(each.last_in), each.answered_at) for each in waiting]
    return sorted(talks, key=lambda talk: (not talk.unanswered, talk.at))


def _talk(contact: Contact, last: InboundMessage | None, answered_at: datetime | None) -> Talk:
    at = last.sent_at if last else contact.with_officer_since or contact.first_heard_at
    return Talk(
        contact=contact.pk,
        name=contact.name,
        phone=channels.shown_number(contact),
        said=last.text if last else "",
        at=at,
        unanswered=answered_at is None or at > answered_at,
    )
