"""Buttons, lists and links: the counts and lengths that Meta keeps."""

from typing import Any

from .shape import Check, anything, both, by, exactly_one, form, one_of, rows, unique, words

BODY = form({"text": words(1024)})
FOOTER = form({"text": words(60)})
URL = r"https?://[^\s]+"

_file = both(
    form({}, {"id": words(64), "link": words(2048, pattern=URL), "filename": words(240)}),
    exactly_one("id", "link"),
)
_text_header = form({"type": one_of("text"), "text": words(60)})
HEADER = by(
    "type",
    {
        "text": _text_header,
        "image": form({"type": one_of("image"), "image": _file}),
        "video": form({"type": one_of("video"), "video": _file}),
        "document": form({"type": one_of("document"), "document": _file}),
    },
)

_reply = form({"type": one_of("reply"), "reply": form({"id": words(256, trimmed=True), "title": words(20)})})


def _button_ids(action: dict[str, Any]) -> list[str]:
    return [button["reply"]["id"] for button in action["buttons"]]


def _button_titles(action: dict[str, Any]) -> list[str]:
    return [button["reply"]["title"] for button in action["buttons"]]


BUTTONS = both(
    form({"buttons": rows(_reply, 1, 3)}),
    unique(_button_ids, "button id"),
    unique(_button_titles, "button title"),
)

_row = form({"id": words(200, trimmed=True), "title": words(24)}, {"description": words(72, least=0)})
_section = form({"rows": rows(_row, 1, 10)}, {"title": words(24)})


def _row_ids(action: dict[str, Any]) -> list[str]:
    return [row["id"] for section in action["sections"] for row in section["rows"]]


def _ten_rows_in_all(action: Any, at: str) -> None:
    rows(anything, 1, 10)(_row_ids(action), f"{at}.sections.rows")


def _titles_where_several(action: Any, at: str) -> None:
    if len(action["sections"]) > 1:
        for index, section in enumerate(action["sections"]):
            form({"title": words(24), "rows": anything})(section, f"{at}.sections[{index}]")


LIST = both(
    form({"button": words(20), "sections": rows(_section, 1, 10)}),
    _ten_rows_in_all,
    _titles_where_several,
    unique(_row_ids, "row id"),
)


def _kind(name: str, action: Check, header: Check | None = None, footer: bool = True) -> Check:
    allowed = {**({"header": header} if header else {}), **({"footer": FOOTER} if footer else {})}
    return form({"type": one_of(name), "body": BODY, "action": action}, allowed)


_link = form({"display_text": words(20), "url": words(2000, pattern=URL)})
INTERACTIVE = by(
    "type",
    {
        "button": _kind("button", BUTTONS, HEADER),
        "list": _kind("list", LIST, by("type", {"text": _text_header})),
        "cta_url": _kind("cta_url", form({"name": one_of("cta_url"), "parameters": _link}), HEADER),
        "location_request_message": _kind(
            "location_request_message", form({"name": one_of("send_location")}), footer=False
        ),
        "request_contact_info": _kind("request_contact_info", form({"name": one_of("request_contact_info")})),
    },
)
