"""Messages of a restored backup: whether they left after it was made, only Meta and the citizen know."""

from datetime import datetime

from .models import OutboundMessage

State = OutboundMessage.State
WHY = "Dipulihkan dari cadangan; periksa sebelum dikirim lagi"


def leave_to_people(now: datetime) -> dict[str, int]:
    """What was queued or in flight becomes failed, which the desk shows with a button to send it again: a message
    sent twice cannot be taken back. A receipt that still comes makes it good. How many there were of each."""
    undecided = OutboundMessage.objects.filter(state__in=(State.QUEUED, State.IN_FLIGHT))
    return {
        state.value: undecided.filter(state=state).update(state=State.FAILED, failed_at=now, error_text=WHY)
        for state in (State.QUEUED, State.IN_FLIGHT)
    }
