"""The interactive kinds that Meta takes: reply buttons, lists, links. Gives the first complaint, or None."""

from typing import Any

Wrong = tuple[int, str] | None
BODY, SMALL = 1024, 60
KEYS = {"type", "header", "body", "footer", "action"}


def interactive(part: dict[str, Any]) -> Wrong:
    unknown = sorted(set(part) - KEYS)
    if unknown:
        return 100, f"interactive: unexpected key {unknown[0]!r}"
    kinds = {"button": _buttons, "list": _list, "cta_url": _link, "location_request_message": _nothing}
    check, action = kinds.get(str(part.get("type"))), part.get("action")
    if check is None or not isinstance(action, dict):
        return 100, "interactive of no known type, or without an action"
    return _frame(part) or check(action)


def _frame(part: dict[str, Any]) -> Wrong:
    body, header, footer = part.get("body"), part.get("header"), part.get("footer")
    if not isinstance(body, dict) or set(body) != {"text"}:
        return 131008, "interactive.body is missing"
    if header is not None and (not isinstance(header, dict) or set(header) != {"type", header.get("type")}):
        return 100, "interactive.header is odd"
    if header is not None and header["type"] != "text":
        return 100, "this office sends no headers but text"
    return (
        _text(body["text"], BODY, "body")
        or (None if header is None else _text(header["text"], SMALL, "header"))
        or (None if footer is None else _text(footer.get("text"), SMALL, "footer"))
    )


def _buttons(action: dict[str, Any]) -> Wrong:
    buttons = action.get("buttons")
    if set(action) != {"buttons"} or not isinstance(buttons, list) or not 1 <= len(buttons) <= 3:
        return 131009, "one to three buttons"
    for button in buttons:
        reply = button.get("reply") if isinstance(button, dict) else None
        if set(button) != {"type", "reply"} or button["type"] != "reply" or not isinstance(reply, dict):
            return 100, "a button that is no reply"
        wrong = _choice(reply, title=20, id=256)
        if wrong or set(reply) != {"id", "title"}:
            return wrong or (100, "a button holds an id and a title")
    return _unique(buttons and [button["reply"] for button in buttons], "id", "title")


def _list(action: dict[str, Any]) -> Wrong:
    sections = action.get("sections")
    if (
        set(action) != {"button", "sections"}
        or not isinstance(sections, list)
        or not 1 <= len(sections) <= 10
    ):
        return 131009, "one to ten sections behind a button"
    wrong = _text(action["button"], 20, "button")
    rows = [row for section in sections for row in section.get("rows", [])]
    if wrong or not 1 <= len(rows) <= 10:
        return wrong or (131009, "one to ten rows in all")
    return _sections(sections) or _rows(rows) or _unique(rows, "id")


def _sections(sections: list[dict[str, Any]]) -> Wrong:
    for section in sections:
        if not set(section) <= {"title", "rows"} or not section.get("rows"):
            return 100, "a section holds a title and rows"
        if len(sections) > 1 or "title" in section:
            wrong = _text(section.get("title"), 24, "section title")
            if wrong:
                return wrong
    return None


def _rows(rows: list[dict[str, Any]]) -> Wrong:
    for row in rows:
        if not {"id", "title"} <= set(row) <= {"id", "title", "description"}:
            return 100, "a row holds id, title and description"
        wrong = _choice(row, title=24, id=200)
        if "description" in row:
            wrong = wrong or _text(row["description"], 72, "description")
        if wrong:
            return wrong
    return None


def _link(action: dict[str, Any]) -> Wrong:
    given = action.get("parameters")
    if (
        action.get("name") != "cta_url"
        or not isinstance(given, dict)
        or set(given) != {"display_text", "url"}
    ):
        return 100, "a link holds display_text and url"
    return _text(given["display_text"], 20, "display_text") or _text(given["url"], 2000, "url")


def _nothing(action: dict[str, Any]) -> Wrong:
    return None if action == {"name": "send_location"} else (100, "asks for a location in an odd way")


def _choice(part: dict[str, Any], *, title: int, id: int) -> Wrong:
    wrong = _text(part.get("id"), id, "id") or _text(part.get("title"), title, "title")
    if wrong is None and part["id"] != part["id"].strip():
        return 131009, "an id with spaces around it"
    return wrong


def _text(value: Any, most: int, where: str) -> Wrong:
    if not isinstance(value, str) or not value.strip():
        return 131008, f"{where} is missing"
    return (131009, f"{where} is longer than {most}") if len(value) > most else None


def _unique(parts: list[dict[str, Any]], *keys: str) -> Wrong:
    for key in keys:
        if len({part[key] for part in parts}) < len(parts):
            return 131009, f"two with the same {key}"
    return None
