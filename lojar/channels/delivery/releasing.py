"""The line works again: everything that waited for it leaves at once, in its old order, at the line's own pace."""

from datetime import datetime

from lojar.offices.models import Office

from .. import alarms
from ..models import OutboundMessage
from ..wake import wake_deliveries
from . import line

State = OutboundMessage.State
AT_ONCE = 500


def works_again(office: Office, *, since: datetime, proven: bool, now: datetime) -> None:
    """A message that left after the trouble began was accepted; `proven`: it even arrived."""
    line.answers_again(office)
    alarms.works_again(office, since=since, proven=proven, now=now)
    if alarms.stopped_since(office) is None:
        release(office)


def release(office: Office) -> int:
    """How many people have something waiting. What was put off to the morning stays put off."""
    waiting = OutboundMessage.objects.filter(contact__office=office, state=State.QUEUED)
    waiting.filter(tries__gt=0).update(not_before=None)
    people = list(
        waiting.filter(not_before=None).order_by("contact_id").values_list("contact_id", flat=True).distinct()
    )
    for at in range(0, len(people), AT_ONCE):
        wake_deliveries(people[at : at + AT_ONCE])
    return len(people)
