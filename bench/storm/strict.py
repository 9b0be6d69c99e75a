"""Whether Meta would take what the office sends: stricter than Meta where the facts are not sure. Pure.

A complaint is a pair of Graph's code and words. Keys that are not in the book are refused with 100.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from .strict_interactive import interactive

FRAME = {
    "messaging_product",
    "recipient_type",
    "to",
    "recipient",
    "type",
    "context",
    "biz_opaque_callback_data",
}
KINDS = {"text", "image", "document", "audio", "video", "sticker", "interactive", "template", "location"}
MARK = {"messaging_product", "status", "message_id", "typing_indicator"}
FILES = {
    "image": {"id", "link", "caption"},
    "document": {"id", "link", "caption", "filename"},
    "video": {"id", "link", "caption"},
    "audio": {"id", "link"},
    "sticker": {"id", "link"},
}


@dataclass(frozen=True)
class Complaint:
    code: int
    text: str


class No(Exception):
    def __init__(self, code: int, text: str) -> None:
        super().__init__(text)
        self.complaint = Complaint(code, text)


def message(body: Any, *, wamids: Iterable[str] = (), media: Iterable[str] = ()) -> Complaint | None:
    """A message to a person. `wamids` and `media` are what Meta knows of."""
    try:
        _frame(_object(body, "the body"))
        if "context" in body:
            context = _only(_object(body["context"], "context"), {"message_id"}, "context")
            if context.get("message_id") not in set(wamids):
                raise No(131009, "context.message_id is not a message of this chat")
        _content(body, set(media))
    except No as no:
        return no.complaint
    return None


def read_mark(body: dict[str, Any], *, wamids: Iterable[str]) -> Complaint | None:
    try:
        _only(body, MARK, "the body")
        _is(body.get("messaging_product") == "whatsapp", 100, "messaging_product must be whatsapp")
        _is(body.get("status") == "read", 100, "status must be read")
        _is(body.get("message_id") in set(wamids), 131009, "message_id is not a message that came in")
        if "typing_indicator" in body:
            _is(body["typing_indicator"] == {"type": "text"}, 100, "typing_indicator must be of type text")
    except No as no:
        return no.complaint
    return None


def _frame(body: dict[str, Any]) -> None:
    kind = body.get("type")
    _is(isinstance(kind, str) and kind in KINDS, 100, "type is missing or unknown")
    _only(body, FRAME | {str(kind)}, "the body")
    _is(body.get("messaging_product") == "whatsapp", 100, "messaging_product must be whatsapp")
    _is(body.get("recipient_type") == "individual", 100, "recipient_type must be individual")
    _is("to" in body or "recipient" in body, 131008, "nobody to send to")
    if "to" in body:
        to = body["to"]
        _is(
            isinstance(to, str) and bool(re.fullmatch(r"\+[1-9][0-9]{7,14}", to)),
            131009,
            "to must be +digits",
        )
    if "recipient" in body:
        _is(bool(re.fullmatch(r"[A-Z]{2}\.[A-Za-z0-9]{1,128}", str(body["recipient"]))), 131009, "recipient")
    tracker = body.get("biz_opaque_callback_data", "")
    _is(isinstance(tracker, str) and len(tracker) <= 512, 131009, "biz_opaque_callback_data is too long")
    _is(str(kind) in body, 131008, f"{kind} is missing")


def _content(body: dict[str, Any], media: set[str]) -> None:
    kind, part = body["type"], _object(body[body["type"]], body["type"])
    if kind == "text":
        _only(part, {"body", "preview_url"}, "text")
        text_of(part, "body", 4096, "text")
        _is(isinstance(part.get("preview_url", False), bool), 131009, "preview_url is not a truth")
    elif kind == "interactive":
        wrong = interactive(part)
        if wrong is not None:
            raise No(*wrong)
    elif kind == "template":
        _template(part)
    elif kind == "location":
        _only(part, {"latitude", "longitude", "name", "address"}, "location")
    else:
        _file(kind, part, media)


def _file(kind: str, part: dict[str, Any], media: set[str]) -> None:
    _only(part, FILES[kind], kind)
    _is(("id" in part) != ("link" in part), 131009, f"{kind} needs an id or a link")
    _is("id" not in part or part["id"] in media, 131009, f"{kind}: no such file")
    if "caption" in part:
        text_of(part, "caption", 1024, kind)
    if kind == "document":
        text_of(part, "filename", 240, kind)


def _template(part: dict[str, Any]) -> None:
    _only(part, {"name", "language", "components"}, "template")
    _is(bool(re.fullmatch(r"[a-z0-9_]{1,512}", str(part.get("name")))), 132001, "no such template")
    language = _only(_object(part.get("language"), "language"), {"code"}, "language")
    _is(isinstance(language.get("code"), str), 131008, "language.code is missing")
    for component in part.get("components", []):
        _only(_object(component, "component"), {"type", "sub_type", "index", "parameters"}, "component")
        _is(component.get("type") in ("header", "body", "button"), 100, "component of no known type")
        for parameter in component.get("parameters", []):
            _only(_object(parameter, "parameter"), {"type", "text", "parameter_name", "payload"}, "parameter")
            _is(bool(str(parameter.get("text", parameter.get("payload", "")))), 132000, "an empty parameter")


def text_of(part: dict[str, Any], key: str, most: int, where: str) -> str:
    value = part.get(key)
    if not isinstance(value, str) or not value.strip():
        raise No(131008, f"{where}.{key} is missing")
    if len(value) > most:
        raise No(131009, f"{where}.{key} is longer than {most}")
    return value


def _only(part: dict[str, Any], known: set[str], where: str) -> dict[str, Any]:
    unknown = sorted(set(part) - known)
    if unknown:
        raise No(100, f"{where}: unexpected key {unknown[0]!r}")
    return part


def _object(value: Any, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise No(100, f"{where} must be an object")
    return value


def _is(true: bool, code: int, text: str) -> None:
    if not true:
        raise No(code, text)
