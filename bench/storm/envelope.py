"""POST bodies as Meta makes them: several people, messages and receipts in one, a bad part beside good ones. Pure."""

import hashlib
import hmac
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

NUMBER, WABA, OFFICE_PHONE = "100000000000001", "200000000000002", "62800000000001"


@dataclass
class Update:
    """One thing that Meta has to tell, until the office answers 200 for it."""

    key: str
    kind: str  # messages | statuses
    told: dict[str, Any]
    due: float
    person: str = ""
    name: str = ""
    tries: int = 0
    tracker: str = ""
    repeats: int = field(default=0)


def body(updates: Sequence[Update], dice: Random, *, sibling: bool = False) -> bytes:
    """One value for all, or one for each person: both are seen."""
    groups: dict[str, list[Update]] = defaultdict(list)
    apart = dice.random() < 0.4
    for update in updates:
        groups[update.person if apart else ""].append(update)
    changes: list[Any] = [{"field": "messages", "value": _value(group, dice)} for group in groups.values()]
    if sibling:
        changes.insert(dice.randrange(len(changes) + 1), dice.choice(BAD_CHANGES))
    entry = {"id": WABA, "changes": changes}
    return json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode()


def signature(secret: str, data: bytes) -> str:
    return "sha256=" + hmac.new(secret.encode(), data, hashlib.sha256).hexdigest()


def _value(updates: Sequence[Update], dice: Random) -> dict[str, Any]:
    value: dict[str, Any] = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": OFFICE_PHONE, "phone_number_id": NUMBER},
    }
    for kind in ("messages", "statuses"):
        if found := [update.told for update in updates if update.kind == kind]:
            value[kind] = found
    people = {update.person: update.name for update in updates if update.kind == "messages"}
    if people:
        contacts = [
            {"profile": {"name": name}, "wa_id": person, "user_id": user_id(person)}
            for person, name in people.items()
        ]
        dice.shuffle(contacts)  # by position a message would find somebody else
        value["contacts"] = contacts
    return value


def user_id(person: str) -> str:
    return f"ID.9{person}"


def status(wamid: str, state: str, *, person: str, tracker: str, at: float) -> dict[str, Any]:
    told = {
        "id": wamid,
        "status": state,
        "timestamp": str(int(at)),
        "recipient_id": person,
        "biz_opaque_callback_data": tracker,
    }
    if state != "read":
        told["pricing"] = {
            "billable": True,
            "pricing_model": "PMP",
            "type": "regular",
            "category": "service",
        }
    return told


_META = {"display_phone_number": OFFICE_PHONE, "phone_number_id": NUMBER}
# Each is the neighbour of good ones, and must not take them with it.
BAD_CHANGES: tuple[Any, ...] = (
    {"field": "messages", "value": None},
    {"field": "messages", "value": {"messaging_product": "whatsapp", "metadata": _META, "messages": "none"}},
    {"field": "messages", "value": {"messaging_product": "whatsapp", "metadata": _META, "messages": [None]}},
    {"field": "messages", "value": {"metadata": _META, "messages": [{"type": "text", "text": {"body": 7}}]}},
    {"field": "messages", "value": {"metadata": _META, "statuses": [{"id": 12, "status": ["sent"]}]}},
    {"field": "messages", "value": {"metadata": "x", "contacts": 3, "statuses": {"id": "wamid.NOBODYS"}}},
    {"field": "something_of_tomorrow", "value": {"event": "NEW"}},
    "not even an object",
)
