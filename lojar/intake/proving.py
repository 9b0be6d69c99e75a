"""The question before what was filed under a former number or id: chosen from the newest application, and judged."""

from collections.abc import Sequence
from datetime import timedelta

from lojar.applications import queries as applications
from lojar.applications.models import Application
from lojar.applications.rules.lifecycle import OPEN, Status
from lojar.channels.models import Contact
from lojar.channels.queries import thread
from lojar.handover.rules.pdf_question import asks, choose, is_right

from .engine import Proof

LATELY = timedelta(days=7)
LINES = 200


def question_before(contact: Contact, withheld: Sequence[Application]) -> Proof | None:
    """The same one until it is answered: only what stood in the chat before the change counts as shown."""
    since = contact.unproven_since
    if since is None or not withheld:
        return None
    lines = thread(contact, before=since, limit=LINES)
    shown = [line.text for line in lines if line.at > since - LATELY]
    is_open = any(row.status in OPEN or row.status == Status.DRAFT for row in withheld)
    for row in withheld:
        key = choose(applications.filled(row), shown=shown)
        field = applications.service_of(row).field(key)
        if field is not None:
            return Proof(since.isoformat(), row.number, key, field.label, str(asks(key)), is_open)
    return Proof(since.isoformat(), withheld[0].number, is_open=is_open)


def is_proof(row: Application, key: str, answer: str) -> bool:
    return is_right(key, applications.filled(row).get(key, ""), answer)
