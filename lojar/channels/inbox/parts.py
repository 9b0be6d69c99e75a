"""One delivery while it is read, its parts, and who takes in which kind of part."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from lojar.offices.models import Office
from lojar.offices.queries import office_of_number

from ..ledger import PUT_ASIDE
from ..models import WebhookDelivery
from ..whatsapp.parse import Echo, Heard, Notice, Receipt, Trouble, Update
from . import echoes, messages, notices, receipts


@dataclass(eq=False)
class Delivery:
    """What the parts of one delivery share while it is read."""

    row: WebhookDelivery
    now: datetime
    troubles: list[str] = field(default_factory=list)
    offices: dict[str, Office | None] = field(default_factory=dict)
    parts: "list[Part]" = field(default_factory=list)
    updates: int = 0
    backlog: int = 0  # deliveries that wait behind this handful
    counted: Counter[str] = field(default_factory=Counter)  # what became of the updates: one each

    @property
    def received_at(self) -> datetime:
        return self.row.received_at

    def office(self, phone_number_id: str) -> Office | None:
        if phone_number_id not in self.offices:
            self.offices[phone_number_id] = office_of_number(phone_number_id)
        return self.offices[phone_number_id]

    def begin_again(self) -> None:
        self.troubles.clear()
        self.counted.clear()


@dataclass(frozen=True, eq=False)
class Part:
    delivery: Delivery
    update: Update


def take_in(parts: Sequence[Part]) -> None:
    """Messages first, in the order in which they came; then what else was told; then the receipts."""
    messages.take_in([(part.delivery, part.update) for part in parts if isinstance(part.update, Heard)])
    for part in parts:
        _take_in_one(part)
    _take_in_receipts(parts)


def _take_in_one(part: Part) -> None:
    delivery, update = part.delivery, part.update
    if isinstance(update, Echo):
        echoes.take_in(delivery, update)
        delivery.counted["echo"] += 1
    elif isinstance(update, Notice):
        notices.take_in(delivery, update)
        delivery.counted["notice"] += 1
    elif isinstance(update, Trouble):
        delivery.troubles.append(update.reason)
        delivery.counted[PUT_ASIDE] += 1


def _take_in_receipts(parts: Sequence[Part]) -> None:
    """All of a handful together, in the name of the newest delivery; those of a foreign number belong to their own."""
    told: list[Receipt] = []
    newest: Delivery | None = None
    for part in parts:
        if not isinstance(part.update, Receipt):
            continue
        if messages.office_of(part.delivery, part.update.phone_number_id) is None:
            part.delivery.counted[PUT_ASIDE] += 1
            continue
        part.delivery.counted["receipt"] += 1
        told.append(part.update)
        newest = part.delivery
    if newest is not None:
        receipts.take_in(newest, told)
