"""The line works again: everything that waited for it leaves at once, in its old order, at the line's own pace."""

from datetime import datetime, timedelta

from django.db.models import F, Q
from django.db.models.functions import Least

from lojar.offices.models import Office

from .. import alarms
from ..models import OutboundMessage
from ..rules.send_errors import MAY_HAVE_LEFT, UNTIL_A_RECEIPT
from ..wake import wake_deliveries, wake_waiting_media
from . import line

State = OutboundMessage.State
AT_ONCE = 500


def works_again(office: Office, *, since: datetime, proven: bool, now: datetime) -> None:
    """A message that left after the trouble began was accepted; `proven`: it even arrived."""
    line.answers_again(office)
    if alarms.works_again(office, since=since, proven=proven, now=now):
        wake_waiting_media(office.pk)
    if alarms.stopped_since(office) is None:
        release(office, now=now)


def release(office: Office, *, now: datetime) -> int:
    """How many people have something waiting. What was put off to the morning stays put off, and what may have left
    although it was refused waits for its receipt as long as it would have anyway."""
    waiting = OutboundMessage.objects.filter(contact__office=office, state=State.QUEUED)
    tried = waiting.filter(tries__gt=0)
    tried.exclude(error_code__in=MAY_HAVE_LEFT).update(not_before=None)
    tried.filter(error_code__in=MAY_HAVE_LEFT).update(
        not_before=Least(F("not_before"), F("in_flight_at") + timedelta(seconds=UNTIL_A_RECEIPT))
    )
    due = waiting.filter(Q(not_before=None) | Q(not_before__lte=now))
    people = list(due.order_by("contact_id").values_list("contact_id", flat=True).distinct())
    for at in range(0, len(people), AT_ONCE):
        wake_deliveries(people[at : at + AT_ONCE])
    return len(people)
