"""Everything a thumb can do: type, choose, photograph, react, edit, delete, and the odd things people send."""

import json
import re
from collections.abc import Callable
from typing import Any

from .. import chats, citizens
from ..line import Line
from . import pictures, view, voice
from .inbound import Outgoing

UNKNOWN = {
    "code": 131051,
    "title": "Message type unknown",
    "message": "Message type unknown",
    "error_data": {"details": "Message type is currently not supported."},
}


class UnfitGestureError(ValueError):
    pass


def perform(line: Line, out: Outgoing, wish: dict[str, Any]) -> list[str]:
    """The ids of the messages that the wish became."""
    for name, gesture in GESTURES.items():
        if name in wish:
            return gesture(line, out, wish)
    raise UnfitGestureError(f"send one of: {', '.join(GESTURES)}")


def album(out: Outgoing, photos: list[bytes], caption: str | None) -> list[str]:
    """WhatsApp has no album on the wire: separate images, the caption on the first."""
    return [
        out.medium("image", data, "image/jpeg", caption=caption or None if index == 0 else None)["wamid"]
        for index, data in enumerate(photos)
    ]


def documents(out: Outgoing, files: list[tuple[bytes, str, str]], caption: str | None = None) -> list[str]:
    return [
        out.medium("document", data, mime, filename=name, caption=caption or None if index == 0 else None)[
            "wamid"
        ]
        for index, (data, mime, name) in enumerate(files)
    ]


def _text(line: Line, out: Outgoing, wish: dict[str, Any]) -> list[str]:
    if not isinstance(wish["text"], str) or not wish["text"]:
        raise UnfitGestureError("text must be a string that says something")
    context = _reply_context(line, out, wish["reply_to"]) if wish.get("reply_to") else None
    return [out.say("text", {"body": wish["text"]}, context=context)["wamid"]]


def _reply_context(line: Line, out: Outgoing, wamid: str) -> dict[str, Any]:
    row = _message(line, out, wamid)
    sender = line.settings.display_phone if row["side"] == chats.OFFICE else out.phone
    return {"from": sender, "id": wamid}


def _choice(line: Line, out: Outgoing, wish: dict[str, Any]) -> list[str]:
    row, offer = _offering(line, out, str(wish["choice"]), wish.get("message_id"))
    context = {"from": line.settings.display_phone, "id": row["wamid"]}
    picked = {"id": offer["id"], "title": offer["title"]}
    if offer["kind"] == "quick_reply":
        content: dict[str, Any] = {"payload": offer["id"], "text": offer["title"]}
        return [out.say("button", content, context=context)["wamid"]]
    if offer["kind"] == "row" and offer.get("description"):
        picked["description"] = offer["description"]
    name = "list_reply" if offer["kind"] == "row" else "button_reply"
    return [out.say("interactive", {"type": name, name: picked}, context=context)["wamid"]]


def _offering(line: Line, out: Outgoing, wanted: str, wamid: str | None) -> tuple[Any, dict[str, Any]]:
    """The newest message that offers this id (or, as a person reads it, this title)."""
    rows = [_message(line, out, wamid)] if wamid else chats.in_chat(line, out.phone)[::-1]
    for key in ("id", "title"):
        for row in rows:
            for offer in view.offers(row):
                if offer[key].casefold() == wanted.casefold():
                    return row, offer
    raise UnfitGestureError(f"no message offers {wanted!r}")


def _voice(line: Line, out: Outgoing, wish: dict[str, Any]) -> list[str]:
    return [out.medium("audio", voice.note(), "audio/ogg; codecs=opus", voice=True)["wamid"]]


def _sticker(line: Line, out: Outgoing, wish: dict[str, Any]) -> list[str]:
    return [out.medium("sticker", pictures.sticker(), "image/webp", animated=False)["wamid"]]


def _location(line: Line, out: Outgoing, wish: dict[str, Any]) -> list[str]:
    given = wish["location"] if isinstance(wish["location"], dict) else {}
    return [out.say("location", given or {"latitude": -8.2191, "longitude": 114.3691})["wamid"]]


def _contact(line: Line, out: Outgoing, wish: dict[str, Any]) -> list[str]:
    given = wish["contact"] if isinstance(wish["contact"], dict) else {}
    name = given.get("name", "Pak RT Contoh")
    phone = {"phone": given.get("phone", "+62 800-0000-0041"), "wa_id": "62800000000041", "type": "CELL"}
    return [out.say("contacts", [{"name": {"formatted_name": name}, "phones": [phone]}])["wamid"]]


def _reaction(line: Line, out: Outgoing, wish: dict[str, Any]) -> list[str]:
    """An empty emoji takes the reaction back; Meta then leaves the field empty."""
    target = _message(line, out, wish["reaction"]["message_id"])
    emoji = wish["reaction"].get("emoji", "")
    chats.mark(line, target, citizen_reaction=emoji)
    return [out.say("reaction", {"message_id": target["wamid"], "emoji": emoji})["wamid"]]


def _edit(line: Line, out: Outgoing, wish: dict[str, Any]) -> list[str]:
    """To an ordinary API number an edit comes as `unsupported`, without the new words."""
    target = _message(line, out, wish["edit"]["message_id"])
    chats.mark(line, target, edited=wish["edit"]["text"])
    return [out.say("unsupported", {"type": "edit"}, errors=[UNKNOWN])["wamid"]]


def _delete(line: Line, out: Outgoing, wish: dict[str, Any]) -> list[str]:
    target = _message(line, out, wish["delete"])
    chats.mark(line, target, deleted=True)
    return [out.say("revoke", {"original_message_id": target["wamid"]})["wamid"]]


def _poll(line: Line, out: Outgoing, wish: dict[str, Any]) -> list[str]:
    return [out.say("unsupported", {"type": "poll_creation"}, errors=[UNKNOWN])["wamid"]]


def _new_number(line: Line, out: Outgoing, wish: dict[str, Any]) -> list[str]:
    old, phone = out.person, re.sub(r"\D", "", str(wish["new_number"]))
    user_id = citizens.change_number(line, old["phone"], phone)
    out.system(
        {
            "body": f"User {old['name']} changed from {old['phone']} to {phone}",
            "wa_id": phone,
            "user_id": user_id,
            "previous_user_id": old["user_id"],
            "type": "user_changed_number",
        },
        old,
    )
    return []


def _raw(line: Line, out: Outgoing, wish: dict[str, Any]) -> list[str]:
    json.dumps(wish["raw"])
    return [out.raw(dict(wish["raw"]))["wamid"]]


def _message(line: Line, out: Outgoing, wamid: str) -> Any:
    row = chats.by_wamid(line, wamid)
    if row is None or row["phone"] != out.phone:
        raise UnfitGestureError(f"no such message in this chat: {wamid}")
    return row


GESTURES: dict[str, Callable[[Line, Outgoing, dict[str, Any]], list[str]]] = {
    "text": _text,
    "choice": _choice,
    "voice": _voice,
    "sticker": _sticker,
    "location": _location,
    "contact": _contact,
    "reaction": _reaction,
    "edit": _edit,
    "delete": _delete,
    "poll": _poll,
    "new_number": _new_number,
    "raw": _raw,
}
