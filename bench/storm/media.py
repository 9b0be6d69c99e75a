"""Photos as Meta keeps them: an id, an address that dies after five minutes, bytes for who shows the token."""

import asyncio
import base64
import hashlib
import time
from dataclasses import dataclass, field
from email.parser import BytesParser
from typing import Any

from .books import MetasBook
from .weather import Sky
from .wire import Answer, Request, told

URL_LIVES = 300.0


def refused(http: int, code: int, text: str) -> Answer:
    error: dict[str, Any] = {"message": text, "type": "OAuthException", "code": code}
    error |= {"error_data": {"messaging_product": "whatsapp", "details": text}, "fbtrace_id": "AStorm"}
    return told(http, error=error)


@dataclass
class Kept:
    data: bytes
    mime: str
    lookups: int = 0
    downloads: int = 0

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()

    @property
    def sha256_in_base64(self) -> str:
        return base64.b64encode(hashlib.sha256(self.data).digest()).decode()


@dataclass
class Shelf:
    """`host` is another one than Graph's, as it is at Meta's."""

    host: str
    token: str
    sky: Sky
    book: MetasBook
    kept: dict[str, Kept] = field(default_factory=dict)
    urls: dict[str, tuple[str, float]] = field(default_factory=dict)  # of each address: the id, and its end
    uploads: set[str] = field(default_factory=set)

    def keep(self, data: bytes, mime: str) -> str:
        media_id = f"7{len(self.kept):014}"
        self.kept[media_id] = Kept(data, mime)
        return media_id

    def address(self, media_id: str) -> str:
        secret = hashlib.sha256(f"{media_id}{len(self.urls)}{time.time_ns()}".encode()).hexdigest()[:24]
        self.urls[secret] = (media_id, time.time() + URL_LIVES)
        return f"http://{self.host}/whatsapp_business/attachments/?mid={media_id}&hash={secret}"

    async def look_up(self, media_id: str, request: Request) -> Answer:
        kept = self.kept.get(media_id)
        if kept is None:
            return refused(400, 100, "no such file")
        kept.lookups += 1
        if self.sky.of_lookup(media_id, kept.lookups).kind:
            self.book.troubles["lookup_500"] += 1
            return refused(500, 131000, "told by the weather")
        size: Any = len(kept.data) if kept.lookups % 2 else str(len(kept.data))  # Meta's pages show both
        sum_told = kept.sha256 if kept.lookups % 2 else kept.sha256_in_base64
        url = self.address(media_id)
        about = {"url": url, "mime_type": kept.mime, "sha256": sum_told, "file_size": size, "id": media_id}
        return told(200, messaging_product="whatsapp", **about)

    async def download(self, request: Request) -> Answer:
        if request.headers.get("authorization") != f"Bearer {self.token}":
            return self._bad(request, 401, "no token")
        if not request.headers.get("user-agent"):
            return self._bad(request, 400, "no User-Agent")
        media_id, ends = self.urls.get(request.query.get("hash", ""), ("", 0.0))
        if time.time() > ends or media_id != request.query.get("mid"):
            self.book.troubles["url_expired"] += 1
            return Answer(404, b"Not Found", "text/plain")
        return await self._bytes(media_id)

    async def _bytes(self, media_id: str) -> Answer:
        kept = self.kept[media_id]
        kept.downloads += 1
        fate = self.sky.of_download(media_id, kept.downloads)
        if fate.kind:
            self.book.troubles[fate.kind] += 1
        await asyncio.sleep(fate.first)
        if fate.kind in ("media_503", "media_404"):
            return Answer(int(fate.kind[-3:]), b"", "text/plain")
        if fate.kind == "media_damaged":
            return Answer(200, kept.data[: len(kept.data) // 2] + b"\0" * 40, kept.mime)
        return Answer(200, kept.data, kept.mime)

    def upload(self, request: Request) -> Answer:
        head = f"Content-Type: {request.headers.get('content-type', '')}\r\n\r\n".encode()
        parts = BytesParser().parsebytes(head + request.body)
        given = {}
        for part in parts.get_payload() if parts.is_multipart() else []:
            given[part.get_param("name", header="content-disposition")] = part.get_payload(decode=True)
        if given.get("messaging_product") != b"whatsapp" or not given.get("file") or not given.get("type"):
            return self._bad(request, 400, "an upload holds messaging_product, type and file")
        media_id = self.keep(given["file"], given["type"].decode())
        self.uploads.add(media_id)
        return told(200, id=media_id)

    def _bad(self, request: Request, http: int, text: str) -> Answer:
        self.book.refused.append({"at": time.time(), "path": request.path, "code": http, "text": text})
        return refused(http, 100, text)
