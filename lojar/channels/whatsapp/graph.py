"""The Graph API over HTTP: every call has a timeout, and every failure says whether the request can have arrived."""

import os
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import httpx
from django.conf import settings

from .parse import Error

AGENT = "Lojar/1"
# Meta answers in well under a second; a worker that waits longer keeps others waiting.
PATIENCE = httpx.Timeout(15.0, connect=5.0, pool=5.0)
UPLOAD_PATIENCE = httpx.Timeout(60.0, connect=5.0, pool=5.0)
SURELY_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)


class Refused(Exception):
    """Meta answered, and the answer is no. `error.code` None: it was not Graph's own answer."""

    def __init__(self, http_status: int, error: Error) -> None:
        super().__init__(f"HTTP {http_status}, code {error.code}")
        self.http_status = http_status
        self.error = error


class NotReached(Exception):
    """The request never left: it can be made again."""


class Lost(Exception):
    """The request may have arrived, its answer did not."""


@dataclass(frozen=True)
class Accepted:
    wamid: str


def send(payload: dict[str, Any]) -> Accepted:
    answer = _call("POST", f"{_number()}/messages", json=payload)
    found = answer.get("messages")
    wamid = found[0].get("id") if isinstance(found, list) and found and isinstance(found[0], dict) else None
    if not isinstance(wamid, str) or not wamid:
        raise Lost("an answer without a message id")
    return Accepted(wamid[:200])


def mark_read(payload: dict[str, Any]) -> None:
    _call("POST", f"{_number()}/messages", json=payload)


def upload(data: bytes, *, filename: str, mime: str) -> str:
    answer = _call(
        "POST",
        f"{_number()}/media",
        data={"messaging_product": "whatsapp", "type": mime},
        files={"file": (filename, data, mime)},
        timeout=UPLOAD_PATIENCE,
    )
    if not answer.get("id"):
        raise Lost("an upload without an id")
    return str(answer["id"])


def medium(media_id: str, phone_number_id: str = "") -> dict[str, Any]:
    return _call("GET", media_id, params={"phone_number_id": phone_number_id or _number()})


def templates(**params: Any) -> dict[str, Any]:
    return _call("GET", f"{settings.LOJAR_WHATSAPP_WABA_ID}/message_templates", params=params)


def create_template(payload: dict[str, Any]) -> dict[str, Any]:
    return _call("POST", f"{settings.LOJAR_WHATSAPP_WABA_ID}/message_templates", json=payload)


def edit_template(template_id: str, payload: dict[str, Any]) -> dict[str, Any]:
    return _call("POST", template_id, json=payload)


def client() -> httpx.Client:
    return _client(os.getpid(), settings.LOJAR_WHATSAPP_TOKEN)


@lru_cache(maxsize=2)
def _client(_process: int, token: str) -> httpx.Client:
    """One a process: connections stay open between messages. Redirects are never followed with the token."""
    return httpx.Client(
        transport=TRANSPORT,
        timeout=PATIENCE,
        follow_redirects=False,
        headers={"Authorization": f"Bearer {token}", "User-Agent": AGENT},
    )


TRANSPORT: httpx.BaseTransport | None = None


def speak_through(transport: httpx.BaseTransport | None) -> None:
    """Tests put a stand-in for the wire here."""
    global TRANSPORT  # noqa: PLW0603 - the wire is one, as the network is
    TRANSPORT = transport
    _client.cache_clear()


def _number() -> str:
    return str(settings.LOJAR_WHATSAPP_PHONE_NUMBER_ID)


def _call(method: str, path: str, **request: Any) -> dict[str, Any]:
    url = f"{settings.LOJAR_WHATSAPP_API_URL}/{settings.LOJAR_WHATSAPP_API_VERSION}/{path}"
    try:
        answer = client().request(method, url, **request)
    except SURELY_NOT_SENT as gone:
        raise NotReached(type(gone).__name__) from None
    except httpx.HTTPError as gone:
        raise Lost(type(gone).__name__) from None
    body = _json(answer)
    if answer.is_success and "error" not in body:
        return body
    raise Refused(answer.status_code, _error(body))


def _json(answer: httpx.Response) -> dict[str, Any]:
    try:
        body = answer.json()
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def _error(body: dict[str, Any]) -> Error:
    error = body.get("error")
    if not isinstance(error, dict):
        return Error(None, "")
    data = error.get("error_data")
    details = data.get("details") if isinstance(data, dict) else None
    told = details or error.get("message") or ""
    return Error(_number_in(error.get("code")), str(told)[:300], _number_in(error.get("error_subcode")) or 0)


def _number_in(value: Any) -> int | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    return int(value) if isinstance(value, str) and value.isascii() and value.isdecimal() else None
