"""The conversation beside the papers: what was said, by whom, with the pictures, and until when we may answer."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lojar.applications.models import Application
from lojar.channels import held
from lojar.channels import queries as channels
from lojar.channels.models import Contact
from lojar.evidence import queries as evidence
from lojar.evidence.models import Photo

from . import later, live

KINDS = {
    "audio": gettext_lazy("Pesan suara"),
    "video": gettext_lazy("Video"),
    "sticker": gettext_lazy("Stiker"),
    "location": gettext_lazy("Lokasi"),
    "contacts": gettext_lazy("Kartu kontak"),
    "reaction": gettext_lazy("Reaksi"),
    "order": gettext_lazy("Pesanan"),
    "system": gettext_lazy("Pesan sistem"),
    "unsupported": gettext_lazy("Pesan yang tidak dapat dibuka"),
    "edit": gettext_lazy("Pesan diubah"),
    "revoke": gettext_lazy("Pesan dihapus"),
    "group": gettext_lazy("Pesan grup"),
    "image": gettext_lazy("Foto"),
    "document": gettext_lazy("Berkas"),
    "flow": gettext_lazy("Formulir"),
}
STATES = {
    "queued": gettext_lazy("antre"),
    "held": gettext_lazy("menunggu warga menulis"),
    "in_flight": gettext_lazy("sedang dikirim"),
    "sent": gettext_lazy("terkirim"),
    "delivered": gettext_lazy("sampai"),
    "read": gettext_lazy("dibaca"),
    "failed": gettext_lazy("gagal terkirim"),
    "expired": gettext_lazy("tidak terkirim"),
    "waiting": gettext_lazy("sedang diambil"),
    "quarantined": gettext_lazy("dikarantina"),
    "lost": gettext_lazy("tidak dapat diambil"),
}


@dataclass(frozen=True)
class Said:
    """One line of the talk as the desk shows it."""

    inbound: bool
    at: datetime
    day: date | None  # set where a new day begins
    who: str
    text: str
    kind: str
    state: str
    failed: bool
    choices: tuple[str, ...]
    by_officer: bool
    pages: tuple[int, ...]
    voice: int  # photo row of a voice note, 0 where there is none
    trouble: str


def beside(application: Application, *, now: datetime) -> dict[str, Any]:
    """The conversation in the panel of one application."""
    where = [application.number]
    return {
        **thread_of(channels.contact_now(application.contact), now=now),
        "about": application.number,
        "talk_url": reverse("desk:conversation", args=where),
        "reply_url": reverse("desk:reply", args=where),
        "hand_back_url": reverse("desk:hand_back", args=where),
        "later_url": reverse("desk:later", args=where),
        "not_later_url": reverse("desk:not_later", args=where),
    }


def alone(contact: Contact, *, now: datetime) -> dict[str, Any]:
    """The conversation on a page of its own: perhaps nothing was applied for yet."""
    where = [contact.pk]
    return {
        **thread_of(contact, now=now),
        "about": "",
        "talk_url": reverse("desk:talks_lines", args=where),
        "reply_url": reverse("desk:talks_reply", args=where),
        "hand_back_url": reverse("desk:talks_hand_back", args=where),
        "later_url": reverse("desk:talks_later", args=where),
        "not_later_url": reverse("desk:talks_not_later", args=where),
    }


def thread_of(contact: Contact, *, now: datetime) -> dict[str, Any]:
    lines = channels.thread(contact)
    window = channels.window(contact, now)
    return {
        "contact": contact,
        "talk": _said(lines),
        "window": window,
        "phone": channels.shown_number(contact),
        "with_officer": contact.with_officer_since,
        "unproven": contact.unproven_since,
        "confirm_url": reverse("desk:talks_confirmation", args=[contact.pk]),
        "held": channels.held_messages(contact).count(),
        "template_goes": not window.open and held.may_be_told(contact, now),
        "template_price": contact.office.message_price,
        "reply_key": uuid4().hex,
        **later.later_of(contact, now=now),
        "talk_tag": live.tag_of(
            [(line.inbound, line.id, line.state) for line in lines], window, contact.with_officer_since
        ),
    }


def _said(lines: list[channels.Line]) -> list[Said]:
    photos = evidence.photos_of_messages([line.id for line in lines if line.inbound])
    found, before = [], None
    for line in lines:
        day = localtime(line.at).date()
        found.append(
            _one(line, photos.get(line.id) if line.inbound else None, day if day != before else None)
        )
        before = day
    return found


def _one(line: channels.Line, photo: Photo | None, day: date | None) -> Said:
    shown = line.state if not (line.inbound and line.state in {"none", "kept"}) else ""
    return Said(
        inbound=line.inbound, at=line.at, day=day, who=line.who or ("" if line.inbound else _("Lojar")),
        text=line.text, kind=str(KINDS.get(line.kind, "")), state=str(STATES.get(shown, "")),
        failed=line.state in {"failed", "expired", "lost"}, choices=line.choices,
        by_officer=line.purpose == "officer", pages=tuple(page.pk for page in photo.pages.all()) if photo else (),
        voice=photo.pk if photo and evidence.is_voice(photo) else 0, trouble=photo.trouble if photo else "",
    )  # fmt: skip


def number_of(contact: Contact) -> str:
    return channels.shown_number(channels.contact_now(contact))
