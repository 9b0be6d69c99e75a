"""What became of our messages, told by Meta in any order, twice, or before its own answer to the sending."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from operator import itemgetter
from typing import TYPE_CHECKING

from django.db.models import Q

from lojar.lib.bulk_writing import write_together
from lojar.offices.models import Office

from .. import alarms
from ..delivery import outcome
from ..delivery.releasing import works_again
from ..models import OutboundMessage
from ..rules.send_errors import verdict
from ..rules.statuses import Progress, moved_on
from ..rules.times import stamped
from ..wake import wake_deliveries, wake_delivery
from ..whatsapp.parse import Error, Receipt
from .messages import office_of

if TYPE_CHECKING:
    from .parts import Delivery

log = logging.getLogger(__name__)
State = OutboundMessage.State
FAILED = "failed"
ARRIVED = (State.DELIVERED, State.READ)
TOLD = ("state", "sent_at", "delivered_at", "read_at", "failed_at")
FIELDS = (*TOLD, "wamid", "pricing_category", "pricing_type")


def take_in(delivery: "Delivery", receipts: Sequence[Receipt]) -> None:
    known, unknown = _Rows(receipts), 0
    changed: dict[int, OutboundMessage] = {}
    in_doubt: set[int] = set()  # whoever else is written to by the same person's queue waits behind these
    for receipt in receipts:
        office = office_of(delivery, receipt.phone_number_id)
        if office is None:
            continue
        row = known.meant_by(receipt, office)
        unknown += row is None
        if receipt.status == FAILED:
            _failed(delivery, office, receipt, row)
        elif row is not None and _told(row, receipt, _at(delivery, receipt), in_doubt):
            changed[row.pk] = row
    write_together(changed.values(), FIELDS)
    wake_deliveries(sorted({changed[pk].contact_id for pk in changed if pk in in_doubt}))
    _line_works(changed.values(), delivery.now)
    if unknown:
        log.info("delivery %s: %s receipts for messages that are not ours", delivery.row.pk, unknown)


class _Rows:
    """The messages that a batch of receipts is about, fetched and locked at once."""

    def __init__(self, receipts: Sequence[Receipt]) -> None:
        meant = Q(wamid__in={receipt.wamid for receipt in receipts if receipt.wamid})
        meant |= Q(pk__in={receipt.outbound_id for receipt in receipts if receipt.outbound_id})
        rows = OutboundMessage.objects.select_for_update(of=("self",)).select_related("contact__office")
        found = list(rows.filter(meant).order_by("id"))
        self._by_wamid = {row.wamid: row for row in found if row.wamid}
        self._by_id = {row.pk: row for row in found}

    def meant_by(self, receipt: Receipt, office: Office) -> OutboundMessage | None:
        row = self._by_wamid.get(receipt.wamid) or self._by_id.get(receipt.outbound_id)
        return None if row is None or row.contact.office_id != office.pk else row


def _at(delivery: "Delivery", receipt: Receipt) -> datetime:
    return stamped(receipt.stamp, received_at=delivery.received_at).at


def _told(row: OutboundMessage, receipt: Receipt, at: datetime, in_doubt: set[int]) -> bool:
    before = Progress(*(getattr(row, name) for name in TOLD))
    if row.state == State.IN_FLIGHT:
        in_doubt.add(row.pk)
    elif _proves_the_attempt(row, receipt):
        before = replace(before, state=State.IN_FLIGHT)
    after = moved_on(before, receipt.status, at)
    for name in TOLD:
        setattr(row, name, getattr(after, name))
    more = _fill_gaps(row, receipt)
    return more or after != before


def _proves_the_attempt(row: OutboundMessage, receipt: Receipt) -> bool:
    """Of a message that is about to go again although Meta never said yes: a receipt of this very attempt is the yes,
    whatever became of the answer. Where Meta did say yes and took it back later, only an arrival proves anything."""
    return (
        row.state == State.QUEUED
        and row.sent_at is None
        and receipt.outbound_id == row.pk
        and 0 < receipt.attempt <= row.tries
    )


def _fill_gaps(row: OutboundMessage, receipt: Receipt) -> bool:
    told = {
        "wamid": row.wamid or (receipt.wamid if row.state != State.QUEUED else ""),
        "pricing_category": receipt.pricing_category or row.pricing_category,
        "pricing_type": receipt.pricing_type or row.pricing_type,
    }
    news = any(getattr(row, name) != value for name, value in told.items())
    for name, value in told.items():
        setattr(row, name, value)
    return news


def _failed(delivery: "Delivery", office: Office, receipt: Receipt, row: OutboundMessage | None) -> None:
    error = receipt.errors[0] if receipt.errors else Error(None, "tanpa kode galat")
    if row is None:
        _failed_elsewhere(delivery, office, error)
    elif row.state in (State.IN_FLIGHT, State.SENT) and _of_this_attempt(row, receipt):
        row.wamid = row.wamid or receipt.wamid
        outcome.refused(row, error, http_status=400, now=delivery.now, told_later=True)
        _wake_if_waiting(row)


def _failed_elsewhere(delivery: "Delivery", office: Office, error: Error) -> None:
    """Somebody else sends through this account too. Shown; our own messages tell whether we must stop."""
    found = verdict(error.code, http_status=400, subcode=error.subcode)
    if found.alarm:
        alarms.raise_alarm(
            f"elsewhere_{error.code}", f"{found.why}. {error.text}", office=office, now=delivery.now
        )


def _of_this_attempt(row: OutboundMessage, receipt: Receipt) -> bool:
    """A receipt that Meta repeats may speak of an attempt that was already made good."""
    return row.wamid == receipt.wamid or (receipt.outbound_id == row.pk and receipt.attempt == row.tries)


def _wake_if_waiting(row: OutboundMessage) -> None:
    if row.state == State.QUEUED:
        wake_delivery(row.contact_id)


def _line_works(rows: Iterable[OutboundMessage], now: datetime) -> None:
    """An arrival proves more than an acceptance. One office a batch is the rule, so one look is enough."""
    arrived = [(row.in_flight_at, row) for row in rows if row.in_flight_at and row.state in ARRIVED]
    if arrived:
        left_at, newest = max(arrived, key=itemgetter(0))
        if alarms.stopped_since(newest.contact.office) is not None:
            works_again(newest.contact.office, since=left_at, proven=True, now=now)
