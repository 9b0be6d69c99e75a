"""`POST /{phone}/messages`: accept or refuse, write it into the chat, promise the statuses."""

import re
import sqlite3
from typing import Any

import httpx
from starlette.responses import JSONResponse, Response

from .. import chats, citizens, shelf
from ..line import Line
from ..refusals import GraphError, told_later
from ..webhooks import receipts
from . import filling, links
from .bodies import MEDIA_TYPES, check_message, check_read_mark
from .kinds import kind_of
from .limits import Limits

TYPING_SECONDS = 25.0
WINDOW_SHUT = (
    "Message failed to send because more than 24 hours have passed since the customer last replied"
    " to this number."
)


async def post(line: Line, http: httpx.AsyncClient, limits: Limits, body: dict[str, Any]) -> Response:
    if "status" in body:
        return _mark_read(line, body)
    kind = check_message(body)
    person = _recipient(line, body)
    content = _checked_content(line, kind, body, person)
    if person is not None and line.knobs.rate_limits:
        limits.admit(person["phone"], line.clock.wall())
    trouble = _window_trouble(line, kind, person)
    if person is None:
        return _accepted(line, body, kind, _send_to_nobody(line, body))
    content, broken_link = await _with_links_fetched(line, http, kind, content)
    row = _write_down(line, person, kind, body, content)
    receipts.promise(line, row, failed=trouble or broken_link)
    return _lost_or(line, _accepted(line, body, kind, row["wamid"], person))


def _mark_read(line: Line, body: dict[str, Any]) -> JSONResponse:
    check_read_mark(body)
    row = chats.by_wamid(line, body["message_id"])
    if row is None or row["side"] != chats.CITIZEN:
        raise GraphError(
            131009, f"Message id {body['message_id'][:80]} is not one that this number received."
        )
    chats.read_by_office(line, row)
    if "typing_indicator" in body:
        citizens.shows_typing(line, row["phone"], TYPING_SECONDS)
    return JSONResponse({"success": True})


def _recipient(line: Line, body: dict[str, Any]) -> sqlite3.Row | None:
    """None: nobody on WhatsApp has this address."""
    if "to" not in body:
        return citizens.find(line, user_id=body["recipient"])
    digits = re.sub(r"\D", "", body["to"])
    if digits == line.settings.display_phone:
        raise GraphError(131021, "The recipient is the sender's own number.")
    return citizens.find(line, phone=digits)


def _checked_content(
    line: Line, kind: str, body: dict[str, Any], person: sqlite3.Row | None
) -> dict[str, Any]:
    content = {"type": kind, kind: body[kind]}
    if "context" in body:
        _refuse_unknown_message(line, body["context"]["message_id"], person)
        content["context"] = {"id": body["context"]["message_id"]}
    if kind == "reaction":
        _refuse_unknown_message(line, body["reaction"]["message_id"], person)
    if kind == "template":
        content["shown"] = filling.fill(line, body["template"])
    for medium_kind, medium in _media_in(kind, content):
        _refuse_unfit_medium(line, medium_kind, medium)
    return content


def _refuse_unknown_message(line: Line, wamid: str, person: sqlite3.Row | None) -> None:
    row = chats.by_wamid(line, wamid)
    if row is None or person is None or row["phone"] != person["phone"]:
        raise GraphError(131009, f"Message id {wamid[:80]} is not in this conversation.")


def _media_in(kind: str, content: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    if kind in MEDIA_TYPES:
        return [(kind, content[kind])]
    header = content[kind].get("header", {}) if kind == "interactive" else {}
    if header.get("type") in MEDIA_TYPES:
        return [(header["type"], header[header["type"]])]
    medium = content.get("shown", {}).get("header_medium")
    return [(medium["kind"], medium)] if medium else []


def _refuse_unfit_medium(line: Line, kind: str, medium: dict[str, Any]) -> None:
    if "id" not in medium:
        return
    row = shelf.find(line, medium["id"])
    if row is None:
        raise GraphError(131009, f"Media id {medium['id']} does not exist or has expired.")
    actual = kind_of(row["mime"])
    if actual is None or actual.name != kind:
        raise GraphError(131053, f"Media {medium['id']} is {row['mime']}, which cannot be sent as {kind}.")


def _window_trouble(line: Line, kind: str, person: sqlite3.Row | None) -> dict[str, Any] | None:
    closed = person is None or not citizens.window_is_open(line, person)
    if kind == "template" or not closed:
        return None
    if person is None or not line.knobs.window_error_later:
        raise GraphError(131047, WINDOW_SHUT)
    return told_later(131047, WINDOW_SHUT)


async def _with_links_fetched(
    line: Line, http: httpx.AsyncClient, kind: str, content: dict[str, Any]
) -> tuple[dict[str, Any], dict[str, Any] | None]:
    for medium_kind, medium in _media_in(kind, content):
        if "link" in medium:
            fetched, wrong = await links.fetch(line, http, medium_kind, medium)
            if wrong:
                return content, told_later(131053, wrong)
            medium.clear()
            medium.update(fetched)
    return content, None


def _write_down(
    line: Line, person: sqlite3.Row, kind: str, body: dict[str, Any], content: dict[str, Any]
) -> sqlite3.Row:
    tracker = body.get("biz_opaque_callback_data")
    category = content.get("shown", {}).get("category", "service")
    row = chats.keep(line, person["phone"], chats.OFFICE, content, tracker=tracker, category=category)
    citizens.shows_typing(line, person["phone"], 0)
    if kind == "reaction":
        target = chats.by_wamid(line, body["reaction"]["message_id"])
        if target is not None:
            chats.mark(line, target, office_reaction=body["reaction"]["emoji"])
    return row


def _send_to_nobody(line: Line, body: dict[str, Any]) -> str:
    """Meta accepts a template for a number that has no WhatsApp, and says so by webhook."""
    wamid = chats.new_wamid()
    receipts.fail_unknown(line, wamid, body)
    return wamid


def _accepted(
    line: Line, body: dict[str, Any], kind: str, wamid: str, person: sqlite3.Row | None = None
) -> JSONResponse:
    if "to" in body:
        contact = {"input": body["to"], "wa_id": re.sub(r"\D", "", body["to"])}
        if person is not None:
            contact["user_id"] = person["user_id"]
    else:
        contact = {"input": body["recipient"], "user_id": body["recipient"]}
    message = {"id": wamid, **({"message_status": "accepted"} if kind == "template" else {})}
    return JSONResponse({"messaging_product": "whatsapp", "contacts": [contact], "messages": [message]})


def _lost_or(line: Line, answer: JSONResponse) -> Response:
    if line.knobs.lose_answers > 0:
        line.knobs.lose_answers -= 1
        line.keep_knobs()
        return Response("<html>bad gateway</html>", status_code=502, media_type="text/html")
    return answer
