"""Once a minute: whatever a crash, a lost nudge or a long wait left behind is nudged again."""

import logging
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q
from procrastinate.contrib.django.models import ProcrastinateJob

from lojar.lib.jobs import nudge

from . import alarms, ledger, media, metering, outbox
from .models import Contact, InboundMessage, OutboundMessage, WebhookDelivery
from .queries import silent_contacts, unread_deliveries
from .rules.doubt import SURE_AFTER
from .rules.gathering import LONGEST, is_crowded
from .rules.turn import HELD_ENDS
from .rules.window import LENGTH, MARGIN
from .wake import wake_conversations, wake_deliveries, wake_inbox, wake_media

log = logging.getLogger(__name__)
State = OutboundMessage.State
AT_ONCE = 1000
SILENT_FOR = timedelta(seconds=30)
UNKNOWN_FOR = timedelta(hours=24)


def nudge_what_was_left(now: datetime) -> None:
    """Each look for itself: one that fails must not keep the others from what they would have found."""
    for look in LOOKS:
        try:
            look(now)
        except Exception:
            log.exception("the watch could not look", extra={"look": look.__name__})


def _inbox(now: datetime) -> None:
    if WebhookDelivery.objects.filter(state=WebhookDelivery.State.WAITING).exists():
        wake_inbox()


def _conversations(now: datetime) -> None:
    """Whoever waits for the end of a backlog is not left behind, unless it takes too long."""
    left = Q(received_at__lt=now - SILENT_FOR)
    if is_crowded(unread_deliveries()):
        left &= Q(delivery=None) | Q(delivery__finished_at__lt=now - LONGEST)
    wake_conversations(silent_contacts(left))


def _media(now: datetime) -> None:
    """A fetch that failed sets the time of its next try itself: only one that nobody holds is made anew."""
    waiting = InboundMessage.objects.filter(
        media_state=InboundMessage.Media.WAITING, received_at__lt=now - timedelta(minutes=2)
    )
    ids = list(waiting.order_by("id").values_list("pk", flat=True)[:AT_ONCE])
    jobs = ProcrastinateJob.objects.filter(task_name="evidence.keep_media", status__in=["todo", "doing"])
    held = (
        set(jobs.filter(args__message_id__in=ids).values_list("args__message_id", flat=True))
        if ids
        else set()
    )
    for message_id in ids:
        if message_id not in held:
            wake_media(message_id)


def _deliveries(now: datetime) -> None:
    due = OutboundMessage.objects.filter(Q(not_before=None) | Q(not_before__lte=now), state=State.QUEUED)
    due = due.filter(created_at__lt=now - timedelta(seconds=10))
    wake_deliveries(due.values_list("contact_id", flat=True).distinct()[:AT_ONCE])
    doubtful = OutboundMessage.objects.filter(state=State.IN_FLIGHT, in_flight_at__lt=now - SURE_AFTER)
    wake_deliveries(doubtful.values_list("contact_id", flat=True).distinct()[:AT_ONCE])


def _held(now: datetime) -> None:
    """Held although the window is open: released. Held and not yet told (a template was not ready): told."""
    held = OutboundMessage.objects.filter(state=State.HELD)
    opened = held.filter(contact__window_opened_at__gt=now - LENGTH + MARGIN)
    for contact_id in opened.values_list("contact_id", flat=True).distinct()[:AT_ONCE]:
        nudge("channels.release_held", once=f"release:{contact_id}", contact_id=contact_id)
    lately = OutboundMessage.objects.filter(contact=OuterRef("pk"), created_at__gt=now - LENGTH)
    waiting = Contact.objects.filter(Exists(held.filter(contact=OuterRef("pk"), created_at__gt=now - LENGTH)))
    untold = waiting.exclude(Exists(outbox.nudges_that_count(lately)))
    for contact in untold.select_related("office")[:AT_ONCE]:
        message = contact.outbound.filter(state=State.HELD).order_by("id").first()
        if message is not None:
            outbox.say_that_news_waits(message, now)


def _end_what_has_no_end(now: datetime) -> None:
    OutboundMessage.objects.filter(state=State.HELD, created_at__lt=now - HELD_ENDS).update(
        state=State.EXPIRED
    )
    OutboundMessage.objects.filter(state=State.IN_FLIGHT, in_flight_at__lt=now - UNKNOWN_FOR).update(
        state=State.FAILED, failed_at=now, error_text="Tidak pernah ada kabar apakah pesan ini sampai"
    )


LOOKS = (
    _inbox,
    _conversations,
    _media,
    _deliveries,
    _held,
    _end_what_has_no_end,
    alarms.end_what_is_over,
    ledger.watch,
    media.watch_stuck,
    metering.watch_budget,
)
