"""One inbound message of any type, in our own kinds."""

from collections.abc import Callable
from typing import Any

from ...rules.cleaning import clean_value
from ...rules.identity import Seen, change_of, own_number, seen
from . import reading
from .unpacking import unpacked
from .updates import Heard, Medium, Trouble

FILES = ("image", "document", "audio", "video", "sticker", "voice")
OURS = {"voice": "audio", "unknown": "unsupported", "interactive": "choice"}
KNOWN = frozenset(
    {
        *FILES,
        "text",
        "location",
        "contacts",
        "interactive",
        "button",
        "reaction",
        "order",
        "system",
        "edit",
        "revoke",
        "unsupported",
    }
)
LONGEST_WAMID = 200


def heard(number: str, message: Any, value: dict[str, Any]) -> Heard | Trouble:
    wamid = reading.words(message, "id")
    if not wamid or len(wamid) > LONGEST_WAMID:
        return Trouble("pesan tanpa id yang dapat dipakai")
    who, name = _sender(message, reading.rows(value, "contacts"))
    if not who:
        return Trouble("pengirim bukan nomor telepon atau ID pengguna")
    details = _with_errors(message, value)
    kind = _kind(message)
    context = reading.table(message, "context")
    return Heard(
        number,
        wamid,
        who,
        kind,
        stamp=message.get("timestamp"),
        name=name,
        text=text_of(message),
        choice=_choice(message)[:256],
        answers_wamid=(reading.words(context, "id") or _target(message))[:LONGEST_WAMID],
        forwarded=context.get("forwarded") is True or context.get("frequently_forwarded") is True,
        medium=medium_of(message),
        change=change_of(message),
        remark=_remark(kind, details),
        details=details,
    )


def _sender(message: dict[str, Any], contacts: list[Any]) -> tuple[Seen, str]:
    """Matched by number or id, never by position: one POST may speak of several people."""
    who = seen(message.get("from"), message.get("from_user_id"))
    if who and not who.phone:
        who = Seen(own_number(message), who.user_id)
    if not who:
        system = reading.table(message, "system")
        who = seen(*(system.get(key) for key in ("previous_user_id", "customer", "user_id", "wa_id")))
    for contact in contacts:
        card = seen(reading.words(contact, "wa_id"), reading.words(contact, "user_id"))
        if (who.phone and card.phone == who.phone) or (who.user_id and card.user_id == who.user_id):
            both = Seen(who.phone or card.phone, who.user_id or card.user_id)
            return both, reading.words(contact, "profile", "name")[:200]
    return who, ""


def _kind(message: dict[str, Any]) -> str:
    said = message.get("type")
    if message.get("group_id"):
        return "group"
    if not isinstance(said, str) or said not in KNOWN:
        return "text" if reading.table(message, "text") and not said else "unsupported"
    if said == "interactive":
        return _interactive_kind(message)
    if said in FILES and medium_of(message) is None:
        return "unsupported"
    return OURS.get(said, said)


def _interactive_kind(message: dict[str, Any]) -> str:
    kinds = {"button_reply": "choice", "list_reply": "choice", "nfm_reply": "flow"}
    interactive = reading.table(message, "interactive")
    return kinds.get(reading.words(interactive, "type"), "unsupported")


def text_of(message: dict[str, Any]) -> str:
    """The words that a person would call the message: body, caption, title of the choice, name of the place."""
    said = message.get("type")
    reader = _READERS.get(said) if isinstance(said, str) else None
    return (reader or _body)(message)


def _body(message: dict[str, Any]) -> str:
    return reading.words(message, "text", "body")


def _interactive_text(message: dict[str, Any]) -> str:
    interactive = reading.table(message, "interactive")
    for kind in ("button_reply", "list_reply"):
        if title := reading.words(interactive, kind, "title"):
            return title
    return reading.words(interactive, "nfm_reply", "body")


def _place(message: dict[str, Any]) -> str:
    place = reading.table(message, "location")
    named = ", ".join(
        part for part in (reading.words(place, "name"), reading.words(place, "address")) if part
    )
    return named or f"{place.get('latitude')}, {place.get('longitude')}"


def _cards(message: dict[str, Any]) -> str:
    names = [reading.words(card, "name", "formatted_name") for card in reading.rows(message, "contacts")]
    return ", ".join(name or "(tanpa nama)" for name in names)


def _edited(message: dict[str, Any]) -> str:
    return text_of(reading.table(message, "edit", "message"))


def _caption(kind: str) -> Callable[[dict[str, Any]], str]:
    return lambda message: reading.words(message, kind, "caption")


_READERS: dict[str, Callable[[dict[str, Any]], str]] = {
    **{kind: _caption(kind) for kind in FILES},
    "interactive": _interactive_text,
    "button": lambda message: reading.words(message, "button", "text"),
    "location": _place,
    "contacts": _cards,
    "reaction": lambda message: reading.words(message, "reaction", "emoji"),
    "order": lambda message: reading.words(message, "order", "text"),
    "system": lambda message: reading.words(message, "system", "body"),
    "edit": _edited,
}


def _choice(message: dict[str, Any]) -> str:
    interactive = reading.table(message, "interactive")
    return (
        reading.words(message, "button", "payload")
        or reading.words(interactive, "button_reply", "id")
        or reading.words(interactive, "list_reply", "id")
    )


def _target(message: dict[str, Any]) -> str:
    """The message that a reaction, an edit or a deletion is about."""
    return (
        reading.words(message, "reaction", "message_id")
        or reading.words(message, "edit", "original_message_id")
        or reading.words(message, "revoke", "original_message_id")
    )


def medium_of(message: dict[str, Any]) -> Medium | None:
    said = message.get("type")
    file = reading.table(message, said) if isinstance(said, str) and said in FILES else {}
    medium_id, url = reading.words(file, "id"), reading.words(file, "url")
    if not medium_id and not url:
        return None
    return Medium(
        medium_id,
        mime=reading.words(file, "mime_type"),
        sha256=reading.words(file, "sha256"),
        filename=reading.words(file, "filename"),
        url=url,
    )


def _with_errors(message: dict[str, Any], value: dict[str, Any]) -> dict[str, Any]:
    """The message as it came; a form's answers, which Meta packs as text in text, are unpacked beside it."""
    details = dict(message)
    if "errors" not in details and reading.rows(value, "errors"):
        details["errors"] = value["errors"]
    packed = reading.words(message, "interactive", "nfm_reply", "response_json")
    if packed:
        try:
            details["answers"] = clean_value(unpacked(packed))
        except (ValueError, RecursionError):
            details["answers"] = None
    return details


def _remark(kind: str, details: dict[str, Any]) -> str:
    """Why the conversation keeps silent about it, or what exactly could not be shown."""
    if kind == "unsupported":
        codes = ", ".join(str(error.code) for error in reading.errors(details))
        return " ".join(part for part in ("tidak didukung:", _unsupported_type(details), codes) if part)[:300]
    return {
        "reaction": "reaksi, tidak perlu dijawab",
        "system": "pemberitahuan WhatsApp",
        "revoke": "pengirim menghapus pesannya",
        "group": "pesan grup, tidak dijawab",
    }.get(kind, "")


def _unsupported_type(details: dict[str, Any]) -> str:
    return reading.words(details, "unsupported", "type") or reading.words(details, "type")
