"""The address of the Graph API: version, token, the troubles that the knobs ask for, then the object's own verb."""

import asyncio
import hmac
import re
from typing import Any

import httpx
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from ..line import Line
from ..refusals import GraphError, MissingObjectError
from . import account, media, messages, templates
from .asked import read_body
from .limits import Limits

VERSION = re.compile(r"v\d{2}\.0")


class Door:
    def __init__(self, line: Line, http: httpx.AsyncClient, limits: Limits) -> None:
        self._line = line
        self._http = http
        self._limits = limits

    def routes(self) -> list[Route]:
        every = ["GET", "POST", "DELETE"]
        return [
            Route(media.ATTACHMENTS, self.attachments, methods=["GET"]),
            Route("/{version}/{object_id}", self.object, methods=every),
            Route("/{version}/{object_id}/{edge}", self.edge, methods=every),
        ]

    async def attachments(self, request: Request) -> Response:
        return await self._answer(request, lambda: self._download(request))

    async def object(self, request: Request) -> Response:
        return await self._answer(request, lambda: self._object(request))

    async def edge(self, request: Request) -> Response:
        return await self._answer(request, lambda: self._edge(request))

    async def _answer(self, request: Request, verb: Any) -> Response:
        knobs = self._line.knobs
        if knobs.slow_seconds:
            await asyncio.sleep(knobs.slow_seconds)
        try:
            if knobs.down:
                raise GraphError(2, "Service temporarily unavailable")
            self._check_version(request)
            self._check_token(request)
            answer: Response = await verb()
        except GraphError as refusal:
            return refusal.response()
        return answer

    async def _download(self, request: Request) -> Response:
        await asyncio.sleep(self._line.knobs.media_slow_seconds)
        return media.download(self._line, request)

    def _check_version(self, request: Request) -> None:
        version = request.path_params.get("version")
        if version is not None and not VERSION.fullmatch(version):
            raise GraphError(2500, f"Unknown path components: /{version}")

    def _check_token(self, request: Request) -> None:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if self._line.knobs.token_expired:
            raise GraphError(190, "Error validating access token: Session has expired")
        if scheme.lower() != "bearer" or not hmac.compare_digest(
            token.encode(), self._line.settings.token.encode()
        ):
            raise GraphError(190, "Invalid OAuth access token - Cannot parse access token")

    async def _object(self, request: Request) -> Response:
        object_id = request.path_params["object_id"]
        settings = self._line.settings
        if object_id in (settings.phone_number_id, settings.waba_id):
            return await account.about(self._line, self._http, request, object_id)
        template = templates.by_id(self._line, object_id)
        if template is not None and request.method != "DELETE":
            if request.method == "POST":
                return JSONResponse(templates.edit(self._line, template, await read_body(request)))
            return JSONResponse(templates.as_json(template))
        if request.method == "DELETE":
            return media.delete(self._line, object_id)
        if request.method == "GET":
            return media.describe(self._line, request, object_id)
        raise MissingObjectError(object_id)

    async def _edge(self, request: Request) -> Response:
        settings = self._line.settings
        owner = {
            "messages": settings.phone_number_id,
            "media": settings.phone_number_id,
            "message_templates": settings.waba_id,
            "subscribed_apps": settings.waba_id,
        }
        edge, object_id = request.path_params["edge"], request.path_params["object_id"]
        if owner.get(edge) != object_id:
            raise MissingObjectError(object_id)
        if edge == "message_templates":
            return await self._templates(request)
        if edge == "subscribed_apps":
            return await account.subscription(self._line, self._http, request)
        if request.method != "POST":
            raise MissingObjectError(object_id)
        if edge == "media":
            return await media.upload(self._line, request)
        return await messages.post(self._line, self._http, self._limits, await read_body(request))

    async def _templates(self, request: Request) -> Response:
        query = dict(request.query_params)
        if request.method == "GET":
            return JSONResponse(templates.listing(self._line, query))
        if request.method == "DELETE":
            return JSONResponse(templates.delete(self._line, query))
        return JSONResponse(templates.create(self._line, await read_body(request)))
