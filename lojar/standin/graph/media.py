"""Uploads, five-minute urls and bytes: `POST /{phone}/media`, `GET|DELETE /{media-id}`, and the download host."""

import hashlib
import hmac
import sqlite3
from typing import Any
from urllib.parse import urlencode

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from .. import shelf
from ..line import Line
from ..refusals import GraphError, MissingObjectError
from .kinds import KINDS, kind_of, lies, plain

URL_SECONDS = 300
ATTACHMENTS = "/whatsapp_business/attachments/"


async def upload(line: Line, request: Request) -> JSONResponse:
    async with request.form(max_files=1, max_fields=5) as form:
        if form.get("messaging_product") != "whatsapp":
            raise GraphError(100, "The parameter messaging_product is required.")
        upload = form.get("file")
        if not isinstance(upload, UploadFile):
            raise GraphError(100, "The parameter file is required.")
        mime = str(form.get("type") or upload.content_type or "")
        data = await upload.read()
        _refuse_unfit(mime, upload.content_type or "", data)
        row = shelf.keep(line, data, mime, filename=upload.filename)
    return JSONResponse({"id": row["id"]})


def _refuse_unfit(mime: str, part_mime: str, data: bytes) -> None:
    kind = kind_of(mime)
    if kind is None:
        allowed = ", ".join(mime for kind in KINDS for mime in kind.mimes)
        raise GraphError(
            100, f"Param file must be a file with one of the following types: {allowed}. Received '{mime}'."
        )
    if not data or len(data) > kind.most:
        raise GraphError(
            131053, f"File size {len(data)} is not between 1 and {kind.most} bytes for {kind.name}."
        )
    if part_mime and plain(part_mime) not in (plain(mime), "application/octet-stream"):
        raise GraphError(131053, f"Uploaded file is {part_mime}, yet type says {mime}.")
    if lies(mime, data):
        raise GraphError(131053, f"Uploaded file with mimetype {mime} is of another type on processing.")


def describe(line: Line, request: Request, media_id: str) -> JSONResponse:
    row = shelf.find(line, media_id)
    number = request.query_params.get("phone_number_id", line.settings.phone_number_id)
    if row is None or number != line.settings.phone_number_id:
        raise MissingObjectError(media_id)
    _fail_if_wanted(line)
    return JSONResponse(
        {
            "messaging_product": "whatsapp",
            "url": url(line, row, "getMedia", base=str(request.base_url)),
            "mime_type": row["mime"],
            "sha256": row["sha256"],
            "file_size": str(row["size"]),
            "id": row["id"],
        }
    )


def delete(line: Line, media_id: str) -> JSONResponse:
    row = shelf.find(line, media_id)
    if row is None:
        raise MissingObjectError(media_id)
    shelf.drop(line, row)
    return JSONResponse({"success": True})


def url(line: Line, row: sqlite3.Row, source: str, *, base: str | None = None) -> str:
    until = int(line.clock.now()) + URL_SECONDS
    query = {"mid": row["id"], "source": source, "ext": until, "hash": _seal(line, row["id"], until)}
    return f"{(base or line.settings.own_url).rstrip('/')}{ATTACHMENTS}?{urlencode(query)}"


def download(line: Line, request: Request) -> Response:
    """Meta answers 404, and nothing more, to an old url; the client must ask for a new one."""
    query = request.query_params
    row = shelf.find(line, query.get("mid", ""))
    if row is None or not _still_valid(line, query):
        return Response(status_code=404)
    _fail_if_wanted(line)
    return Response(shelf.read(line, row), media_type=row["mime"])


def _still_valid(line: Line, query: Any) -> bool:
    until = query.get("ext", "")
    if not until.isdigit() or line.clock.now() > int(until):
        return False
    return hmac.compare_digest(query.get("hash", "").encode(), _seal(line, query["mid"], int(until)).encode())


def _seal(line: Line, media_id: str, until: int) -> str:
    return hmac.new(
        line.settings.app_secret.encode(), f"{media_id}:{until}".encode(), hashlib.sha256
    ).hexdigest()[:32]


def _fail_if_wanted(line: Line) -> None:
    if line.knobs.media_failures > 0:
        line.knobs.media_failures -= 1
        line.keep_knobs()
        raise GraphError(2, "Temporary issue due to downtime or due to being overloaded. Wait and try again.")
