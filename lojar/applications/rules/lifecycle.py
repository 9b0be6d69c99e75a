"""What may happen to an application, as one table that actions obey and pages draw their buttons from."""

from enum import StrEnum


class Status(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    READY = "ready"
    HANDED_OVER = "handed_over"
    DELIVERED = "delivered"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class PaperState(StrEnum):
    MISSING = "missing"
    RECEIVED = "received"
    ACCEPTED = "accepted"
    RETURNED = "returned"


class Verb(StrEnum):
    FILL = "fill"
    LAY_PAGE = "lay_page"
    CHANGE_SERVICE = "change_service"
    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    EXPIRE = "expire"
    CLAIM = "claim"
    REVIEW_PAPER = "review_paper"
    ASK_FOR_CORRECTION = "ask_for_correction"
    ACCEPT = "accept"
    REJECT = "reject"
    REGISTER_RESULT = "register_result"
    MARK_READY = "mark_ready"
    HAND_OVER = "hand_over"
    DELIVER = "deliver"


class NotAllowed(Exception):
    """A rule said no. `reason` is a code that a door turns into words; nothing was changed."""

    def __init__(self, reason: str, **details: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.details = details


# Status -> verb -> the status it leads to. Where both are the same, the verb works inside that status.
TABLE: dict[Status, dict[Verb, Status]] = {
    Status.DRAFT: {
        Verb.FILL: Status.DRAFT,
        Verb.LAY_PAGE: Status.DRAFT,
        Verb.CHANGE_SERVICE: Status.DRAFT,
        Verb.SUBMIT: Status.SUBMITTED,
        Verb.WITHDRAW: Status.WITHDRAWN,
        Verb.EXPIRE: Status.EXPIRED,
    },
    Status.SUBMITTED: {
        Verb.CLAIM: Status.SUBMITTED,
        Verb.REVIEW_PAPER: Status.SUBMITTED,
        Verb.ASK_FOR_CORRECTION: Status.RETURNED,
        Verb.ACCEPT: Status.ACCEPTED,
        Verb.REJECT: Status.REJECTED,
        Verb.WITHDRAW: Status.WITHDRAWN,
    },
    Status.RETURNED: {
        Verb.FILL: Status.RETURNED,
        Verb.LAY_PAGE: Status.RETURNED,
        Verb.SUBMIT: Status.SUBMITTED,
        Verb.WITHDRAW: Status.WITHDRAWN,
        Verb.EXPIRE: Status.EXPIRED,
    },
    Status.ACCEPTED: {
        Verb.CLAIM: Status.ACCEPTED,
        Verb.REGISTER_RESULT: Status.ACCEPTED,
        Verb.MARK_READY: Status.READY,
        Verb.REJECT: Status.REJECTED,
    },
    Status.READY: {
        Verb.CLAIM: Status.READY,
        Verb.REGISTER_RESULT: Status.READY,
        Verb.HAND_OVER: Status.HANDED_OVER,
        Verb.DELIVER: Status.DELIVERED,
    },
    # Closed, but the PDF may be asked for again: after the card was collected, or when a telephone is lost.
    Status.HANDED_OVER: {Verb.DELIVER: Status.HANDED_OVER},
    Status.DELIVERED: {Verb.DELIVER: Status.DELIVERED},
    Status.REJECTED: {},
    Status.WITHDRAWN: {},
    Status.EXPIRED: {},
}

# A claimed case can be worked on by its holder only.
NEEDS_CLAIM = frozenset(
    {
        Verb.REVIEW_PAPER,
        Verb.ASK_FOR_CORRECTION,
        Verb.ACCEPT,
        Verb.REJECT,
        Verb.REGISTER_RESULT,
        Verb.MARK_READY,
    }
)
OPEN = frozenset({Status.SUBMITTED, Status.RETURNED, Status.ACCEPTED, Status.READY})
WITH_CITIZEN = frozenset({Status.DRAFT, Status.RETURNED})
CLOSED = frozenset({Status.HANDED_OVER, Status.DELIVERED, Status.REJECTED, Status.WITHDRAWN, Status.EXPIRED})


def verbs_allowed(status: Status | str) -> frozenset[Verb]:
    """The verbs that `status` allows."""
    return frozenset(TABLE[Status(status)])


def status_after(status: Status | str, verb: Verb) -> Status:
    """Where `verb` leads from `status`; raises NotAllowed("wrong_status") where the table has no such step."""
    step = TABLE[Status(status)].get(verb)
    if step is None:
        raise NotAllowed("wrong_status", status=str(status), verb=str(verb))
    return step
