"""What other rooms ask about people and what was said."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import CharField, Exists, Max, Min, OuterRef, Q, QuerySet, Sum, Value
from django.db.models.functions import Cast, Concat

from lojar.lib import phone
from lojar.offices.models import Office

from . import messages
from .alarms import open_alarms
from .models import (
    Contact,
    Identity,
    InboundMessage,
    LedgerSlip,
    LedgerSum,
    LineAlarm,
    MessageTemplate,
    OutboundMessage,
    RefusedWebhook,
    WebhookDelivery,
)
from .rules.window import Window
from .rules.window import window as window_at
from .whatsapp.templates.ours import ours

# How the keys of our messages begin where they tell more than what is answered.
ECHO, AGAIN, PHONED = "echo:", "again:", "phoned:"
# Words that reached the person, and not through our line: no receipt, no price.
SPOKEN_ELSEWHERE = Q(key__startswith=ECHO) | Q(key__startswith=PHONED)
PHONE_APP = "aplikasi HP"
MOST_AT_ONCE = 10_000  # more than the people of any outage, and still two statements
UNCERTAIN_AFTER = timedelta(minutes=2)  # until then Meta's answer or a receipt may simply be on its way
OF_THE_NUMBER = ("phone_number_quality_update", "business_capability_update", "account_alerts", "security")


@dataclass(frozen=True)
class Line:
    """One message of a conversation, whichever way it went."""

    id: int
    inbound: bool
    at: datetime
    who: str
    kind: str
    text: str
    state: str
    choices: tuple[str, ...] = ()
    about: str = ""
    purpose: str = ""
    note: str = ""
    forwarded: bool = False
    details: dict[str, Any] = field(default_factory=dict)


def contact_now(contact: Contact) -> Contact:
    """The contact that this one is today, after whatever was found to be the same person."""
    seen = {contact.pk}
    while contact.merged_into is not None and contact.merged_into_id not in seen:
        contact = contact.merged_into
        seen.add(contact.pk)
    return contact


def is_withheld(contact: Contact, began_at: datetime) -> bool:
    """Whether what began then is not shown before the person has proved who they are; the desk sees all of it."""
    since = contact_now(contact).unproven_since
    return since is not None and began_at < since


def unheard(contact: Contact) -> list[InboundMessage]:
    """What the conversation has not taken in, in the order in which it was written."""
    return list(contact.inbound.filter(heard_at=None).order_by("sent_at", "id"))


def silent_contacts(which: Q) -> list[int]:
    """Ids of those who have messages of this kind that were not heard; neither of those with whom an officer talks,
    nor of those whose files have yet to come."""
    silent = InboundMessage.objects.filter(which, heard_at=None, contact__with_officer_since=None)
    waiting = silent.exclude(media_state=InboundMessage.Media.WAITING)
    return list(waiting.values_list("contact_id", flat=True).distinct()[:MOST_AT_ONCE])


def unread_deliveries() -> int:
    """About how many deliveries wait to be read: they are read in their order, so the ends tell it without counting."""
    waiting = WebhookDelivery.objects.filter(state=WebhookDelivery.State.WAITING)
    ends = waiting.aggregate(first=Min("id"), last=Max("id"))
    return ends["last"] - ends["first"] + 1 if ends["last"] else 0


def read_at(messages: Iterable[InboundMessage]) -> datetime:
    """When the last of them was taken out of its delivery; where that is not written down, when it was kept."""
    came = list(messages)
    deliveries = {message.delivery_id for message in came if message.delivery_id is not None}
    read: datetime | None = WebhookDelivery.objects.filter(pk__in=deliveries).aggregate(
        at=Max("finished_at")
    )["at"]
    return max([message.received_at for message in came] + ([read] if read else []))


def thread(contact: Contact, *, before: datetime | None = None, limit: int = 60) -> list[Line]:
    """The newest lines before a moment, the oldest of them first."""
    came = contact.inbound.order_by("-sent_at", "-id")
    went = contact.outbound.select_related("written_by").order_by("-id")
    if before is not None:
        came, went = came.filter(sent_at__lt=before), went.filter(created_at__lt=before)
    lines = [*map(_line_in, came[:limit]), *map(_line_out, went[:limit])]
    return sorted(lines, key=lambda line: (line.at, line.inbound, line.id))[-limit:]


def _line_in(message: InboundMessage) -> Line:
    return Line(
        message.pk,
        True,
        message.sent_at,
        "",
        message.kind,
        message.text,
        message.media_state,
        note=message.note,
        forwarded=message.forwarded,
        details=message.details or {},
    )


def _line_out(message: OutboundMessage) -> Line:
    said = messages.from_json(message.body)
    return Line(
        message.pk,
        False,
        message.created_at,
        _writer(message),
        message.body["type"],
        messages.plain(said),
        message.state,
        choices=messages.choices(said),
        about=message.about,
        purpose=message.purpose,
        note=message.error_text,
    )


def _writer(message: OutboundMessage) -> str:
    if message.key.startswith(ECHO):
        return PHONE_APP
    return str(message.written_by) if message.written_by else ""


def window(contact: Contact, now: datetime) -> Window:
    return window_at(contact.window_opened_at, now)


def living_identities(contact: Contact) -> list[Identity]:
    """Today's names, a phone number first."""
    return list(contact.identities.filter(valid_to=None).order_by("kind", "-valid_from"))


