"""One message of one person becomes one row, and wakes whoever answers it."""

from datetime import datetime
from typing import TYPE_CHECKING

from lojar.offices.models import Office

from ..alarms import raise_alarm
from ..models import Contact, InboundMessage
from ..outbox import release_held
from ..queries import held_messages
from ..rules.times import Stamp, stamped
from ..rules.window import opened_by
from ..wake import wake_conversation, wake_media
from ..whatsapp.identities import change_names, contact_of
from ..whatsapp.parse import Heard

if TYPE_CHECKING:
    from .reading import Delivery

SILENT = frozenset({"reaction", "system", "revoke", "group"})
BURST_SECONDS = 3  # an album comes as several messages, often in several POSTs
NO_TIME = "waktu kirim tidak terbaca, dipakai waktu terima"


def take_in(delivery: "Delivery", heard: Heard) -> None:
    office = office_of(delivery, heard.phone_number_id)
    if office is None or _is_known(heard):
        return
    stamp = stamped(heard.stamp, received_at=delivery.received_at)
    contact = contact_of(office, heard.who, name=heard.name, at=stamp.at)
    if heard.change is not None:
        contact = change_names(office, heard.change, at=stamp.at)
    message = _written(delivery, heard, contact, stamp)
    _mark_original(message)
    _open_window(contact, message, delivery.now)
    if message.heard_at is None:
        _wake(message)


def office_of(delivery: "Delivery", phone_number_id: str) -> Office | None:
    """Of a number that is not ours nothing is taken in: it would be somebody else's citizen."""
    office = delivery.office(phone_number_id)
    if office is None:
        shown = phone_number_id[-4:]
        delivery.troubles.append(f"nomor kantor tidak dikenal (…{shown})")
        raise_alarm(
            "unknown_number",
            f"Ada pesan untuk nomor WhatsApp yang bukan milik kantor ini (id …{shown}).",
            office=None,
            now=delivery.now,
        )
    return office


def _is_known(heard: Heard) -> bool:
    return InboundMessage.objects.filter(phone_number_id=heard.phone_number_id, wamid=heard.wamid).exists()


def _written(delivery: "Delivery", heard: Heard, contact: Contact, stamp: Stamp) -> InboundMessage:
    media = InboundMessage.Media
    silent = heard.kind in SILENT
    remarks = (heard.remark, "" if stamp.readable else NO_TIME)
    return InboundMessage.objects.create(
        office_id=contact.office_id,
        contact=contact,
        delivery=delivery.row,
        phone_number_id=heard.phone_number_id,
        wamid=heard.wamid,
        kind=heard.kind,
        text=heard.text,
        choice=heard.choice,
        answers_wamid=heard.answers_wamid,
        details=heard.details,
        forwarded=heard.forwarded,
        media_state=media.WAITING if heard.medium and not silent else media.NONE,
        sent_at=stamp.at,
        received_at=delivery.received_at,
        heard_at=delivery.now if silent else None,
        note="; ".join(part for part in remarks if part)[:300],
    )


def _mark_original(message: InboundMessage) -> None:
    """What was changed or taken back stays as it came, with a remark: a photo may already be evidence."""
    remark = {"edit": "diubah oleh pengirim", "revoke": "dihapus oleh pengirim"}.get(message.kind)
    if remark and message.answers_wamid:
        same = message.contact.inbound.filter(wamid=message.answers_wamid).exclude(pk=message.pk)
        same.update(note=remark)


def _open_window(contact: Contact, message: InboundMessage, now: datetime) -> None:
    opened_at = opened_by(message.kind, message.sent_at, contact.window_opened_at)
    if opened_at != contact.window_opened_at:
        contact.window_opened_at = opened_at
        contact.save(update_fields=["window_opened_at"])
        if held_messages(contact).exists():
            release_held(contact, now=now)


def _wake(message: InboundMessage) -> None:
    if message.media_state == InboundMessage.Media.WAITING:
        wake_media(message.pk)
        wake_conversation(message.contact_id, in_seconds=BURST_SECONDS)
    else:
        wake_conversation(message.contact_id)
