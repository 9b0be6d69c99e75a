"""Made-up citizens at the stand-in: they write, photograph, and what stands on their phones can be read."""

import io
import time
from itertools import count, cycle
from typing import Any

import httpx
from PIL import Image, ImageDraw

from lojar.cli.drill.judging import Shown, Wrote

QUESTIONS = cycle(
    ("jam buka kantor?", "alamat kantor di mana?", "biayanya berapa?", "syarat ktp hilang apa saja?")
)
FIRST = 62800300000001  # no number of a person begins with 62800
PAUSE = 0.02  # seconds: a whole district does not press "send" in one moment
_numbers = count(FIRST)
_pictures = count(1)


class Person:
    def __init__(self, phones: httpx.Client) -> None:
        number = next(_numbers)
        self.phone = str(number)
        self.wrote: list[Wrote] = []
        self._phones = phones
        name = f"Warga {number - FIRST + 1} Latihan"
        phones.post("/api/citizens", json={"name": name, "phone": self.phone}).raise_for_status()

    def asks(self) -> None:
        self.writes(next(QUESTIONS))

    def writes(self, text: str) -> None:
        self._send(json={"text": text})

    def photographs(self, pictures: int = 1) -> None:
        """An album, where it is more than one."""
        files = [("photos", ("foto.jpg", _picture(), "image/jpeg")) for _ in range(pictures)]
        self._send(files=files)

    def shown(self) -> list[Shown]:
        chat = self._phones.get(f"/api/citizens/{self.phone}/messages").raise_for_status().json()
        office = (message for message in chat if message["side"] == "office" and not message.get("silent"))
        return [Shown(message["id"], self.phone, _answer(message)) for message in office]

    def reads(self) -> None:
        self._phones.post(f"/api/citizens/{self.phone}/read").raise_for_status()

    def _send(self, **wish: Any) -> None:
        at = time.time()
        answer = self._phones.post(f"/api/citizens/{self.phone}/send", **wish).raise_for_status()
        self.wrote += [Wrote(wamid, self.phone, at) for wamid in answer.json()["sent"]]
        time.sleep(PAUSE)


def _answer(message: dict[str, Any]) -> int:
    """The number of the outbox, from `outbox:<number>:<attempt>`."""
    _, _, mark = message.get("tracker", "").partition("outbox:")
    number = mark.partition(":")[0]
    return int(number) if number.isdigit() else 0


def _picture() -> bytes:
    """Each unlike every other: the same photo twice counts once."""
    number = next(_pictures)
    picture = Image.new("RGB", (640, 480), (number * 37 % 256, number * 101 % 256, number // 7 % 256))
    ImageDraw.Draw(picture).text((40, 200), f"LATIHAN {number}", fill="white", font_size=60)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=70)
    return out.getvalue()
