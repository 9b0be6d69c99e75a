"""The work of this room: reading what came, sending what waits, and finding what was left behind."""

from django.db import InterfaceError, OperationalError
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from lojar.lib import clock
from lojar.offices.models import Office

from . import alarms, delivery, inbox, ledger, outbox, watching
from .models import Contact, InboundMessage
from .wake import wake_delivery, wake_waiting_media

# A database that was away for a moment, or two transactions in each other's way; the rows are as they were.
AGAIN = RetryStrategy(
    max_attempts=5, wait=1, linear_wait=2, retry_exceptions=[OperationalError, InterfaceError]
)


@app.task(name="channels.read_inbox", queue="line", retry=AGAIN)
def read_inbox() -> int:
    return inbox.read_waiting()


@app.task(name="channels.deliver", queue="send", retry=AGAIN)
def deliver(contact_id: int) -> int:
    return delivery.deliver(contact_id)


@app.task(name="channels.deliver_later", queue="line")
def deliver_later(contact_id: int) -> None:
    """Without the person's lock, which would keep a fresh reply waiting as long as this does."""
    wake_delivery(contact_id)


@app.task(name="channels.release_held", queue="line")
def release_held(contact_id: int) -> int:
    return outbox.release_held(Contact.objects.get(pk=contact_id), now=clock.now())


@app.task(name="channels.release_line", queue="line", retry=AGAIN)
def release_line(office_id: int | None) -> int:
    """Of one office, or of all behind the account."""
    offices = Office.objects.all() if office_id is None else Office.objects.filter(pk=office_id)
    now = clock.now()
    well = [office for office in offices if alarms.stopped_since(office) is None]
    for office in well:
        wake_waiting_media(office.pk)
    return sum(delivery.release(office, now=now) for office in well)


@app.task(name="channels.show_typing", queue="send")
def show_typing(message_id: int) -> None:
    message = InboundMessage.objects.filter(pk=message_id).first()
    if message is not None:
        delivery.show_typing(message)


@app.periodic(cron="* * * * *")
@app.task(name="channels.watch", queue="line", queueing_lock="channels.watch")
def watch(timestamp: int) -> None:
    watching.nudge_what_was_left(clock.now())


@app.periodic(cron="7 2 * * *")
@app.task(name="channels.forget_read", queueing_lock="channels.forget_read")
def forget_read(timestamp: int) -> int:
    return ledger.forget_read(clock.now())
