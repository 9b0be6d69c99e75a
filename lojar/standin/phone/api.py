"""The phone's own HTTP: what the page in the browser and scripted citizens call."""

from typing import Any

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from .. import chats, citizens, shelf
from ..graph.limits import Limits
from ..line import Line
from ..papers import tray
from ..webhooks import receipts
from . import gestures, pictures, view
from .inbound import Outgoing

KEEP = {"Cache-Control": "public, max-age=86400"}
REFUSALS = (
    gestures.UnfitGestureError,
    citizens.UnfitCitizenError,
    pictures.NotAPictureError,
    tray.NoSuchPaperError,
)


class Phones:
    def __init__(self, line: Line, limits: Limits) -> None:
        self._line = line
        self._limits = limits

    def routes(self) -> list[Route]:
        return [
            Route("/api/citizens", self.citizens, methods=["GET", "POST"]),
            Route("/api/citizens/{phone}/send", self.send, methods=["POST"]),
            Route("/api/citizens/{phone}/messages", self.messages),
            Route("/api/citizens/{phone}/read", self.read, methods=["POST"]),
            Route("/api/papers", self.papers),
            Route("/phone/media/{media_id}", self.media),
            Route("/phone/papers/{family}/{code}", self.paper),
        ]

    async def citizens(self, request: Request) -> Response:
        if request.method == "GET":
            return JSONResponse([view.citizen(self._line, row) for row in citizens.everybody(self._line)])
        try:
            asked = await _json(request)
            row = citizens.add(
                self._line, str(asked.get("name", "")), phone=asked.get("phone"), family=asked.get("family")
            )
        except REFUSALS as refusal:
            return _refused(refusal)
        return JSONResponse(view.citizen(self._line, row), status_code=201)

    async def send(self, request: Request) -> Response:
        try:
            out = Outgoing(self._line, self._limits, request.path_params["phone"])
            if "multipart/form-data" in request.headers.get("content-type", ""):
                async with request.form(max_files=100) as form:
                    sent = await self._send_files(out, form)
            else:
                sent = await self._send_wish(out, await _json(request))
        except citizens.NoSuchCitizenError:
            return _no_such_citizen()
        except REFUSALS as refusal:
            return _refused(refusal)
        return JSONResponse({"sent": sent}, status_code=201)

    async def messages(self, request: Request) -> Response:
        """`?after=n` gives what came after message n; `&read=1` shows the chat, so the office gets its blue ticks."""
        phone = request.path_params["phone"]
        if citizens.find(self._line, phone=phone) is None:
            return _no_such_citizen()
        rows = chats.in_chat(self._line, phone, after=_number(request.query_params.get("after", "")))
        if request.query_params.get("read") == "1":
            receipts.read_by_citizen(self._line, phone)
        return JSONResponse([view.message(self._line, row) for row in rows])

    async def read(self, request: Request) -> Response:
        receipts.read_by_citizen(self._line, request.path_params["phone"])
        return JSONResponse({"read": True})

    async def papers(self, request: Request) -> Response:
        return JSONResponse(tray.families())

    async def media(self, request: Request) -> Response:
        row = shelf.find_for_phone(self._line, request.path_params["media_id"])
        if row is None:
            return Response(status_code=404)
        headers = {
            "Cache-Control": "private, max-age=31536000, immutable",
            "Content-Security-Policy": "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox",
            "X-Content-Type-Options": "nosniff",
        }
        if row["mime"].split("/")[0] not in ("image", "audio", "video"):
            headers["Content-Disposition"] = "attachment"
        return Response(shelf.read(self._line, row), media_type=row["mime"], headers=headers)

    async def paper(self, request: Request) -> Response:
        family, code = request.path_params["family"], request.path_params["code"]
        if "small" in request.query_params:
            return self._small_paper(family, code)
        try:
            paper = await self._drawn(family, code)
        except tray.NoSuchPaperError:
            return Response(status_code=404)
        return Response(paper.data, media_type=paper.mime, headers=KEEP)

    def _small_paper(self, family: str, code: str) -> Response:
        """A paper not yet drawn is asked for again: waiting here would use up the browser's few connections."""
        try:
            small = tray.small(self._line.settings.folder, family, code)
        except tray.NoSuchPaperError:
            return Response(status_code=404)
        except FileNotFoundError:
            return Response(status_code=202, headers={"Cache-Control": "no-store"})
        return Response(small, media_type="image/jpeg", headers=KEEP)

    async def _send_wish(self, out: Outgoing, wish: dict[str, Any]) -> list[str]:
        if "samples" in wish:
            return await self._send_samples(out, wish)
        return gestures.perform(self._line, out, wish)

    async def _send_samples(self, out: Outgoing, wish: dict[str, Any]) -> list[str]:
        names = [str(name).rpartition("/") for name in wish["samples"]]
        papers = [await self._drawn(family or out.person["family"], code) for family, _, code in names]
        caption = wish.get("caption")
        as_files = [paper for paper in papers if wish.get("as_document") or paper.mime != "image/jpeg"]
        photos = [
            pictures.taken_anew(await pictures.as_sent(paper.data))
            for paper in papers
            if paper not in as_files
        ]
        files = [(paper.data, paper.mime, paper.filename) for paper in as_files]
        sent = gestures.album(out, photos, caption)
        return sent + gestures.documents(out, files, None if photos else caption)

    async def _send_files(self, out: Outgoing, form: FormData) -> list[str]:
        caption = str(form.get("caption") or "") or None
        uploads = [each for each in form.getlist("photos") if isinstance(each, UploadFile)]
        # One after the other, so that never two camera originals lie in memory.
        photos = [await pictures.as_sent(await each.read()) for each in uploads]
        documents = [
            (await each.read(), each.content_type or "application/octet-stream", each.filename or "berkas")
            for each in form.getlist("documents")
            if isinstance(each, UploadFile)
        ]
        sent = gestures.album(out, photos, caption)
        return sent + gestures.documents(out, documents, None if photos else caption)

    async def _drawn(self, family: str, code: str) -> tray.Paper:
        return await tray.paper(self._line.settings.folder, family, code)


def _number(given: str) -> int:
    return int(given) if given.isdigit() else 0


async def _json(request: Request) -> dict[str, Any]:
    try:
        asked = await request.json()
    except ValueError as error:
        raise gestures.UnfitGestureError("the body is not JSON") from error
    if not isinstance(asked, dict):
        raise gestures.UnfitGestureError("the body is not a JSON object")
    return asked


def _refused(refusal: Exception) -> JSONResponse:
    return JSONResponse({"error": str(refusal)}, status_code=400)


def _no_such_citizen() -> JSONResponse:
    return JSONResponse({"error": "Warga ini tidak ada."}, status_code=404)
