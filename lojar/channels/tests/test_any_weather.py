"""Meta loses its answers, is out of order, or says too much: every citizen sees every message once, in order."""

import json
import random
from collections import defaultdict
from datetime import timedelta

import httpx
import pytest

from lojar.channels.models import OutboundMessage
from lojar.channels.tests.line import NOW, NUMBER, make_contact, post
from lojar.channels.watching import nudge_what_was_left

pytestmark = pytest.mark.django_db
TAKEN = {"well", "lost", "cut", "500 after"}
SAYS = {
    "lost": httpx.ReadTimeout("x"),
    "cut": httpx.RemoteProtocolError("x"),
    "gone": httpx.ConnectError("x"),
    "500 after": {"status_code": 500, "text": ""},
    "502 before": {"status_code": 502, "text": ""},
    "503": {"status_code": 503, "text": ""},
}
FATES = ["well"] * 6 + [*SAYS, 2, 130429, 131056]
SETTLED = {"sent", "delivered", "read"}


class Weather:
    """Meta's side: what it takes is shown; how it answers is chance."""

    def __init__(self, seed, wire):
        self.dice, self.wire, self.now = random.Random(seed), wire, NOW
        self.shown = defaultdict(list)
        self.receipts = []  # (due, payload)
        self.calm = False
        self._count = 0

    def answer(self, request):
        body = json.loads(request.content)
        fate = "well" if self.calm else self.dice.choice(FATES)
        wamid = self._take(body) if fate in TAKEN else ""
        said = SAYS.get(fate) or {"status_code": 400, "json": {"error": {"code": fate, "message": "x"}}}
        if isinstance(said, Exception):
            raise said
        return (
            httpx.Response(**said)
            if fate != "well"
            else httpx.Response(200, json={"messages": [{"id": wamid}]})
        )

    def _take(self, body):
        self._count += 1
        wamid, tracker = f"wamid.{self._count}", body["biz_opaque_callback_data"]
        self.shown[body["to"]].append(int(tracker.split(":")[1]))
        for status in ("sent", "delivered", "read")[: self.dice.randint(2, 3)]:
            for _ in range(self.dice.choice((1, 1, 2))):
                due = self.now + timedelta(seconds=self.dice.choice((0.2, 1, 4, 30, 70)))
                self.receipts.append((due, self._receipt(wamid, status, tracker)))
        return wamid

    def _receipt(self, wamid, status, tracker):
        told = {
            "id": wamid, "status": status, "timestamp": str(int(self.now.timestamp())),
            "biz_opaque_callback_data": tracker,
        }  # fmt: skip
        value = {"messaging_product": "whatsapp", "metadata": {"phone_number_id": NUMBER}, "statuses": [told]}
        return {
            "object": "whatsapp_business_account",
            "entry": [{"id": "1", "changes": [{"field": "messages", "value": value}]}],
        }

    def due(self):
        ready = [told for at, told in self.receipts if at <= self.now]
        self.receipts = [(at, told) for at, told in self.receipts if at > self.now]
        self.dice.shuffle(ready)
        return ready


@pytest.mark.parametrize("seed", range(6))
def test_every_message_is_shown_once_and_in_order(office, wire, send, meta, clock_at, seed):
    weather = Weather(seed, wire)
    people = [make_contact(office, phone=f"6280000000{n:04}") for n in range(4)]
    written = defaultdict(list)

    def a_moment(seconds):
        weather.now += timedelta(seconds=seconds)
        clock_at.move_to(weather.now, tick=False)
        for told in weather.due():
            meta(told)
        wire.answers = [weather.answer] * 200
        for contact in people:
            send(contact)

    for step in range(40):
        contact = weather.dice.choice(people)
        written[contact.pk].append(post(contact, f"pesan {step}", key=f"{step}", now=weather.now).pk)
        a_moment(weather.dice.choice((0.3, 2, 5, 20)))
    weather.calm = True
    for _ in range(80):
        a_moment(15)
        nudge_what_was_left(weather.now)

    assert set(OutboundMessage.objects.values_list("state", flat=True)) <= SETTLED
    for n, contact in enumerate(people):
        assert weather.shown[f"+6280000000{n:04}"] == written[contact.pk]
