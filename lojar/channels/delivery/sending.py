"""The job that empties one person's queue: fast, in order, and honest about what is not known."""

import logging
from datetime import datetime

from django.db import connection, transaction

from lojar.lib import clock
from lojar.lib.jobs import nudge

from .. import messages
from ..messages import Buttons, Paperwork, Picture
from ..models import Contact, InboundMessage, OutboundMessage
from ..queries import contact_now, living_identities, masked_number
from ..whatsapp import graph, send
from ..whatsapp.parse import Error
from . import line, outcome, uploads
from .releasing import works_again
from .taking import Taken, take

log = logging.getLogger(__name__)
State = OutboundMessage.State
MOST_A_JOB = 60
_ACCEPTED = """
UPDATE channels_outboundmessage SET wamid = CASE wamid WHEN '' THEN %(wamid)s ELSE wamid END,
    sent_at = coalesce(sent_at, %(now)s), state = CASE state WHEN 'in_flight' THEN 'sent' ELSE state END
WHERE id = %(id)s
"""


def deliver(contact_id: int) -> int:
    """Sends what is due and arranges to come back for what is not. How many were accepted."""
    contact = contact_now(Contact.objects.select_related("office", "merged_into").get(pk=contact_id))
    sent = 0
    for _ in range(MOST_A_JOB):
        taken = take(contact, clock.now())
        if taken.message is None:
            _come_back(contact, taken.look_again_at)
            return sent
        was_accepted = _sent(taken, contact)
        sent += was_accepted
        if was_accepted and taken.is_last:
            return sent  # what was written meanwhile has brought a job of its own
        contact.refresh_from_db(fields=["window_opened_at"])
    _come_back(contact, clock.now())
    return sent


def _come_back(contact: Contact, at: datetime | None) -> None:
    """By a job without this person's lock: a reply written in the meantime must not wait for the morning."""
    if at is None:
        return
    wait = max((at - clock.now()).total_seconds(), 0.05)
    if wait < 3600:  # beyond that the watch finds it
        nudge(
            "channels.deliver_later",
            once=f"later:{contact.pk}:{int(at.timestamp())}",
            in_seconds=wait,
            contact_id=contact.pk,
        )


def _sent(taken: Taken, contact: Contact) -> bool:
    message = taken.message
    assert message is not None
    recipient = _recipient(contact)
    if recipient is None:
        _record_refusal(message, Error(131026, "Tidak ada nomor atau ID yang masih berlaku"), 400)
        return False
    try:
        payload = _payload(message, recipient)
        line.wait_for_turn(contact.office)
        accepted = graph.send(payload)
    except graph.Refused as no:
        _record_refusal(message, no.error, no.http_status)
    except (graph.NotReached, uploads.NotUploaded) as gone:
        _record_not_sent(message, str(gone))
    except graph.Lost as lost:
        _record_loss(message, str(lost))
    else:
        _record(message, accepted.wamid, contact, line_was_well=taken.line_was_well)
        return True
    return False


def _recipient(contact: Contact) -> send.Recipient | None:
    names = {identity.kind: identity.value for identity in reversed(living_identities(contact))}
    if not names:
        return None
    return send.Recipient(phone=names.get("phone", ""), user_id=names.get("user_id", ""))


def _payload(message: OutboundMessage, recipient: send.Recipient) -> dict[str, object]:
    said = messages.from_json(message.body)
    media_id = _media_id(said)
    tracked_as = send.tracker(message.pk, message.tries)
    answers = message.body.get("answers", "")
    return send.payload(said, recipient, tracked_as=tracked_as, media_id=media_id, answers=answers)


def _record(message: OutboundMessage, wamid: str, contact: Contact, *, line_was_well: bool) -> None:
    """A receipt may have been quicker than the answer: it has said more, so only the gaps are filled."""
    now = clock.now()
    with connection.cursor() as cursor:
        cursor.execute(_ACCEPTED, {"wamid": wamid, "now": now, "id": message.pk})
    if not line_was_well and message.in_flight_at is not None:
        works_again(contact.office, since=message.in_flight_at, proven=False, now=now)


def _media_id(said: messages.Message) -> str:
    """A picture above buttons only helps: the words go without it rather than not at all."""
    if isinstance(said, Picture | Paperwork):
        return uploads.media_id(said)
    if not (isinstance(said, Buttons) and said.picture):
        return ""
    try:
        return uploads.media_id(Picture(said.picture, "image/jpeg"))
    except (graph.Refused, graph.NotReached, uploads.NotUploaded) as trouble:
        log.info("a message goes without its picture: %s", trouble)
        return ""


@transaction.atomic
def _record_refusal(message: OutboundMessage, error: Error, http_status: int) -> None:
    row = _locked(message)
    if row.state != State.IN_FLIGHT:
        return
    found = outcome.refused(row, error, http_status=http_status, now=clock.now())
    if found.outage:
        line.failed(row.contact.office, found.why, clock.now())
    log.warning(
        "message %s to %s refused: %s (code %s)", row.pk, masked_number(row.contact), found.why, error.code
    )


@transaction.atomic
def _record_not_sent(message: OutboundMessage, why: str) -> None:
    row = _locked(message)
    if row.state == State.IN_FLIGHT:
        outcome.queue_again(row, f"WhatsApp tidak dapat dihubungi ({why})", now=clock.now())
        line.failed(row.contact.office, why, clock.now())


@transaction.atomic
def _record_loss(message: OutboundMessage, why: str) -> None:
    """It stays in flight until a receipt names it by its tracker, or rules.doubt lets it go again."""
    row = _locked(message)
    if row.state == State.IN_FLIGHT:
        row.error_text = f"Jawaban WhatsApp hilang di jalan ({why})"[:300]
        row.save(update_fields=["error_text"])
        line.failed(row.contact.office, why, clock.now())
    log.warning("message %s to %s: the answer was lost (%s)", row.pk, masked_number(row.contact), why)


def _locked(message: OutboundMessage) -> OutboundMessage:
    rows = OutboundMessage.objects.select_for_update(of=("self",)).select_related("contact__office")
    return rows.get(pk=message.pk)


def show_typing(message: InboundMessage) -> None:
    try:
        graph.mark_read(send.read_mark(message.wamid, typing=True))
    except (graph.Refused, graph.NotReached, graph.Lost) as trouble:
        log.info("typing was not shown for message %s: %s", message.pk, trouble)
