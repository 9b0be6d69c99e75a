"""A message with a photo, and what Graph says when it is asked where the photo lies."""

import base64
import hashlib
from typing import Any

import httpx

from lojar.channels.models import Contact, InboundMessage
from lojar.channels.tests.line import NOW, Wire

DATA = b"\xff\xd8 a made-up photo"
BASE64 = base64.b64encode(hashlib.sha256(DATA).digest()).decode()
HEX = hashlib.sha256(DATA).hexdigest()
HOST = "https://media.test.invalid"


def photo(contact: Contact, **fields: Any) -> InboundMessage:
    image = {"id": "2000000000000001", "mime_type": "image/jpeg", "sha256": BASE64, **fields}
    return InboundMessage.objects.create(
        office=contact.office,
        contact=contact,
        phone_number_id=contact.office.phone_number_id,
        wamid="w",
        kind="image",
        sent_at=NOW,
        received_at=NOW,
        details={"type": "image", "image": image},
        media_state="waiting",
    )


def address(url: str = f"{HOST}/a", **more: Any) -> httpx.Response:
    return httpx.Response(
        200, json={"url": url, "mime_type": "image/jpeg", "file_size": str(len(DATA)), **more}
    )


def asked(wire: Wire) -> list[str]:
    return [str(request.url) for request in wire.requests]
