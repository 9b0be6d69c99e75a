"""At the door: who is let in, what is asked, what is written on the ticket."""

from collections.abc import Collection, Mapping
from datetime import date

from lojar.applications.rules.lifecycle import NotAllowed

from .life import State
from .urgency import Mode

MARKS = ("elderly", "pregnant", "disabled", "infant", "wheelchair")
QUESTIONS = ("hand_washing", "mask", "temperature")
LETTERS = {"urgent": "A", "in_person": "B", "pick_up": "C"}
MOST_PEOPLE = 9
# A pass that opens no door, and why not.
REFUSALS = {
    State.CANCELLED: "visit_cancelled", State.SERVED: "visit_served", State.MISSED: "visit_missed",
    State.DISPLACED: "visit_displaced", State.WAITING: "visit_in_line", State.HELD: "visit_not_booked",
    State.LAPSED: "visit_not_booked",
}  # fmt: skip


def must_open(state: str, *, on: date | None, today: date, mode: str) -> None:
    """For who comes for the first time. NotAllowed: visit_cancelled and its like, other_day, hall_closed."""
    reason = REFUSALS.get(State(state))
    if reason is not None:
        raise NotAllowed(reason, on=on)
    if on != today:
        raise NotAllowed("other_day", on=on)
    if mode == Mode.CLOSED:
        raise NotAllowed("hall_closed")


def must_be_answered(asked: Collection[str], answers: Mapping[str, bool]) -> dict[str, bool]:
    """What is kept: every question the protocol asks. NotAllowed("protocol_unanswered"), or ("protocol_unmet",
    question=) where an answer is no: who comes is helped first, and asked again."""
    wanted = [question for question in QUESTIONS if question in asked]
    if any(question not in answers for question in wanted):
        raise NotAllowed("protocol_unanswered")
    for question in wanted:
        if not answers[question]:
            raise NotAllowed("protocol_unmet", question=question)
    return dict.fromkeys(wanted, True)


def known_marks(marks: Collection[str]) -> list[str]:
    return [mark for mark in MARKS if mark in marks]


def ticket_number(purpose: str, issued: int) -> str:
    """`issued`: how many of that purpose were given out today. A012, and after A999 A1000."""
    return f"{LETTERS[purpose]}{issued + 1:03d}"


def may_come_in(people: int, *, inside: int, limit: int | None) -> bool:
    """A household larger than the limit comes in when nobody else is inside: it would wait for ever."""
    return limit is None or inside + people <= limit or inside == 0
