"""What Meta says about the account, the number and the templates: kept where it counts, and shown."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from .. import alarms
from ..actions import keep_silent, speak_again
from ..models import Contact, MessageTemplate
from ..rules.identity import seen
from ..rules.send_errors import verdict
from ..whatsapp.identities import contact_of
from ..whatsapp.parse import Notice
from ..whatsapp.parse import reading as read

if TYPE_CHECKING:
    from .parts import Delivery

log = logging.getLogger(__name__)
GOOD_TEMPLATE = {"APPROVED", "REINSTATED", "UNPAUSED"}
QUIET = {"PENDING", "IN_APPEAL", "PENDING_DELETION", "DELETED", "ARCHIVED"}
GOOD_ACCOUNT = {
    "VERIFIED_ACCOUNT",
    "ACCOUNT_VERIFIED",
    "ACCOUNT_UPDATE",
    "PARTNER_ADDED",
    "PARTNER_APP_INSTALLED",
    "BUSINESS_PRIMARY_LOCATION_COUNTRY_UPDATE",
    "MM_LITE_TERMS_SIGNED",
    "REINSTATE",
}
ENDS_LINE = {"DISABLED_UPDATE", "ACCOUNT_DELETED", "DISABLE"}
ACCOUNT = f"{alarms.LINE}account{alarms.LATER}"  # over when a message arrives again
TEMPLATES_ONLY = "RESTRICTED_BIZ_INITIATED_MESSAGING"
REPLIES_TOO = {"RESTRICTED_CUSTOMER_INITIATED_MESSAGING", "RESTRICTED_ALL_MESSAGING"}


def take_in(delivery: "Delivery", notice: Notice) -> None:
    reader = _READERS.get(notice.field)
    if reader is None:
        log.info("a notice about %s, which changes nothing here", notice.field[:40])
        return
    reader(delivery, notice)


def _account_error(delivery: "Delivery", notice: Notice) -> None:
    """Sending itself will say whether the line stands still; here it is only shown."""
    office = delivery.office(notice.phone_number_id) if notice.phone_number_id else None
    for error in notice.errors:
        found = verdict(error.code, http_status=400, subcode=error.subcode)
        alarms.raise_alarm(
            f"account_{error.code}", f"{found.why}. {error.text}", office=office, now=delivery.now
        )


def _template_status(delivery: "Delivery", notice: Notice) -> None:
    event = read.words(notice.value, "event").upper()
    template = _template(notice, delivery.now)
    if template is None:
        delivery.troubles.append("kabar template tanpa nama")
        return
    template.status = "APPROVED" if event in GOOD_TEMPLATE else event[:24] or "UNKNOWN"
    template.reason = _reason(notice.value)
    template.category = read.words(notice.value, "message_template_category")[:24] or template.category
    template.save()
    kind = _kind("template", template)
    if event in GOOD_TEMPLATE:
        alarms.resolve(kind, office=None, now=delivery.now)
    elif event not in QUIET:
        _raise(delivery, kind, f"Template {template.name} ({template.language}): {event}. {template.reason}")


def _reason(value: dict[str, Any]) -> str:
    said = (
        read.words(value, "reason"),
        read.words(value, "rejection_info", "reason"),
        read.words(value, "other_info", "description"),
        read.words(value, "rejection_info", "recommendation"),
    )
    return " - ".join(part for part in said if part and part != "NONE")[:300]


def _template_quality(delivery: "Delivery", notice: Notice) -> None:
    template = _template(notice, delivery.now)
    if template is None:
        return
    template.quality = read.words(notice.value, "new_quality_score")[:24]
    template.save()
    kind = _kind("quality", template)
    if template.quality in ("YELLOW", "RED"):
        _raise(
            delivery, kind, f"Mutu template {template.name} ({template.language}) turun: {template.quality}."
        )
    else:
        alarms.resolve(kind, office=None, now=delivery.now)


def _template_category(delivery: "Delivery", notice: Notice) -> None:
    template = _template(notice, delivery.now)
    if template is None:
        return
    template.category = read.words(notice.value, "new_category")[:24]
    template.save()
    kind = _kind("category", template)
    if template.category == "UTILITY":
        alarms.resolve(kind, office=None, now=delivery.now)
    else:
        _raise(
            delivery,
            kind,
            f"Template {template.name} ({template.language}) kini dianggap {template.category}: "
            "biayanya berubah, dan warga dapat menolaknya.",
        )


def _template(notice: Notice, now: datetime) -> MessageTemplate | None:
    name = read.words(notice.value, "message_template_name")[:120]
    language = read.words(notice.value, "message_template_language")[:10]
    if not name:
        return None
    template = MessageTemplate.objects.filter(name=name, language=language).first()
    template = template or MessageTemplate(name=name, language=language)
    template.changed_at = now
    return template


def _kind(what: str, template: MessageTemplate) -> str:
    return f"{what}:{template.name[:26]}:{template.language}"


def _account_update(delivery: "Delivery", notice: Notice) -> None:
    event = read.words(notice.value, "event").upper()
    restrictions = {
        read.words(part, "restriction_type").upper() for part in read.rows(notice.value, "restriction_info")
    }
    ban = read.words(notice.value, "ban_info", "waba_ban_state").upper()
    until = _ends_at(notice.value)
    told = f" sampai {until:%d-%m-%Y %H:%M} UTC" if until else ""
    if "REINSTATE" in (event, ban):
        alarms.resolve(ACCOUNT, office=None, now=delivery.now)
        alarms.templates_may_go(delivery.now)
    elif event in GOOD_ACCOUNT and not restrictions:
        return
    elif TEMPLATES_ONLY in restrictions and not restrictions & REPLIES_TOO:
        text = f"Template tidak boleh dikirim{told}: akun dibatasi."
        alarms.stop_templates(text, office=None, until=until, now=delivery.now)
    else:
        stops = bool({event, ban} & ENDS_LINE or restrictions & REPLIES_TOO)
        words = ", ".join(part for part in (event, ban, *sorted(restrictions)) if part)
        _raise(delivery, ACCOUNT, f"Akun WhatsApp: {words}{told}.", stops=stops)


def _ends_at(value: dict[str, Any]) -> datetime | None:
    ends = [part.get("expiration") for part in read.rows(value, "restriction_info") if isinstance(part, dict)]
    last = max((end for end in ends if isinstance(end, int) and 0 < end < 1e10), default=None)
    return datetime.fromtimestamp(last, UTC) if last else None


def _line_notice(delivery: "Delivery", notice: Notice) -> None:
    """Alerts, quality of the number, limits: words for a person, never a stop by themselves."""
    said = [
        read.words(notice.value, key)
        for key in (
            "event",
            "alert_type",
            "alert_severity",
            "alert_status",
            "alert_description",
            "current_limit",
            "max_daily_conversation_per_phone",
        )
    ]
    event = said[0].upper()
    if event in ("UNFLAGGED", "UPGRADE", "ONBOARDING"):
        alarms.resolve(notice.field, office=None, now=delivery.now)
        return
    told = ", ".join(part for part in said if part) or "ada perubahan"
    _raise(delivery, notice.field, f"{notice.field}: {told}")


def _preferences(delivery: "Delivery", notice: Notice) -> None:
    """A person stopped or resumed messages in WhatsApp's own settings."""
    office = delivery.office(notice.phone_number_id)
    if office is None:
        return
    for wish in read.rows(notice.value, "user_preferences"):
        who = seen(read.words(wish, "wa_id"), read.words(wish, "user_id"))
        if not who:
            continue
        contact: Contact = contact_of(office, who, name="", at=delivery.received_at)
        if read.words(wish, "value") == "stop":
            keep_silent(contact, delivery.now)
        elif read.words(wish, "value") == "resume":
            speak_again(contact)


def _raise(delivery: "Delivery", kind: str, text: str, *, stops: bool = False) -> None:
    alarms.raise_alarm(kind, text, office=None, now=delivery.now, stops_sending=stops)


_READERS: dict[str, Callable[["Delivery", Notice], None]] = {
    "messages": _account_error,
    "message_template_status_update": _template_status,
    "message_template_quality_update": _template_quality,
    "template_category_update": _template_category,
    "account_update": _account_update,
    "account_alerts": _line_notice,
    "phone_number_quality_update": _line_notice,
    "business_capability_update": _line_notice,
    "security": _line_notice,
    "user_preferences": _preferences,
}