def shown_number(contact: Contact) -> str:
    """For officers; a person who hides the number is shown by the end of the user id."""
    return _first(living_identities(contact), phone.display)


def dialled_number(contact: Contact) -> str:
    """For a telephone: +62...; "" for somebody who is known by a user id only."""
    phones = (each.value for each in living_identities(contact) if each.kind == Identity.Kind.PHONE)
    return next((f"+{number}" for number in phones), "")


def masked_number(contact: Contact) -> str:
    return _first(living_identities(contact), phone.mask)


def _first(identities: Iterable[Identity], written: Any) -> str:
    identity = next(iter(identities), None)
    if identity is None:
        return "tanpa nomor"
    if identity.kind == Identity.Kind.PHONE:
        return str(written(identity.value))
    return f"ID …{identity.value[-4:]}"


def held_messages(contact: Contact) -> QuerySet[OutboundMessage]:
    return contact.outbound.filter(state=OutboundMessage.State.HELD).order_by("id")


def alarms(office: Office) -> QuerySet[LineAlarm]:
    return open_alarms(office).order_by("-stops_sending", "-raised_at")


def set_aside(office: Office) -> QuerySet[WebhookDelivery]:
    """Deliveries that could not be read in full; they belong to the line, whichever office looks."""
    return WebhookDelivery.objects.filter(state=WebhookDelivery.State.SET_ASIDE).defer("body").order_by("-id")


def failed_messages(office: Office) -> QuerySet[OutboundMessage]:
    """Those that nobody has settled yet, by sending them again or by telephone."""
    return _unsettled(_outbound_of(office).filter(state=OutboundMessage.State.FAILED))


def uncertain_messages(office: Office, now: datetime) -> QuerySet[OutboundMessage]:
    """Sent or not: nobody knows until a receipt comes."""
    return _unsettled(_perhaps_sent(office, now))


def may_be_sent_again(office: Office, now: datetime) -> QuerySet[OutboundMessage]:
    """Also what was settled: asking twice is one answer."""
    return _outbound_of(office).filter(state=OutboundMessage.State.FAILED) | _perhaps_sent(office, now)


def _perhaps_sent(office: Office, now: datetime) -> QuerySet[OutboundMessage]:
    before = now - UNCERTAIN_AFTER
    return _outbound_of(office).filter(state=OutboundMessage.State.IN_FLIGHT, in_flight_at__lt=before)


def _unsettled(found: QuerySet[OutboundMessage]) -> QuerySet[OutboundMessage]:
    pk = Cast(OuterRef("pk"), CharField())
    for start in (AGAIN, PHONED):
        found = found.exclude(Exists(OutboundMessage.objects.filter(key=Concat(Value(start), pk))))
    return found


def _outbound_of(office: Office) -> QuerySet[OutboundMessage]:
    return OutboundMessage.objects.filter(contact__office=office).select_related("contact").order_by("-id")


def waiting_to_leave(office: Office) -> int:
    return OutboundMessage.objects.filter(contact__office=office, state=OutboundMessage.State.QUEUED).count()


def last_delivery_at() -> datetime | None:
    """When Meta was last heard."""
    return WebhookDelivery.objects.order_by("-id").values_list("received_at", flat=True).first()


def refused_since(on: date) -> int:
    """POSTs with a wrong signature."""
    counts = RefusedWebhook.objects.filter(on__gte=on).values_list("count", flat=True)
    return sum(counts)


def recognised_repeats() -> int:
    """How often Meta told the same again, and nobody was answered twice."""
    told = Sum("count", default=0)
    return sum(
        book.objects.filter(what="update:repeat").aggregate(told=told)["told"]
        for book in (LedgerSlip, LedgerSum)
    )


def news_of_the_number(office: Office) -> list[LineAlarm]:
    """What Meta last said of its quality and its limits, one a kind, also what is over."""
    told = LineAlarm.objects.filter(Q(office=office) | Q(office=None), kind__in=OF_THE_NUMBER)
    return list(told.order_by("kind", "-raised_at").distinct("kind"))


def templates() -> QuerySet[MessageTemplate]:
    return MessageTemplate.objects.order_by("name", "language")


@dataclass(frozen=True)
class TemplateState:
    """One of ours and what Meta says of it; `status` is "" where it was never pushed."""

    name: str
    language: str
    status: str = ""
    category: str = ""
    quality: str = ""
    reason: str = ""
    changed_at: datetime | None = None


def template_states() -> list[TemplateState]:
    """Every template of ours, and whatever else Meta told of."""
    told = {(row.name, row.language): row for row in templates()}
    return [_template_state(key, told.get(key)) for key in sorted({*ours(), *told})]


def _template_state(key: tuple[str, str], row: MessageTemplate | None) -> TemplateState:
    if row is None:
        return TemplateState(*key)
    return TemplateState(*key, row.status, row.category, row.quality, row.reason, row.changed_at)
