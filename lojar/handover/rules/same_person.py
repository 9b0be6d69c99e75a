"""Whether the PDF would go to the telephone that applied: numbers are given up and handed out again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

PHONE = "phone"


@dataclass(frozen=True, slots=True)
class IdentityFact:
    kind: str
    valid_from: datetime
    valid_to: datetime | None


def identity_changed(identities: Iterable[IdentityFact], submitted_at: datetime) -> bool:
    """A number that was learnt later is no change; one that has ended since is, and so is a wholly new identity."""
    then = [
        i
        for i in identities
        if i.valid_from <= submitted_at and (i.valid_to is None or i.valid_to > submitted_at)
    ]
    if any(i.kind == PHONE and i.valid_to is not None for i in then):
        return True
    return all(i.valid_to is not None for i in then)
