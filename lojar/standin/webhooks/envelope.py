"""How updates lie in a POST: one envelope, one entry, changes; neighbours of one person may share a change."""

import hashlib
import hmac
import json
import sqlite3
from typing import Any

from ..line import Line


def messages_value(line: Line, **content: Any) -> dict[str, Any]:
    settings = line.settings
    metadata = {"display_phone_number": settings.display_phone, "phone_number_id": settings.phone_number_id}
    return {"messaging_product": "whatsapp", "metadata": metadata, **content}


def contact(person: sqlite3.Row) -> dict[str, Any]:
    """Somebody who hides the phone is known by user id and username alone."""
    if person["hidden"]:
        username = "_".join(person["name"].lower().split())
        return {"profile": {"name": person["name"], "username": username}, "user_id": person["user_id"]}
    return {"profile": {"name": person["name"]}, "wa_id": person["phone"], "user_id": person["user_id"]}


def change(field: str, value: dict[str, Any]) -> dict[str, Any]:
    return {"value": value, "field": field}


def body(line: Line, changes: list[dict[str, Any]]) -> bytes:
    """The bytes as sent and signed: non-ASCII escaped, so a receiver who re-serialises is found out."""
    entry: dict[str, Any] = {"id": line.settings.waba_id, "changes": _merged(changes)}
    if any(each["field"] != "messages" for each in changes):
        entry["time"] = int(line.clock.now())
    envelope = {"object": "whatsapp_business_account", "entry": [entry]}
    return json.dumps(envelope, ensure_ascii=True, separators=(",", ":")).encode("ascii")


def signature(line: Line, data: bytes) -> str:
    return "sha256=" + hmac.new(line.settings.app_secret.encode(), data, hashlib.sha256).hexdigest()


def _merged(changes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    merged: list[dict[str, Any]] = []
    for each in changes:
        if merged and _may_share(merged[-1], each):
            for key in ("messages", "statuses"):
                merged[-1]["value"].setdefault(key, []).extend(each["value"].get(key, []))
                if not merged[-1]["value"][key]:
                    del merged[-1]["value"][key]
        else:
            merged.append({"value": dict(each["value"]), "field": each["field"]})
    return merged


def _may_share(left: dict[str, Any], right: dict[str, Any]) -> bool:
    if left["field"] != "messages" or right["field"] != "messages":
        return False
    people = left["value"].get("contacts")
    return people is not None and people == right["value"].get("contacts")
