"""Citizens: they ask, begin, press what they see, and photograph; each word carries a mark of its own."""

import asyncio
import hashlib
import io
import time
from dataclasses import dataclass, field
from random import Random
from typing import Any

from PIL import Image, ImageDraw

from .books import MetasBook, Wrote
from .envelope import OFFICE_PHONE, Update, user_id
from .media import Shelf
from .pace import Line
from .postman import Postman
from .weather import Sky

# What is asked, and a word that stands in the answer and nowhere else.
QUESTIONS = (
    ("jam buka kantor?", "Jam buka kantor:"),
    ("biayanya berapa?", "Semua layanan gratis."),
    ("berapa lama selesainya?", "Kebanyakan layanan selesai"),
    ("alamat kantor di mana?", ""),
    ("berkas saya sudah sampai mana?", ""),
    ("selamat pagi", ""),
)
BEGINNINGS = ("mau urus akta kelahiran", "ktp saya hilang", "mau pindah", "urus kartu keluarga")
DEEDS = (("ask", 50), ("press", 22), ("begin", 9), ("album", 12), ("paper", 3), ("react", 4))
# Buttons that would end the talk: an officer takes over, or the person is silent from then on.
NOT_PRESSED = ("petugas", "officer", "berhenti", "stop")
BREATH = (
    2.2  # seconds between two deeds of one person: Meta's stamps are whole seconds, and order must be sure
)


@dataclass
class Citizen:
    phone: str
    name: str
    busy_until: float = 0.0
    said: int = 0


@dataclass
class Crowd:
    sky: Sky
    book: MetasBook
    shelf: Shelf
    postman: Postman
    line: Line
    people: list[Citizen]
    number: int = 0
    pictures: int = 0
    pressed: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, size: int, **world: Any) -> "Crowd":
        people = [Citizen(f"62800{7_000_000 + n:08}", f"Warga{n} Contohnama") for n in range(size)]
        return cls(people=people, **world)

    async def live(self, rate: float, until: float) -> None:
        dice = self.sky.dice("crowd")
        while time.time() < until:
            await asyncio.sleep(dice.expovariate(rate))
            idle = [citizen for citizen in self.people if citizen.busy_until < time.time()]
            if idle:
                await self._act(dice.choice(idle), dice)

    async def say_goodbye(self) -> None:
        """Everybody asks once more when the weather is calm: a chat that had got stuck would show."""
        for citizen in self.people:
            self._ask(citizen, self.sky.dice("goodbye", citizen.phone))
            await asyncio.sleep(0.1)

    async def _act(self, citizen: Citizen, dice: Random) -> None:
        deed = dice.choices([name for name, _ in DEEDS], [weight for _, weight in DEEDS])[0]
        if deed == "album":
            await self._album(citizen, dice)
        elif deed == "paper":
            await self._photo(citizen, dice, kind="document")
        elif deed == "begin":
            self._write(citizen, f"{dice.choice(BEGINNINGS)} {self._mark(citizen)}")
        elif deed == "press":
            self._press(citizen, dice)
        elif deed == "react":
            self._react(citizen)
        else:
            self._ask(citizen, dice)
        citizen.busy_until = time.time() + BREATH

    def _ask(self, citizen: Citizen, dice: Random) -> None:
        question, answer = dice.choice(QUESTIONS)
        self._write(citizen, f"{question} {self._mark(citizen)}", answer)

    def _mark(self, citizen: Citizen) -> str:
        citizen.said += 1
        return f"~tanda{citizen.phone[-3:]}q{citizen.said}"

    def _write(self, citizen: Citizen, text: str, answer: str = "") -> None:
        self._sent(citizen, {"type": "text", "text": {"body": text}}, text=text, answer=answer)

    def _press(self, citizen: Citizen, dice: Random) -> None:
        offering = [each for each in self.book.shown if each.person == citizen.phone and each.offers]
        offers = offering[-1].offers if offering else ()
        offers = tuple(each for each in offers if not any(word in each[1].lower() for word in NOT_PRESSED))
        if not offers:
            return self._ask(citizen, dice)
        id, title = dice.choice(offers)
        reply = {"type": "button_reply", "button_reply": {"id": id, "title": title}}
        context = {"from": OFFICE_PHONE, "id": offering[-1].wamid}
        self._sent(citizen, {"type": "interactive", "interactive": reply, "context": context}, text=title)
        return None

    def _react(self, citizen: Citizen) -> None:
        shown = [each for each in self.book.shown if each.person == citizen.phone]
        if shown:
            reaction = {"message_id": shown[-1].wamid, "emoji": "\N{THUMBS UP SIGN}"}
            self._sent(citizen, {"type": "reaction", "reaction": reaction})

    async def _album(self, citizen: Citizen, dice: Random) -> None:
        for at in range(dice.randint(2, 4)):
            await self._photo(
                citizen,
                dice,
                kind="image",
                caption=self._mark(citizen) if at == 0 and dice.random() < 0.3 else "",
            )

    async def _photo(self, citizen: Citizen, dice: Random, *, kind: str, caption: str = "") -> None:
        self.pictures += 1
        data = await asyncio.to_thread(draw, f"{self.sky.seed}-{self.pictures}", self.pictures)
        media_id = self.shelf.keep(data, "image/jpeg")
        medium: dict[str, Any] = {
            "id": media_id,
            "mime_type": "image/jpeg",
            "sha256": self.shelf.kept[media_id].sha256_in_base64,
        }
        medium |= {"caption": caption} if caption else {}
        medium |= {"filename": "berkas.jpg"} if kind == "document" else {}
        medium |= {"url": self.shelf.address(media_id)} if dice.random() < 0.5 else {}
        self._sent(citizen, {"type": kind, kind: medium}, photo=hashlib.sha256(data).hexdigest())

    def _sent(
        self, citizen: Citizen, told: dict[str, Any], *, text: str = "", answer: str = "", photo: str = ""
    ) -> None:
        now = time.time()
        self.number += 1
        wamid = f"wamid.WROTE{self.number:06}"
        self.book.wrote[wamid] = Wrote(wamid, citizen.phone, told["type"], now, text, answer, photo)
        self.line.passes(now)
        told |= {"from": citizen.phone, "id": wamid, "timestamp": str(int(now))}
        told |= {"from_user_id": user_id(citizen.phone)}
        due = now + self.sky.delay(wamid)
        self.postman.take(Update(wamid, "messages", told, due, citizen.phone, citizen.name))


def draw(words: str, number: int) -> bytes:
    """A photo of a paper that is nobody's, unlike every other."""
    colour = (170 + number * 37 % 80, 170 + number * 101 % 80, 170 + number * 53 % 80)
    picture = Image.new("RGB", (720, 540), colour)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((60, 60, 660, 480), fill="white", outline="black", width=3)
    pen.text((90, 230), f"CONTOH {words}", fill="black", font_size=52)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=80)
    return out.getvalue()
