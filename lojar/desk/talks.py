"""Who waits for an officer's answer: people the program handed over, with or without an application, and those whom
somebody at the desk meant to answer by now."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from lojar.channels import queries as channels
from lojar.channels.models import AnswerLater, Contact, InboundMessage, OutboundMessage
from lojar.offices.models import Office

from . import later

MOST = 100
DUE, WAITS, PUT_OFF, ANSWERED = range(4)  # the order of the list


@dataclass(frozen=True)
class Talk:
    """One line of the list: who, what they said last, and since when they wait."""

    contact: int
    name: str
    phone: str
    said: str
    at: datetime
    standing: int
    answer_at: datetime | None  # when somebody means to answer

    @property
    def unanswered(self) -> bool:
        return self.standing == WAITS

    @property
    def is_due(self) -> bool:
        return self.standing == DUE

    @property
    def is_put_off(self) -> bool:
        return self.standing == PUT_OFF


def with_officers(office: Office) -> QuerySet[Contact]:
    """Those the program keeps still for."""
    return Contact.objects.filter(office=office, with_officer_since__isnull=False, merged_into=None)


def talks_of(office: Office, *, now: datetime) -> list[Talk]:
    """Whoever was to be answered by now first, then who waits, the longest wait first; who wrote again since an
    answer was put off waits again."""
    put_off = {each.contact_id: each for each in later.waiting(office)}
    due = [pk for pk, each in put_off.items() if each.due_at <= now][:MOST]
    people = {each.pk: each for each in _with_last_words(Contact.objects.filter(pk__in=due))}
    people |= {
        each.pk: each
        for each in _with_last_words(with_officers(office)).order_by("with_officer_since")[:MOST]
    }
    heard = InboundMessage.objects.in_bulk([each.last_in for each in people.values() if each.last_in])
    talks = [
        _talk(each, heard.get(each.last_in), each.answered_at, put_off.get(pk), now=now)
        for pk, each in people.items()
    ]
    return sorted(talks, key=lambda talk: (talk.standing, talk.at))


def _with_last_words(people: QuerySet[Contact]) -> QuerySet[Any]:
    """With `last_in`, their newest message, and `answered_at`, when an officer last wrote."""
    last_in = (
        InboundMessage.objects.filter(contact=OuterRef("pk")).order_by("-sent_at", "-id").values("pk")[:1]
    )
    ours = OutboundMessage.objects.filter(contact=OuterRef("pk"), purpose="officer").order_by("-id")
    return people.annotate(last_in=Subquery(last_in), answered_at=Subquery(ours.values("created_at")[:1]))


def _talk(
    contact: Contact,
    last: InboundMessage | None,
    answered_at: datetime | None,
    put_off: AnswerLater | None,
    *,
    now: datetime,
) -> Talk:
    at = last.sent_at if last else contact.with_officer_since or contact.first_heard_at
    return Talk(
        contact=contact.pk,
        name=contact.name,
        phone=channels.shown_number(contact),
        said=last.text if last else "",
        at=at,
        standing=_standing(at, answered_at, put_off, now),
        answer_at=put_off.due_at if put_off else None,
    )


def _standing(at: datetime, answered_at: datetime | None, put_off: AnswerLater | None, now: datetime) -> int:
    if put_off is not None and put_off.due_at <= now:
        return DUE
    if put_off is not None and at <= put_off.set_at:
        return PUT_OFF
    return WAITS if answered_at is None or at > answered_at else ANSWERED
