"""What one person's message in flight comes to when nobody knows whether it left."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from ..models import Contact, OutboundMessage, WebhookDelivery
from ..rules.doubt import Doubt, Evidence, look_again_at, settle

State = OutboundMessage.State
SENT_AGAIN = "Belum ada kabar dari WhatsApp bahwa pesan ini sampai; dikirim sekali lagi"
CLOCKS = timedelta(seconds=2)  # Meta's receipts count in whole seconds


def settle_doubts(contact: Contact, rows: Iterable[OutboundMessage], now: datetime) -> datetime | None:
    """None: what this person's queue holds may go. Else when to look again. The rows are locked, and changed here."""
    wait: datetime | None = None
    for message in [row for row in rows if row.state == State.IN_FLIGHT]:
        left_at = message.in_flight_at or now
        doubt = settle(left_at, _evidence(contact, left_at), now)
        if doubt is Doubt.SEND_AGAIN:
            _queue_again(message)
        elif doubt is Doubt.WAIT:
            again = look_again_at(left_at, now)
            wait = again if wait is None else min(wait, again)
    return wait


def _queue_again(message: OutboundMessage) -> None:
    """With no code: a receipt of the first attempt that comes after all still settles it."""
    message.state, message.not_before = State.QUEUED, None
    message.error_code, message.error_text = None, SENT_AGAIN
    message.save(update_fields=["state", "not_before", "error_code", "error_text"])


def _evidence(contact: Contact, left_at: datetime) -> Evidence:
    posts = WebhookDelivery.objects
    unread = posts.filter(state=WebhookDelivery.State.WAITING).order_by("id")
    later = OutboundMessage.objects.filter(
        contact__office=contact.office_id, delivered_at__gte=left_at - CLOCKS, in_flight_at__gt=left_at
    )
    return Evidence(
        oldest_unread=unread.values_list("received_at", flat=True).first(),
        later_arrived=later.exists(),
        last_post=posts.order_by("-id").values_list("received_at", flat=True).first(),
    )
