"""A message of ours in the JSON that `POST /{phone-number-id}/messages` takes. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..messages import Buttons, Menu, Message, Paperwork, Picture, Template, Text


@dataclass(frozen=True)
class Recipient:
    """A phone wins over a user id where both are known: every kind of message takes it."""

    phone: str = ""
    user_id: str = ""

    def as_json(self) -> dict[str, str]:
        return {"to": f"+{self.phone}"} if self.phone else {"recipient": self.user_id}


def tracker(outbound_id: int, attempt: int) -> str:
    """What Meta returns with every receipt: the only key that survives a lost answer."""
    return f"outbox:{outbound_id}:{attempt}"


@dataclass(frozen=True)
class Tracked:
    """0 stands for a message that is not ours."""

    outbound_id: int = 0
    attempt: int = 0


def tracked(value: str) -> Tracked:
    found = re.fullmatch(r"outbox:([0-9]{1,18}):([0-9]{1,4})", value)
    return Tracked(int(found[1]), int(found[2])) if found else Tracked()


def payload(
    message: Message, recipient: Recipient, *, tracked_as: str, media_id: str = "", answers: str = ""
) -> dict[str, Any]:
    """`answers` is the wamid that is quoted above the message; "" quotes nothing."""
    return {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        **recipient.as_json(),
        **({"context": {"message_id": answers}} if answers else {}),
        **_content(message, media_id),
        "biz_opaque_callback_data": tracked_as,
    }


def read_mark(wamid: str, *, typing: bool) -> dict[str, Any]:
    mark: dict[str, Any] = {"messaging_product": "whatsapp", "status": "read", "message_id": wamid}
    return {**mark, "typing_indicator": {"type": "text"}} if typing else mark


def _content(message: Message, media_id: str) -> dict[str, Any]:
    if isinstance(message, Text):
        return {"type": "text", "text": {"body": message.body, "preview_url": False}}
    if isinstance(message, Picture):
        return {"type": "image", "image": _with_caption({"id": media_id}, message.caption)}
    if isinstance(message, Paperwork):
        paper = {"id": media_id, "filename": message.filename}
        return {"type": "document", "document": _with_caption(paper, message.caption)}
    if isinstance(message, Template):
        return {"type": "template", "template": _template(message)}
    return {"type": "interactive", "interactive": _interactive(message, media_id)}


def _with_caption(medium: dict[str, str], caption: str) -> dict[str, str]:
    return {**medium, "caption": caption} if caption else medium


def _interactive(message: Buttons | Menu, media_id: str) -> dict[str, Any]:
    header: dict[str, Any] = {"type": "text", "text": message.header} if message.header else {}
    if isinstance(message, Buttons) and message.picture and media_id:
        header = {"type": "image", "image": {"id": media_id}}
    frame: Mapping[str, Any] = {
        **({"header": header} if header else {}),
        "body": {"text": message.body},
        **({"footer": {"text": message.footer}} if message.footer else {}),
    }
    if isinstance(message, Buttons):
        buttons = [{"type": "reply", "reply": {"id": one.id, "title": one.title}} for one in message.buttons]
        return {"type": "button", **frame, "action": {"buttons": buttons}}
    return {"type": "list", **frame, "action": {"button": message.button, "sections": _sections(message)}}


def _sections(menu: Menu) -> list[dict[str, Any]]:
    return [
        {
            **({"title": section.title} if section.title else {}),
            "rows": [
                {
                    "id": row.id,
                    "title": row.title,
                    **({"description": row.description} if row.description else {}),
                }
                for row in section.rows
            ],
        }
        for section in menu.sections
    ]


def _template(template: Template) -> dict[str, Any]:
    filled: dict[str, Any] = {"name": template.name, "language": {"code": template.language}}
    if template.parameters:
        parameters = [
            {"type": "text", "parameter_name": name, "text": text} for name, text in template.parameters
        ]
        filled["components"] = [{"type": "body", "parameters": parameters}]
    return filled
