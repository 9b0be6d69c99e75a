"""Messages of people become rows, once each, and wake whoever answers them: a handful in as few statements as one."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from lojar.lib.bulk_writing import write_together
from lojar.offices.models import Office

from ..alarms import raise_alarm
from ..delivery.line import charge_inbound
from ..ledger import PUT_ASIDE
from ..models import Contact, InboundMessage, OutboundMessage
from ..outbox import release_held
from ..queries import silent_contacts
from ..rules.gathering import gathering_seconds, is_crowded, was_crowded
from ..rules.times import Stamp, stamped
from ..rules.window import opened_by
from ..wake import wake_conversations, wake_media
from ..whatsapp.parse import Heard
from .acquaintances import Acquaintances, Meeting

if TYPE_CHECKING:
    from .parts import Delivery

SILENT = frozenset({"reaction", "system", "revoke", "group"})
NO_TIME = "waktu kirim tidak terbaca, dipakai waktu terima"
AT_ONCE = 500
Coming = Sequence[tuple["Delivery", Heard]]


def take_in(coming: Coming) -> None:
    fresh = _new_ones(coming)
    if not fresh:
        return
    stamps = [stamped(heard.stamp, received_at=delivery.received_at) for delivery, heard in fresh]
    meetings = [
        Meeting(_office(delivery, heard), heard, stamp.at)
        for (delivery, heard), stamp in zip(fresh, stamps, strict=True)
    ]
    people = Acquaintances(meetings)
    came = [
        _row(delivery, meeting, people.settled(meeting), stamp)
        for (delivery, _), meeting, stamp in zip(fresh, meetings, stamps, strict=True)
    ]
    contacts = people.today(row.contact_id for row in came)
    for row in came:
        row.contact = contacts[row.contact_id]
    InboundMessage.objects.bulk_create(came, batch_size=AT_ONCE)
    _mark_originals(came)
    _bring_up_to_date(contacts.values(), came, fresh)
    _wake([row for row in came if row.heard_at is None], coming[0][0])
    _take_room(came)


def office_of(delivery: "Delivery", phone_number_id: str) -> Office | None:
    """Of a number that is not ours nothing is taken in: it would be somebody else's citizen."""
    office = delivery.office(phone_number_id)
    if office is None:
        shown = phone_number_id[-4:]
        trouble = f"nomor kantor tidak dikenal (…{shown})"
        if trouble not in delivery.troubles:
            delivery.troubles.append(trouble)
            raise_alarm(
                "unknown_number",
                f"Ada pesan untuk nomor WhatsApp yang bukan milik kantor ini (id …{shown}).",
                office=None,
                now=delivery.now,
            )
    return office


def _office(delivery: "Delivery", heard: Heard) -> Office:
    office = delivery.office(heard.phone_number_id)
    assert office is not None, "messages of unknown numbers were sorted out"
    return office


def _new_ones(coming: Coming) -> list[tuple["Delivery", Heard]]:
    """Neither of a foreign number nor known: Meta repeats, also inside one POST."""
    known = _known(coming)
    fresh = []
    for delivery, heard in coming:
        name = (heard.phone_number_id, heard.wamid)
        if office_of(delivery, heard.phone_number_id) is None:
            delivery.counted[PUT_ASIDE] += 1
        elif name in known:
            delivery.counted["repeat"] += 1
        else:
            known.add(name)
            delivery.counted["message"] += 1
            fresh.append((delivery, heard))
    return fresh


def _known(coming: Coming) -> set[tuple[str, str]]:
    numbers = {heard.phone_number_id for _, heard in coming}
    wamids = {heard.wamid for _, heard in coming}
    found = InboundMessage.objects.filter(phone_number_id__in=numbers, wamid__in=wamids)
    return set(found.values_list("phone_number_id", "wamid"))


def _row(delivery: "Delivery", meeting: Meeting, contact_id: int, stamp: Stamp) -> InboundMessage:
    media, heard = InboundMessage.Media, meeting.heard
    silent = heard.kind in SILENT
    return InboundMessage(
        office=meeting.office,
        contact_id=contact_id,
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
        note=_remarks(heard, stamp),
    )


def _remarks(heard: Heard, stamp: Stamp) -> str:
    parts = (heard.remark, "" if stamp.readable else NO_TIME)
    return "; ".join(part for part in parts if part)[:300]


def _mark_originals(came: Iterable[InboundMessage]) -> None:
    """What was changed or taken back stays as it came, with a remark: a photo may already be evidence."""
    for message in came:
        remark = {"edit": "diubah oleh pengirim", "revoke": "dihapus oleh pengirim"}.get(message.kind)
        if remark and message.answers_wamid:
            same = message.contact.inbound.filter(wamid=message.answers_wamid).exclude(pk=message.pk)
            same.update(note=remark)


def _bring_up_to_date(contacts: Iterable[Contact], came: Iterable[InboundMessage], coming: Coming) -> None:
    """The window of 24 hours opens with the newest message, and the newest name is the name."""
    opened: dict[int, Contact] = {}
    renamed: dict[int, Contact] = {}
    for row, (_, heard) in zip(came, coming, strict=True):
        contact = row.contact
        opened_at = opened_by(row.kind, row.sent_at, contact.window_opened_at)
        if opened_at != contact.window_opened_at:
            contact.window_opened_at = opened_at
            opened[contact.pk] = contact
        if heard.name and heard.name != contact.name:
            contact.name = heard.name
            renamed[contact.pk] = contact
    write_together(opened.values(), ["window_opened_at"])
    for contact in renamed.values():
        contact.save(update_fields=["name"])
    _release_held(opened, coming)


def _release_held(changed: dict[int, Contact], coming: Coming) -> None:
    held = OutboundMessage.objects.filter(contact__in=changed, state=OutboundMessage.State.HELD)
    for contact_id in held.values_list("contact_id", flat=True).distinct() if changed else ():
        release_held(changed[contact_id], now=coming[0][0].now)


def _wake(unheard: Sequence[InboundMessage], delivery: "Delivery") -> None:
    """The first message that does not have to wait decides for its person."""
    waiting = InboundMessage.Media.WAITING
    waits: dict[int, float] = {}
    for message in unheard:
        seconds = gathering_seconds(
            with_file=message.media_state == waiting,
            backlog=delivery.backlog,
        )
        if seconds is not None:
            waits[message.contact_id] = min(seconds, waits.get(message.contact_id, seconds))
    wake_media(*(message.pk for message in unheard if message.media_state == waiting))
    for seconds in sorted(set(waits.values())):
        wake_conversations([id for id, wait in waits.items() if wait == seconds], in_seconds=seconds)
    if not is_crowded(delivery.backlog) and was_crowded(delivery.now - delivery.received_at):
        wake_conversations(silent_contacts(Q()))


def _take_room(came: Iterable[InboundMessage]) -> None:
    """On the line that our answers share. After the commit: whoever sends must not wait for a reader."""
    for office, count in Counter(row.office for row in came).items():
        transaction.on_commit(partial(charge_inbound, office, count))
