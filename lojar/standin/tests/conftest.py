"""An office that writes down what it hears, a clock that is set by hand, and a stand-in between them."""

import hashlib
import hmac
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image
from starlette.testclient import TestClient

from lojar.standin.clock import Clock
from lojar.standin.server import app
from lojar.standin.settings import Settings

SECRET, VERIFY, TOKEN, NUMBER, WABA = "app-secret", "verify-me", "token", "106540352242922", "102290129340398"
NOON = 1_795_305_600.0
DANAR, SUKMO = "62800000000011", "62800000000021"


class Office:
    """The webhook of an imaginary Lojar."""

    def __init__(self) -> None:
        self.heard: list[bytes] = []
        self.signatures: list[str] = []
        self.answers: list[int] = []
        self.files: dict[str, tuple[str, bytes]] = {}

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.path.startswith("/files/"):
            return self._file(request.url.path)
        if request.method == "GET":
            right = request.url.params["hub.verify_token"] == VERIFY
            return httpx.Response(200 if right else 403, text=request.url.params["hub.challenge"])
        self.heard.append(request.content)
        self.signatures.append(request.headers["x-hub-signature-256"])
        return httpx.Response(self.answers.pop(0) if self.answers else 200)

    def _file(self, path: str) -> httpx.Response:
        if path not in self.files:
            return httpx.Response(404)
        mime, data = self.files[path]
        return httpx.Response(200, content=data, headers={"content-type": mime})

    def values(self) -> list[dict[str, Any]]:
        return [
            change["value"]
            for body in self.heard
            for entry in json.loads(body)["entry"]
            for change in entry["changes"]
        ]

    def messages(self) -> list[dict[str, Any]]:
        return [message for value in self.values() for message in value.get("messages", [])]

    def statuses(self) -> list[dict[str, Any]]:
        return [status for value in self.values() for status in value.get("statuses", [])]

    def right_signature(self, body: bytes) -> str:
        return "sha256=" + hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()


class Bench:
    """One stand-in with the verbs that a test needs."""

    def __init__(self, http: TestClient, office: Office, now: float) -> None:
        self.http = http
        self.office = office
        self.auth = {"Authorization": f"Bearer {TOKEN}"}
        self.now = now

    def graph(self, method: str, path: str, **more: Any) -> httpx.Response:
        return self.http.request(method, f"/v25.0/{path}", headers=self.auth, **more)

    def post(self, to: str = f"+{DANAR}", **body: Any) -> httpx.Response:
        whole = {"messaging_product": "whatsapp", "recipient_type": "individual", "to": to, **body}
        return self.graph("POST", f"{NUMBER}/messages", json=whole)

    def text(self, body: str = "Selamat pagi", **more: Any) -> httpx.Response:
        return self.post(type="text", text={"body": body}, **more)

    def citizen_says(self, phone: str = DANAR, **wish: Any) -> str:
        answer = self.http.post(f"/api/citizens/{phone}/send", json=wish or {"text": "Halo"})
        assert answer.status_code == 201, answer.text
        return str(answer.json()["sent"][0])

    def chat(self, phone: str = DANAR) -> list[dict[str, Any]]:
        return list(self.http.get(f"/api/citizens/{phone}/messages").json())

    def flush(self) -> None:
        self.http.post("/api/flush")

    def knobs(self, **wanted: Any) -> httpx.Response:
        return self.http.post("/knobs", json=wanted)


def error(answer: httpx.Response) -> tuple[int, int]:
    return answer.status_code, answer.json()["error"]["code"]


@pytest.fixture
def photo() -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (800, 500), "#88aacc").save(data, "JPEG")
    return data.getvalue()


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def bench(tmp_path: Path, office: Office) -> Iterator[Bench]:
    with stand_in(tmp_path, office) as bench:
        yield bench


@contextmanager
def stand_in(folder: Path, office: Office, now: float = NOON) -> Iterator[Bench]:
    settings = Settings(
        webhook_url="http://office.test/whatsapp/webhook",
        app_secret=SECRET,
        verify_token=VERIFY,
        token=TOKEN,
        phone_number_id=NUMBER,
        waba_id=WABA,
        folder=folder,
        courier_runs=False,
    )
    holder: list[Bench] = []
    clock = Clock(lambda: holder[0].now if holder else now)
    with TestClient(app(settings, clock=clock, transport=httpx.MockTransport(office))) as http:
        holder.append(Bench(http, office, now))
        yield holder[0]
