"""A scripted citizen at the stand-in: writes, presses and photographs as the program says, and knows nothing else."""

import io
import json
import time
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from typing import Any

import httpx
from PIL import Image, ImageDraw

from tests.reader import NUMBER, Seen, next_step

from .running_office import wait_until

PATIENCE = 30.0
QUIET = 0.25  # seconds without news after which a person begins to read; two messages of one turn come closer
_phones = count(62800100000001)
_pictures = count(1)


class Citizen:
    """One phone. `news` are the office's messages since this person last did something."""

    def __init__(self, standin_url: str, name: str, *, phone: str = "", family: str = "wirasena") -> None:
        self.name, self.phone = name, phone or str(next(_phones))
        self._http = httpx.Client(base_url=f"{standin_url}/api", timeout=60)
        body = {"name": name, "phone": self.phone, "family": family}
        self._http.post("/citizens", json=body).raise_for_status()
        self._after = self._newest()
        self.news: list[dict[str, Any]] = []

    # What a thumb can do

    def writes(self, text: str) -> "Citizen":
        return self._sends({"text": text})

    def presses(self, wanted: str) -> "Citizen":
        """By id, or by the words on the button; whatever is offered, the newest first."""
        return self._sends({"choice": wanted})

    def sends_samples(self, *papers: str, caption: str = "", **more: Any) -> "Citizen":
        return self._sends({"samples": list(papers), **({"caption": caption} if caption else {}), **more})

    def sends_raw(self, **message: Any) -> "Citizen":
        return self._sends({"raw": message})

    def photographs(self, *captions: str) -> "Citizen":
        """A new picture for each caption, in one burst: each a message of its own, as WhatsApp sends an album."""
        self._begin()
        for caption in captions:
            self._post_files("photos", [("foto.jpg", a_picture(), "image/jpeg")], caption)
        return self

    def sends_document(self, name: str, data: bytes, mime: str, caption: str = "") -> "Citizen":
        self._begin()
        self._post_files("documents", [(name, data, mime)], caption)
        return self

    # What a person sees

    def hears(self, *, until: Callable[[dict[str, Any]], bool] | None = None) -> dict[str, Any]:
        """Waits for the office, reads everything, and gives the last message (or the first that is `until`)."""
        wanted = until or (lambda message: True)
        wait_until(
            lambda: any(map(wanted, self.look())),
            f"an answer to {self.name}: {self.tail()}",
            seconds=PATIENCE,
        )
        settled = time.monotonic() + QUIET
        while time.monotonic() < settled:
            before = len(self.news)
            time.sleep(0.08)
            if len(self.look()) > before:
                settled = time.monotonic() + QUIET
        return [message for message in self.news if wanted(message)][-1]

    def look(self) -> list[dict[str, Any]]:
        fresh = self._messages(self._after)
        if fresh:
            self._after = fresh[-1]["n"]
            self.news += [
                message for message in fresh if message["side"] == "office" and not message.get("silent")
            ]
        return self.news

    @property
    def reads(self) -> str:
        return "\n---\n".join(message["text"] for message in self.news)

    @property
    def chat(self) -> list[dict[str, Any]]:
        """Everything that was ever in this chat, both sides."""
        return self._messages(0)

    def tail(self) -> list[str]:
        return [f"{m['side']}: {m['text'][:160]!r}" for m in self.chat[-4:]]

    def media(self, message: dict[str, Any]) -> bytes:
        url = str(self._http.base_url).partition("/api/")[0] + message["media"]["url"]
        return httpx.get(url, timeout=30).raise_for_status().content

    def hears_of(self, *words: str) -> dict[str, Any]:
        """The newest message that says all of these; waits for it."""
        return self.hears(until=lambda message: all(word in message["text"] for word in words))

    # Somebody who only reads

    def steps(self) -> None:
        """Does what the last message asks for, and waits for what comes of it."""
        self._reads_on()
        step = next_step(as_seen(self.news[-1]))
        if step.how == "writes":
            self.writes(*step.what)
        elif step.how == "presses":
            self.presses(*step.what)
        else:
            self.photographs(*step.what)
        self.hears()

    def chooses(self, group: str, code: str) -> "Citizen":
        """From the list, as somebody does who does not know what to write."""
        self.writes("menu").hears()
        self.presses(f"group:{group}").hears()
        while f"service:{code}" not in as_seen(self.news[-1]).ids:
            self.presses(next(id for id in as_seen(self.news[-1]).ids if id.startswith("page:"))).hears()
        self.presses(f"service:{code}").hears()
        return self

    def goes_on_to_the_receipt(self, *, most: int = 40) -> list[str]:
        """The numbers that the receipt names."""
        for _ in range(most):
            if self.has_receipt:
                return NUMBER.findall(self.news[-1]["text"])
            self.steps()
        raise AssertionError(f"{self.name} got no receipt: {self.tail()}")

    def _reads_on(self) -> None:
        """A long answer comes in two messages, and a busy machine takes its time between them."""
        with suppress(AssertionError):  # a receipt asks for nothing more
            wait_until(lambda: as_seen(self.look()[-1]).asks_for_something, "a question", seconds=PATIENCE)

    @property
    def has_receipt(self) -> bool:
        """A number, and nothing more to do: before that there is always a question or a button."""
        last = self.news[-1]
        return bool(NUMBER.search(last["text"])) and not as_seen(last).asks_for_something

    def _sends(self, wish: dict[str, Any]) -> "Citizen":
        self._begin()
        # json.dumps writes lone surrogates as they travel, in ASCII; httpx's own would stumble over them.
        answer = self._http.post(f"/citizens/{self.phone}/send", content=json.dumps(wish))
        assert answer.status_code == 201, answer.text
        return self

    def _post_files(self, kind: str, files: list[tuple[str, bytes, str]], caption: str) -> None:
        answer = self._http.post(
            f"/citizens/{self.phone}/send", files=[(kind, file) for file in files], data={"caption": caption}
        )
        assert answer.status_code == 201, answer.text

    def _begin(self) -> None:
        self.look()
        self.news = []

    def _messages(self, after: int) -> list[dict[str, Any]]:
        return self._http.get(f"/citizens/{self.phone}/messages", params={"after": after, "read": 1}).json()

    def _newest(self) -> int:
        return max((message["n"] for message in self._messages(0)), default=0)


def as_seen(message: dict[str, Any]) -> Seen:
    offered = (*message["buttons"], *message["rows"])
    return Seen(message["text"], tuple((each["id"], each["title"]) for each in offered))


def a_picture() -> bytes:
    """Large enough to be a photo, quick to decode, and unlike every other: the same photo twice counts once."""
    number = next(_pictures)
    picture = Image.new("RGB", (640, 480), (number * 37 % 256, number * 101 % 256, 90 + number % 120))
    ImageDraw.Draw(picture).text((40, 200), f"CONTOH {number}", fill="white", font_size=60)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=70)
    return out.getvalue()
