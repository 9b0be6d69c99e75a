"""What the tests of this room share: a made-up line, its people, and a wire that answers like Graph."""

import hmac
import json
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx

from lojar.channels import outbox
from lojar.channels.messages import Message, Text
from lojar.channels.models import Contact, Identity, OutboundMessage
from lojar.offices.models import Office

PAYLOADS = Path(__file__).parent.parent / "whatsapp" / "tests" / "payloads"
SECRET, VERIFY_TOKEN = "emulator-app-secret", "emulator-verify-token"
NUMBER, PHONE, USER = "106540352242922", "62800000000011", "ID.13491208655302741918"
# A moment after the payloads' own: what they tell has just happened.
NOW = datetime(2026, 11, 22, 0, 5, tzinfo=UTC)


def payload(name: str) -> Any:
    return json.loads((PAYLOADS / f"{name}.json").read_text("utf-8"))


def sign(body: bytes, secret: str = SECRET) -> str:
    return "sha256=" + hmac.new(secret.encode(), body, sha256).hexdigest()


def make_office(code: str, number: str) -> Office:
    return Office.objects.create(
        code=code,
        name="Dinas Contoh",
        short_name="Dispendukcapil Contoh",
        prefix="LJR",
        regency_code="3510",
        address="Jl. Contoh 1",
        whatsapp_display="622150050100",
        phone_number_id=number,
    )


def make_contact(
    office: Office, *, phone: str = "", user_id: str = "", opened_at: datetime | None = NOW
) -> Contact:
    made = Contact.objects.create(office=office, first_heard_at=NOW, window_opened_at=opened_at)
    for kind, value in (("phone", phone), ("user_id", user_id)):
        if value:
            Identity.objects.create(contact=made, office=office, kind=kind, value=value, valid_from=NOW)
    return made


def post(contact: Contact, said: Message | str, key: str = "k", **more: Any) -> OutboundMessage:
    message = Text(said) if isinstance(said, str) else said
    return outbox.post(contact, message, key=key, **{"now": NOW, **more})


def now_of(message: OutboundMessage) -> OutboundMessage:
    message.refresh_from_db()
    return message


def jobs(name: str) -> list[Any]:
    """What the waiting jobs of this name were given, the oldest first."""
    from procrastinate.contrib.django.models import ProcrastinateJob

    waiting = ProcrastinateJob.objects.filter(task_name=name, status="todo")
    return [job.args for job in waiting.order_by("id")]


class Wire:
    """Answers each request with the next prepared answer, or as Graph answers when all is well."""

    def __init__(self) -> None:
        self.requests: list[httpx.Request] = []
        self.answers: list[httpx.Response | Exception | Callable[[httpx.Request], httpx.Response]] = []
        self._count = 0

    def __call__(self, request: httpx.Request) -> httpx.Response:
        request.read()
        self.requests.append(request)
        answer = self.answers.pop(0) if self.answers else self._well(request)
        if isinstance(answer, Exception):
            raise answer
        return answer(request) if callable(answer) else answer

    def then(self, *answers: Any) -> None:
        self.answers += answers

    def graph(self, name: str) -> httpx.Response:
        said = payload("graph_responses")[name]
        body = said["body"]
        return httpx.Response(
            said["http_status"], **({"text": body} if isinstance(body, str) else {"json": body})
        )

    def _well(self, request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/media"):
            return httpx.Response(200, json={"id": "1037543291543636"})
        self._count += 1
        body = json.loads(request.content)
        if body.get("status") == "read":
            return httpx.Response(200, json={"success": True})
        sent = {"messaging_product": "whatsapp", "contacts": [{"input": body.get("to")}]}
        return httpx.Response(200, json={**sent, "messages": [{"id": f"wamid.OUT{self._count:04}"}]})

    @property
    def sent(self) -> list[dict[str, Any]]:
        """The messages that went over it."""
        bodies = [json.loads(one.content) for one in self.requests if one.url.path.endswith("/messages")]
        return [body for body in bodies if body.get("status") != "read"]
