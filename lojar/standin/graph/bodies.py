"""What may be sent, type by type, before anybody asks whether it may be sent now."""

from typing import Any

from ..refusals import GraphError
from .interactive import INTERACTIVE, URL
from .shape import anything, both, by, exactly_one, form, long_words, number, one_of, rows, words

_id_or_link = {"id": words(64), "link": words(2048, pattern=URL)}
_either = exactly_one("id", "link")


def _medium(**more: Any) -> Any:
    return both(form({}, {**_id_or_link, **more}), _either)


_phone = form({}, {"phone": words(40), "type": words(20), "wa_id": words(20)})
_name = form(
    {"formatted_name": words(256)},
    {key: words(256) for key in ("first_name", "last_name", "middle_name", "suffix", "prefix")},
)
_contact = form(
    {"name": _name},
    {
        "phones": rows(_phone, 0, 20),
        "emails": rows(anything, 0, 20),
        "urls": rows(anything, 0, 20),
        "addresses": rows(anything, 0, 20),
        "org": anything,
        "birthday": words(10, pattern=r"\d{4}-\d\d-\d\d"),
    },
)

_parameter = by(
    "type",
    {
        "text": form({"type": one_of("text"), "text": words(32768)}, {"parameter_name": words(60)}),
        "payload": form({"type": one_of("payload"), "payload": words(128)}),
        "image": form({"type": one_of("image"), "image": _medium()}),
        "video": form({"type": one_of("video"), "video": _medium()}),
        "document": form({"type": one_of("document"), "document": _medium(filename=words(240))}),
    },
)
_component = form(
    {"type": one_of("header", "body", "button")},
    {
        "parameters": rows(_parameter, 0, 100),
        "sub_type": one_of("quick_reply", "url", "copy_code", "flow"),
        "index": number(0, 9),
    },
)
_language = form({"code": words(10)}, {"policy": one_of("deterministic")})
TEMPLATE = form(
    {"name": words(512, pattern="[a-z0-9_]+"), "language": _language},
    {"components": rows(_component, 0, 20)},
)

BODIES = {
    "text": form({"body": long_words(4096)}, {"preview_url": one_of(True, False)}),
    "image": _medium(caption=words(1024, least=0)),
    "video": _medium(caption=words(1024, least=0)),
    "document": _medium(caption=words(1024, least=0), filename=words(240)),
    "audio": _medium(voice=one_of(True, False)),
    "sticker": _medium(),
    "interactive": INTERACTIVE,
    "template": TEMPLATE,
    "location": form(
        {"latitude": number(-90, 90), "longitude": number(-180, 180)},
        {"name": words(1000), "address": words(1000)},
    ),
    "contacts": rows(_contact, 1, 257),
    "reaction": form({"message_id": words(256), "emoji": words(32, least=0)}),
}
MEDIA_TYPES = ("image", "video", "document", "audio", "sticker")
_TO = words(40, pattern=r"\+?[\d ()-]{6,24}")
_COMMON = {
    "recipient_type": one_of("individual"),
    "to": _TO,
    "recipient": words(140, pattern=r"[A-Z]{2}\.[A-Za-z0-9]{1,128}"),
    "type": one_of(*BODIES),
    "context": form({"message_id": words(256)}),
    "biz_opaque_callback_data": words(512),
    "recipient_identity_key_hash": words(200),
}
_READ = form(
    {"messaging_product": one_of("whatsapp"), "status": one_of("read"), "message_id": words(256)},
    {"typing_indicator": form({"type": one_of("text")})},
)


def check_read_mark(body: dict[str, Any]) -> None:
    _READ(body, "")


def check_message(body: dict[str, Any]) -> str:
    """Refuse a body that Meta refuses, whoever it is for; give the type of what remains."""
    if "messaging_product" not in body:
        raise GraphError(100, "The parameter messaging_product is required.")
    kind = body.get("type", "text")
    one_of(*BODIES)(kind, "type")
    form({"messaging_product": one_of("whatsapp"), kind: BODIES[kind]}, _COMMON)(body, "")
    if "to" not in body and "recipient" not in body:
        raise GraphError(131008, "Param to is required.")
    return str(kind)
