"""A message as the phone page and the scripted citizens read it: flat, without Meta's nesting."""

import json
import sqlite3
from typing import Any

from .. import chats, citizens, shelf
from ..line import Line

MEDIA = ("image", "video", "document", "audio", "sticker")
SILENT = {"reaction", "revoke"}  # they change another bubble and have none of their own


def message(line: Line, row: sqlite3.Row) -> dict[str, Any]:
    body = chats.body_of(row)
    seen: dict[str, Any] = {
        "n": row["n"],
        "id": row["wamid"],
        "side": row["side"],
        "at": row["at"],
        "status": row["status"],
        "type": body["type"],
        "text": "",
        "buttons": [],
        "rows": [],
        "phone": row["phone"],
        **_marks(row),
    }
    if row["tracker"] is not None:
        seen["tracker"] = row["tracker"]
    if "context" in body:
        seen["reply_to"] = body["context"]["id"]
    if body["type"] in SILENT or (body["type"] == "unsupported" and body["unsupported"]["type"] == "edit"):
        seen["silent"] = True
    content = body.get(body["type"])
    seen.update(_READ.get(body["type"], _read_other)(line, content, body))
    return seen


def offers(row: sqlite3.Row) -> list[dict[str, Any]]:
    """What may be tapped in a message: reply buttons, list rows, quick replies of a template."""
    body = chats.body_of(row)
    if row["side"] != chats.OFFICE:
        return []
    if body["type"] == "template":
        return [{"kind": "quick_reply", **button} for button in body["shown"]["buttons"]]
    if body["type"] != "interactive":
        return []
    action = body["interactive"]["action"]
    found = [{"kind": "button", **button["reply"]} for button in action.get("buttons", [])]
    return found + [
        {"kind": "row", **row} for section in action.get("sections", []) for row in section["rows"]
    ]


def _marks(row: sqlite3.Row) -> dict[str, Any]:
    return {key: value for key, value in json.loads(row["marks"]).items() if value}


def medium_of(line: Line, content: dict[str, Any]) -> dict[str, Any] | None:
    row = shelf.find_for_phone(line, content.get("id", ""))
    if row is None:
        return None
    return {
        "url": f"/phone/media/{row['id']}",
        "mime": row["mime"],
        "size": row["size"],
        "id": row["id"],
        "filename": content.get("filename") or row["filename"] or "berkas",
    }


def _read_text(line: Line, content: Any, body: dict[str, Any]) -> dict[str, Any]:
    return {"text": content["body"]}


def _read_medium(line: Line, content: Any, body: dict[str, Any]) -> dict[str, Any]:
    return {
        "text": content.get("caption", ""),
        "media": medium_of(line, content),
        "voice": content.get("voice", False),
    }


def _read_interactive(line: Line, content: Any, body: dict[str, Any]) -> dict[str, Any]:
    if content["type"] in ("button_reply", "list_reply"):
        picked = content[content["type"]]
        return {"text": picked["title"], "picked": picked["id"], "description": picked.get("description", "")}
    seen: dict[str, Any] = {
        "text": content["body"]["text"],
        "footer": content.get("footer", {}).get("text", ""),
    }
    header = content.get("header", {})
    if header.get("type") == "text":
        seen["header"] = header["text"]
    elif header:
        seen.update(media=medium_of(line, header[header["type"]]), media_kind=header["type"])
    action = content["action"]
    seen["buttons"] = [button["reply"] for button in action.get("buttons", [])]
    if "sections" in action:
        seen.update(list_button=action["button"], sections=action["sections"], rows=_flat(action["sections"]))
    if content["type"] == "cta_url":
        seen["links"] = [{"title": action["parameters"]["display_text"], "url": action["parameters"]["url"]}]
    if content["type"] == "location_request_message":
        seen["asks_location"] = True
    if content["type"] == "request_contact_info":
        seen["asks_contact"] = True
    return seen


def _flat(sections: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**row, "section": section.get("title", "")} for section in sections for row in section["rows"]]


def _read_template(line: Line, content: Any, body: dict[str, Any]) -> dict[str, Any]:
    shown = body["shown"]
    seen = {key: shown.get(key, "") for key in ("header", "text", "footer")}
    seen.update(buttons=shown["buttons"], links=shown["links"], template=content["name"])
    if "header_medium" in shown:
        medium = shown["header_medium"]
        seen.update(media=medium_of(line, medium), media_kind=medium["kind"])
    return seen


def _read_button(line: Line, content: Any, body: dict[str, Any]) -> dict[str, Any]:
    return {"text": content["text"], "picked": content["payload"]}


def _read_contacts(line: Line, content: Any, body: dict[str, Any]) -> dict[str, Any]:
    names = [each.get("name", {}).get("formatted_name", "Tanpa nama") for each in content]
    return {"text": ", ".join(names)}


def _read_location(line: Line, content: Any, body: dict[str, Any]) -> dict[str, Any]:
    place = content.get("name") or f"{content['latitude']}, {content['longitude']}"
    return {"text": place, "address": content.get("address", "")}


def _read_other(line: Line, content: Any, body: dict[str, Any]) -> dict[str, Any]:
    return {"detail": content}


_READ = {
    "text": _read_text,
    "interactive": _read_interactive,
    "template": _read_template,
    "button": _read_button,
    "contacts": _read_contacts,
    "location": _read_location,
    **dict.fromkeys(MEDIA, _read_medium),
}


def citizen(line: Line, row: sqlite3.Row) -> dict[str, Any]:
    return {
        "phone": row["phone"],
        "name": row["name"],
        "user_id": row["user_id"],
        "family": row["family"],
        "hidden": bool(row["hidden"]),
        "window_open": citizens.window_is_open(line, row),
        "typing_for": max(0.0, row["typing_until"] - line.clock.now()),
    }
