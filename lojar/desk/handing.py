"""What lies ready for whom: the pick-up table's view of one hand-over."""

from dataclasses import dataclass

from lojar.applications import queries
from lojar.applications.models import Application
from lojar.catalogue.shapes import Service
from lojar.handover.models import HandOver
from lojar.handover.queries import what_to_bring
from lojar.handover.rules.passes import shown_code
from lojar.handover.rules.what_to_bring import ToBring


@dataclass(frozen=True)
class AtTheTable:
    """A pass that was scanned: what to fetch, what to look at, what to take in."""

    waiting: HandOver
    application: Application
    service: Service
    code: str
    take_in: tuple[ToBring, ...]
    look_at: tuple[ToBring, ...]


def at_the_table(waiting: HandOver) -> AtTheTable:
    application = waiting.application
    bring = what_to_bring(application)
    return AtTheTable(
        waiting=waiting,
        application=application,
        service=queries.service_of(application),
        code=shown_code(waiting.code),
        take_in=tuple(each for each in bring if each.surrender),
        look_at=tuple(each for each in bring if not each.surrender),
    )
