"""Messages that did not arrive, as an officer needs them: whom to phone, what to say, why, and what to do."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lojar.applications.models import Application
from lojar.channels import held, messages, queries
from lojar.channels.models import Contact, OutboundMessage
from lojar.channels.rules.send_errors import Course, verdict
from lojar.offices.models import Office

LONGEST = 160
PHONE_FIRST = _("Telepon warga ini; mengirim lagi tidak akan membantu.")
SEND_LATER = _("Gangguannya bukan pada warga. Kirim lagi bila saluran sudah berjalan baik.")
SEND_PERHAPS = _("Telepon lebih dulu: mungkin pesannya sudah sampai, hanya kabarnya yang tidak.")
WAIT_A_DAY = _("Telepon warga ini bila kabarnya mendesak.")
NO_TELLING = _("Tidak ada kabar apakah pesan ini sampai")
HELD_BACK = 131049
BY_COURSE = {
    Course.RETRY: SEND_LATER,
    Course.WAIT_FOR_PERSON: SEND_LATER,
    Course.UPLOAD_AGAIN: SEND_LATER,
    Course.NEEDS_TEMPLATE: SEND_LATER,
    Course.STOP_TEMPLATE: SEND_LATER,
    Course.STOP_TEMPLATES: SEND_LATER,
    Course.STOP_LINE: SEND_LATER,
    Course.UNCERTAIN: SEND_PERHAPS,
    Course.GIVE_UP: PHONE_FIRST,
}


@dataclass(frozen=True)
class NotArrived:
    pk: int
    contact: int
    name: str
    phone: str
    tel: str  # "" where the person has no number that can be called
    said: str
    why: Any
    detail: str  # in Meta's words
    do: Any
    code: int | None
    about: str
    at: datetime


@dataclass(frozen=True)
class Held:
    contact: int
    name: str
    phone: str
    tel: str
    count: int
    since: datetime
    closed_at: datetime | None
    told_at: datetime | None
    may_be_told: bool
    price: Decimal | None


def not_arrived(found: Iterable[OutboundMessage]) -> list[NotArrived]:
    rows = list(found)
    numbers = Application.objects.filter(number__in={row.about for row in rows}).exclude(status="draft")
    known = set(numbers.values_list("number", flat=True))
    return [_row(row, known) for row in rows]


def _row(row: OutboundMessage, known: set[str]) -> NotArrived:
    contact = queries.contact_now(row.contact)
    why, do = _why(row)
    return NotArrived(
        pk=row.pk, contact=contact.pk, name=contact.name, phone=queries.shown_number(contact),
        tel=queries.dialled_number(contact), said=_said(row), why=why, detail=row.error_text, do=do,
        code=row.error_code, about=row.about if row.about in known else "",
        at=row.failed_at or row.in_flight_at or row.created_at,
    )  # fmt: skip


def _said(row: OutboundMessage) -> str:
    words = " ".join(messages.plain(messages.from_json(row.body)).split())
    return messages.fitted(words, LONGEST)


def _why(row: OutboundMessage) -> tuple[Any, Any]:
    if row.state == OutboundMessage.State.IN_FLIGHT or row.error_code is None:
        return NO_TELLING, SEND_PERHAPS
    found = verdict(row.error_code)
    return gettext(found.why), WAIT_A_DAY if row.error_code == HELD_BACK else BY_COURSE[found.course]


def held_on_desk(office: Office, now: datetime) -> list[Held]:
    return [_held(each, office) for each in held.held_for(office, now)]


def _held(each: held.HeldFor, office: Office) -> Held:
    contact: Contact = queries.contact_now(each.contact)
    return Held(
        contact=contact.pk, name=contact.name, phone=queries.shown_number(contact),
        tel=queries.dialled_number(contact), count=each.count, since=each.since, closed_at=each.window.closes_at,
        told_at=each.told_at, may_be_told=each.may_be_told, price=office.message_price,
    )  # fmt: skip
