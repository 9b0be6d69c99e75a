"""What becomes of a message after Meta's answer, told at once or later by webhook: one place for both."""

from datetime import datetime, timedelta

from lojar.offices.models import Office

from .. import alarms, outbox
from ..actions import keep_silent
from ..models import MessageTemplate, OutboundMessage, UploadedMedia
from ..rules.send_errors import MOST_UPLOADS, Course, Verdict, may_try_again, verdict, wait_before_try
from ..whatsapp.parse import Error
from ..whatsapp.templates import MISSING

State = OutboundMessage.State
OPTED_OUT = 131050
TEMPLATES_REST = timedelta(hours=1)
SAYS_OF_TEMPLATE = {132001: MISSING, 132015: "PAUSED", 132016: "DISABLED"}
MOST_TRIES_LATER = 4  # an error that is told after the message was accepted: each try may have cost money


def refused(
    message: OutboundMessage, error: Error, *, http_status: int, now: datetime, told_later: bool = False
) -> Verdict:
    """The caller holds the row's lock. Writes the message's new state and raises what alarms are due."""
    found = verdict(error.code, http_status=http_status, subcode=error.subcode)
    message.error_code = error.code
    message.error_text = f"{found.why}. {error.text}".strip()[:300]
    _sound(message, found, error, now, told_later)
    if found.course is Course.NEEDS_TEMPLATE and message.body["type"] != "template":
        _window_is_closed(message, now)
    elif _tries_again(message, found, told_later):
        _queue_again(message, found, now)
    elif found.course is not Course.UNCERTAIN:
        message.state, message.failed_at = State.FAILED, now
        if error.code == OPTED_OUT:
            keep_silent(message.contact, now)
    message.save()
    return found


def queue_again(message: OutboundMessage, why: str, *, now: datetime) -> None:
    """It surely did not leave."""
    message.error_text = why[:300]
    _queue_again(message, Verdict(Course.RETRY, why, outage=True), now)
    message.save()


def _tries_again(message: OutboundMessage, found: Verdict, told_later: bool) -> bool:
    if found.course is Course.UPLOAD_AGAIN:
        UploadedMedia.objects.filter(object_key=message.body.get("object_key", "")).delete()
        return message.tries < MOST_UPLOADS
    if told_later and message.tries >= MOST_TRIES_LATER:
        return False
    return may_try_again(message.tries, found)


def _queue_again(message: OutboundMessage, found: Verdict, now: datetime) -> None:
    message.state, message.wamid = State.QUEUED, ""
    message.not_before = now + wait_before_try(message.tries, found=found)


def _window_is_closed(message: OutboundMessage, now: datetime) -> None:
    """Meta knows better than our clock: everything free-form waits until the person writes again."""
    message.contact.window_opened_at = None
    message.contact.save(update_fields=["window_opened_at"])
    outbox.hold(message, now=now)


def _sound(message: OutboundMessage, found: Verdict, error: Error, now: datetime, told_later: bool) -> None:
    if not found.alarm:
        return
    if found.course is Course.STOP_TEMPLATE:
        _template_trouble(message, error, now)
        return
    sound(message.contact.office, found, error, now=now, told_later=told_later)


def sound(office: Office, found: Verdict, error: Error, *, now: datetime, told_later: bool) -> None:
    told = f"{found.why}. {error.text}".strip()
    if found.course is Course.STOP_TEMPLATES:
        alarms.stop_templates(told, office=office, until=now + TEMPLATES_REST, now=now)
    elif found.course is Course.STOP_LINE:
        kind = f"{alarms.LINE}{error.code}{alarms.LATER if told_later else ''}"
        alarms.raise_alarm(kind, told, office=office, now=now, stops_sending=True)
    else:
        alarms.raise_alarm(f"send_{error.code}", told, office=office, now=now)


def _template_trouble(message: OutboundMessage, error: Error, now: datetime) -> None:
    name, language = str(message.body.get("name", "")), str(message.body.get("language", ""))
    MessageTemplate.objects.update_or_create(
        name=name[:120],
        language=language[:10],
        defaults={"status": SAYS_OF_TEMPLATE.get(error.code or 0, MISSING), "changed_at": now},
    )
    alarms.raise_alarm(
        f"template:{name[:26]}:{language}",
        f"Template {name} ({language}) tidak dapat dipakai: {error.text}",
        office=message.contact.office,
        now=now,
    )
