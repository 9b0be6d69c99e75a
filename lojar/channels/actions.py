"""The verbs about people and their messages."""

import logging
from collections.abc import Iterable
from datetime import datetime

from lojar.lib.jobs import nudge
from lojar.offices.models import Officer

from . import messages
from .models import AnswerLater, Contact, InboundMessage, LineAlarm, OutboundMessage
from .queries import AGAIN, PHONED
from .wake import wake_delivery

log = logging.getLogger(__name__)
ON_THE_PHONE = "Disampaikan lewat telepon"


def mark_heard(messages: Iterable[InboundMessage], now: datetime) -> int:
    ids = [message.pk for message in messages]
    return InboundMessage.objects.filter(pk__in=ids, heard_at=None).update(heard_at=now)


def note(message: InboundMessage, why: str) -> None:
    message.note = why[:300]
    message.save(update_fields=["note"])


def note_once(contact: Contact, message_id: int, why: str) -> None:
    """Only where nothing stands yet: what WhatsApp said of the message tells more."""
    contact.inbound.filter(pk=message_id, note="").update(note=why[:300])


def talk_with_officer(contact: Contact, now: datetime) -> None:
    if contact.with_officer_since is None:
        _set(contact, "with_officer_since", now)


def hand_back(contact: Contact) -> None:
    """The program answers again."""
    _set(contact, "with_officer_since", None)


def answer_later(contact: Contact, *, due_at: datetime, officer: Officer, now: datetime) -> None:
    """One for a conversation, whoever sets it: the last word holds. The citizen is told nothing of it."""
    said = {"due_at": due_at, "set_at": now, "set_by": officer}
    AnswerLater.objects.update_or_create(contact=contact, defaults=said)


def need_not_answer_later(contact: Contact) -> None:
    """Somebody has answered, or nobody has to."""
    AnswerLater.objects.filter(contact=contact).delete()


def keep_silent(contact: Contact, now: datetime) -> None:
    if contact.stopped_at is None:
        _set(contact, "stopped_at", now)


def speak_again(contact: Contact) -> None:
    _set(contact, "stopped_at", None)


def speak(contact: Contact, language: str) -> None:
    _set(contact, "language", language)


def confirm_person(contact: Contact, *, officer: Officer | None = None, now: datetime) -> None:
    """They answered a question that only the applicant can answer, or an officer made sure who it is."""
    if contact.unproven_since is not None:
        _set(contact, "unproven_since", None)
        by = officer.pk if officer else "an answer"
        log.info("contact %s is confirmed by %s at %s", contact.pk, by, now.isoformat())


def _set(contact: Contact, field: str, value: datetime | str | None) -> None:
    setattr(contact, field, value)
    contact.save(update_fields=[field])


def media_kept(message: InboundMessage, *, text: str = "") -> None:
    """`text`: what was heard in a voice note."""
    if text and not message.text:
        message.text = text
        message.save(update_fields=["text"])
    _media(message, InboundMessage.Media.KEPT, "")


def media_quarantined(message: InboundMessage, why: str) -> None:
    _media(message, InboundMessage.Media.QUARANTINED, why)


def media_lost(message: InboundMessage, why: str) -> None:
    _media(message, InboundMessage.Media.LOST, why)


def _media(message: InboundMessage, state: InboundMessage.Media, why: str) -> None:
    message.media_state = state
    message.note = why[:300]
    message.save(update_fields=["media_state", "note"])


def show_typing(message: InboundMessage) -> None:
    """Ticks turn blue and "typing" shows while the answer is made; nothing depends on it."""
    nudge("channels.show_typing", once=f"typing:{message.contact_id}", message_id=message.pk)


def resolve_alarm(alarm: LineAlarm, now: datetime) -> None:
    """An officer says that it is seen to; if it is not, the next message raises it again."""
    if alarm.resolved_at is None:
        alarm.resolved_at = now
        alarm.save(update_fields=["resolved_at"])
        if alarm.stops_sending:
            nudge("channels.release_line", once=f"release_line:{alarm.office_id}", office_id=alarm.office_id)


def send_again(message: OutboundMessage, *, officer: Officer, now: datetime) -> OutboundMessage:
    """A failed or uncertain message as a new one: only a person decides that it may arrive twice."""
    again, made = OutboundMessage.objects.get_or_create(
        key=f"{AGAIN}{message.pk}",
        defaults={
            "contact": message.contact,
            "body": message.body,
            "purpose": message.purpose,
            "about": message.about,
            "written_by": officer,
            "created_at": now,
        },
    )
    if made:
        wake_delivery(again.contact_id)
    return again


def told_by_phone(message: OutboundMessage, *, officer: Officer, now: datetime) -> OutboundMessage:
    """An officer has called instead: a line of the conversation like any other, once, with who and when.

    The message itself stays failed or uncertain: that is what happened to it."""
    words = messages.plain(messages.from_json(message.body))
    said = messages.Text(messages.fitted(f"{ON_THE_PHONE}: {words}" if words else f"{ON_THE_PHONE}.", 300))
    told, _ = OutboundMessage.objects.get_or_create(
        key=f"{PHONED}{message.pk}",
        defaults={
            "contact": message.contact,
            "body": messages.to_json(said),
            "purpose": "officer",
            "state": OutboundMessage.State.DELIVERED,
            "about": message.about,
            "written_by": officer,
            "created_at": now,
        },
    )
    return told
