"""What is owed to those in line when others choose, move or give back."""

from lojar.applications.rules.lifecycle import NotAllowed
from lojar.lib.jobs import nudge

from ..models import Session
from ..queries.line import day_of, in_line


def must_not_pass_the_line(session: Session) -> None:
    """A place that becomes free on a day that people wait for is offered to them. NotAllowed("full", session=)."""
    if in_line(session.office, session.purpose, day_of(session)).exists():
        raise NotAllowed("full", session=session.pk)


def tell_the_line(session: Session | None) -> None:
    """A place of the session is free with this commit. Lost, the nudge comes with the minute."""
    if session is not None and in_line(session.office, session.purpose, day_of(session)).exists():
        nudge("visits.offer", once="visits.offer")
