"""The work of this room: reading what came, sending what waits, and finding what was left behind."""

from procrastinate.contrib.django import app

from lojar.lib import clock

from . import delivery, inbox, outbox, watching
from .models import Contact, InboundMessage
from .wake import wake_delivery


@app.task(name="channels.read_inbox")
def read_inbox() -> int:
    return inbox.read_waiting()


@app.task(name="channels.deliver")
def deliver(contact_id: int) -> int:
    return delivery.deliver(contact_id)


@app.task(name="channels.deliver_later")
def deliver_later(contact_id: int) -> None:
    """Without the person's lock, which would keep a fresh reply waiting as long as this does."""
    wake_delivery(contact_id)


@app.task(name="channels.release_held")
def release_held(contact_id: int) -> int:
    return outbox.release_held(Contact.objects.get(pk=contact_id), now=clock.now())


@app.task(name="channels.show_typing")
def show_typing(message_id: int) -> None:
    message = InboundMessage.objects.filter(pk=message_id).first()
    if message is not None:
        delivery.show_typing(message)


@app.periodic(cron="* * * * *")
@app.task(name="channels.watch", queueing_lock="channels.watch")
def watch(timestamp: int) -> None:
    watching.nudge_what_was_left(clock.now())
