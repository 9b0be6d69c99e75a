"""What a request asks, as a JSON object."""

import json
from typing import Any

from starlette.requests import Request

from ..refusals import GraphError


async def read_body(request: Request) -> dict[str, Any]:
    try:
        body = json.loads(await request.body() or b"{}")
    except ValueError:
        raise GraphError(100, "The request body is not JSON.") from None
    if not isinstance(body, dict):
        raise GraphError(100, "The request body is not a JSON object.")
    return body
