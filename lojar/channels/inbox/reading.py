"""The job that reads what Meta posted. One delivery is one transaction; one that cannot be read stops no other."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from django.db import InterfaceError, OperationalError, connection, transaction

from lojar.lib import clock
from lojar.lib.jobs import nudge
from lojar.offices.models import Office
from lojar.offices.queries import office_of_number

from ..models import WebhookDelivery
from ..whatsapp.parse import Echo, Heard, Notice, Receipt, Trouble, Update, parse
from . import echoes, messages, notices, receipts

log = logging.getLogger(__name__)
State = WebhookDelivery.State
AT_ONCE = 500
# Keys of advisory locks: any number that nobody else in this database uses.
KEEPERS, READER = 0x4C4F4A41, 0x4C4F4A42


@dataclass
class Delivery:
    """What the parts of one delivery share while it is read."""

    row: WebhookDelivery
    now: datetime
    troubles: list[str] = field(default_factory=list)
    offices: dict[str, Office | None] = field(default_factory=dict)

    @property
    def received_at(self) -> datetime:
        return self.row.received_at

    def office(self, phone_number_id: str) -> Office | None:
        if phone_number_id not in self.offices:
            self.offices[phone_number_id] = office_of_number(phone_number_id)
        return self.offices[phone_number_id]


def read_waiting(at_once: int = AT_ONCE) -> int:
    """How many deliveries were read; what is left over is another job's."""
    try:
        _wait_for_keepers()
    except OperationalError:  # one of them hangs: what it keeps is the next job's matter
        nudge("channels.read_inbox", once="channels.read_inbox", in_seconds=5)
    for count in range(at_once):
        if not _read_next():
            return count
    nudge("channels.read_inbox", once="channels.read_inbox")
    return at_once


@transaction.atomic
def _wait_for_keepers() -> None:
    """Whoever keeps a delivery relies on this job where it was already waiting: let them all commit first."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '5s'")
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [KEEPERS])


@transaction.atomic
def _read_next() -> bool:
    with connection.cursor() as cursor:
        # One reader at a time, so that two deliveries never make two contacts of one new person.
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [READER])
    waiting = WebhookDelivery.objects.select_for_update(skip_locked=True).filter(state=State.WAITING)
    row = waiting.defer("body").order_by("id").first()
    if row is None:
        return False
    delivery = Delivery(row, clock.now())
    _in_peace(delivery, lambda: _read(delivery), "tidak dapat dibaca")
    row.state = State.SET_ASIDE if delivery.troubles else State.PROCESSED
    row.reason = "; ".join(dict.fromkeys(delivery.troubles))[:300]
    row.finished_at = delivery.now
    row.save(update_fields=["state", "reason", "finished_at"])
    return True


def _read(delivery: Delivery) -> None:
    updates = parse(delivery.row.body)
    for update in updates:
        if not isinstance(update, Receipt):
            _in_peace(delivery, partial(_take_in, delivery, update), "satu bagian tidak dapat dibaca")
    told = [update for update in updates if isinstance(update, Receipt)]
    if told:
        _in_peace(delivery, lambda: receipts.take_in(delivery, told), "status tidak dapat dibaca")


def _take_in(delivery: Delivery, update: Update) -> None:
    if isinstance(update, Heard):
        messages.take_in(delivery, update)
    elif isinstance(update, Echo):
        echoes.take_in(delivery, update)
    elif isinstance(update, Notice):
        notices.take_in(delivery, update)
    elif isinstance(update, Trouble):
        delivery.troubles.append(update.reason)


def _in_peace(delivery: Delivery, read: Callable[[], None], why: str) -> None:
    try:
        with transaction.atomic():
            read()
    except (OperationalError, InterfaceError):
        raise  # the database, not the delivery: it stays waiting
    except Exception as wrong:
        log.exception("delivery %s: %s", delivery.row.pk, why)
        delivery.troubles.append(f"{why} ({type(wrong).__name__})")
