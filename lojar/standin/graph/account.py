"""The number and the business account: what they are called, and where their webhooks go."""

from typing import Any

import httpx
from starlette.requests import Request
from starlette.responses import JSONResponse

from ..line import Line
from ..refusals import GraphError, MissingObjectError
from ..webhooks import handshake
from .asked import read_body


async def about(line: Line, http: httpx.AsyncClient, request: Request, object_id: str) -> JSONResponse:
    if request.method == "DELETE":
        raise MissingObjectError(object_id)
    if request.method == "POST":
        wanted = (await read_body(request)).get("webhook_configuration", {})
        await _redirect(line, http, wanted)
        return JSONResponse({"success": True})
    return JSONResponse(_number(line) if object_id == line.settings.phone_number_id else _business(line))


async def subscription(line: Line, http: httpx.AsyncClient, request: Request) -> JSONResponse:
    if request.method == "POST":
        await _redirect(line, http, await read_body(request))
    if request.method == "GET":
        app = {"name": "Lojar", "id": "1000000000000001", "link": "http://localhost/"}
        override = line.store.note("webhook_url")
        entry = {
            "whatsapp_business_api_data": app,
            **({"override_callback_uri": override} if override else {}),
        }
        return JSONResponse({"data": [entry]})
    return JSONResponse({"success": True})


async def _redirect(line: Line, http: httpx.AsyncClient, wanted: dict[str, Any]) -> None:
    """An override is believed only after a handshake, as for the first address."""
    url, token = wanted.get("override_callback_uri"), wanted.get("verify_token")
    if url is None:
        return
    if not isinstance(url, str) or not isinstance(token, str):
        raise GraphError(131008, "Params override_callback_uri and verify_token are required together.")
    if not await handshake.shake(line, http, url, token):
        raise GraphError(100, f"Callback verification failed: {line.handshake_answer}", subcode=2200)
    line.store.keep_note("webhook_url", url)
    line.store.keep_note("verify_token", token)
    line.verified = True
    line.post_waiting.set()


def _number(line: Line) -> dict[str, Any]:
    return {
        "verified_name": line.settings.display_name,
        "display_phone_number": f"+{line.settings.display_phone}",
        "quality_rating": "GREEN",
        "code_verification_status": "VERIFIED",
        "platform_type": "CLOUD_API",
        "throughput": {"level": "STANDARD"},
        "id": line.settings.phone_number_id,
    }


def _business(line: Line) -> dict[str, Any]:
    return {
        "id": line.settings.waba_id,
        "name": line.settings.display_name,
        "timezone_id": "66",
        "message_template_namespace": "standin",
    }
