"""Where every message to a person is written down before anything is sent."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from lojar.offices.models import Officer

from .messages import Message, Template, to_json
from .models import Contact, OutboundMessage
from .queries import contact_now, held_messages
from .queries import window as window_of
from .rules.send_errors import OF_THE_TEMPLATE
from .rules.window import may_nudge
from .wake import wake_delivery
from .whatsapp.templates.ours import news_waits

State = OutboundMessage.State


def post(  # noqa: PLR0913 - each is a word on the envelope
    contact: Contact,
    message: Message,
    *,
    key: str,
    now: datetime,
    purpose: str = "reply",
    about: str = "",
    officer: Officer | None = None,
    not_before: datetime | None = None,
    outside_window: Template | None = None,
    answers: str = "",
) -> OutboundMessage:
    """Once per key, in the caller's transaction. `outside_window` is the template that tells of it after 24 hours,
    `answers` the wamid of the person's message that is quoted above it."""
    body = to_json(message)
    if answers:
        body["answers"] = answers
    if outside_window is not None:
        body["outside_window"] = to_json(outside_window)
    with transaction.atomic(savepoint=False):
        written, made = OutboundMessage.objects.get_or_create(
            key=key,
            defaults={
                "contact": contact_now(contact),
                "body": body,
                "purpose": purpose,
                "about": about,
                "written_by": officer,
                "created_at": now,
                "not_before": not_before,
            },
        )
        if made:
            wake_delivery(written.contact_id)
    return written


def hold(message: OutboundMessage, *, now: datetime) -> None:
    """It waits until the person writes; one template a day says that something waits."""
    message.state = State.HELD
    message.wamid = ""
    message.save(update_fields=["state", "wamid"])
    say_that_news_waits(message, now)


def say_that_news_waits(held: OutboundMessage, now: datetime) -> None:
    last = (
        nudges_that_count(held.contact.outbound.all())
        .order_by("-id")
        .values_list("created_at", flat=True)
        .first()
    )
    template = news_waits(held)
    if template is None or not may_nudge(last, now):
        return
    post(
        held.contact,
        template,
        key=f"nudge:{held.pk}:{now:%Y%m%d%H}",
        purpose="nudge",
        about=held.about,
        now=now,
    )


def nudges_that_count(sent: QuerySet[OutboundMessage]) -> QuerySet[OutboundMessage]:
    """Not those that a template spoiled: a person who cannot be reached is not tried again every hour."""
    spoiled = Q(state=State.FAILED, error_code__in=OF_THE_TEMPLATE) | Q(state=State.EXPIRED)
    return sent.filter(purpose="nudge").exclude(spoiled)


def release_held(contact: Contact, *, now: datetime) -> int:
    """The person wrote, so Meta lets everything through again, in its old order."""
    if not window_of(contact, now).open:
        return 0
    released = held_messages(contact).update(state=State.QUEUED, not_before=now, tries=0)
    if released:
        # The template that was to call the person has become pointless.
        contact.outbound.filter(purpose="nudge", state=State.QUEUED).update(state=State.EXPIRED)
        wake_delivery(contact.pk)
    return released


def withhold(contact: Contact, *, now: datetime) -> int:
    """The contact's names changed: what waits was written for whoever had the old ones, and may hold a pass or a name.
    That there is news is still told, by the template that says no more than that."""
    waiting = contact.outbound.filter(state__in=[State.QUEUED, State.HELD]).exclude(purpose="nudge")
    newest = waiting.filter(purpose="news").order_by("-id").first()
    count = waiting.update(state=State.EXPIRED, error_text="Ditahan: nomor atau ID warga berubah")
    if newest is not None:
        newest.body = {key: value for key, value in newest.body.items() if key != "outside_window"}
        say_that_news_waits(newest, now)
    return count
