"""Who may come in person at once. Everybody else is served where they are; the reasons are the catalogue's."""

from collections.abc import Mapping
from enum import StrEnum

from lojar.applications.rules.lifecycle import NotAllowed
from lojar.catalogue.shapes import Service, UrgentReason

URGENT = "urgent"  # the one purpose that asks for a reason
PICK_UP = "pick_up"
IN_PERSON = "in_person"


class Mode(StrEnum):
    """How the hall is run; the words of the office's protocol."""

    NORMAL = "normal"
    LIMITED = "limited"
    CLOSED = "closed"


def reasons_to_offer(reasons: Mapping[str, UrgentReason]) -> tuple[UrgentReason, ...]:
    """What a citizen can choose from; the rest is for an officer's written judgement."""
    return tuple(reason for reason in reasons.values() if not reason.officer_only)


def needs_a_visit(service: Service) -> bool:
    """Fingers and faces cannot be recorded from afar."""
    return service.remote == "none"


def must_be_urgent(
    reasons: Mapping[str, UrgentReason],
    code: str,
    *,
    by_officer: bool = False,
    note: str = "",
    mode: str = "limited",
) -> UrgentReason | None:
    """The reason that opens the door, or None where the door is open to all. NotAllowed: hall_closed, not_urgent,
    officer_only, note_needed."""
    if mode == Mode.CLOSED:
        raise NotAllowed("hall_closed")
    reason = reasons.get(code)
    if reason is None:
        if mode == Mode.NORMAL and not code:
            return None
        raise NotAllowed("not_urgent", given=code)
    if reason.officer_only:
        _must_be_judged(by_officer=by_officer, note=note)
    return reason


def may_be_seen(
    purpose: str,
    reasons: Mapping[str, UrgentReason],
    code: str,
    *,
    by_officer: bool = False,
    note: str = "",
    mode: str = "limited",
) -> None:
    """Who collects a document or has fingers recorded needs no reason besides, but an open hall. NotAllowed as
    must_be_urgent."""
    if mode != Mode.CLOSED and purpose != URGENT and not code:
        return
    must_be_urgent(reasons, code, by_officer=by_officer, note=note, mode=mode)


def _must_be_judged(*, by_officer: bool, note: str) -> None:
    if not by_officer:
        raise NotAllowed("officer_only")
    if not note.strip():
        raise NotAllowed("note_needed")
