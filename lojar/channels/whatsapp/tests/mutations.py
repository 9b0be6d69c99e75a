"""Bodies as Meta might send them on its worst day: real payloads, spoiled around a good message that stays as it is.

Made by a random generator of its own, so that a number makes the same bodies again. Used by the tests and the bench.
"""

import hmac
import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from lojar.channels.tests.line import NUMBER

from .spoiling import Whole

LARGEST = 3 * 1024 * 1024  # Meta's own limit
HEADERS: tuple[str | None, ...] = (
    None, "", "sha256=", "sha256", "=", "sha1=" + "0" * 40, "sha256=" + "0" * 64, "sha256=" + "é" * 64, "sha256=é",
    "sha256=" + "g" * 64, "x" * 7000, "{}", "sha256=%00",
)  # fmt: skip


@dataclass(frozen=True)
class Post:
    body: bytes
    headers: tuple[str, ...]  # of the signature; none, one, or several
    is_signed: bool
    good: dict[str, str] = field(default_factory=dict)  # wamid -> text: what must be there once it was read
    told: tuple[str, ...] = ()  # wamids of ours that must be delivered then

    @property
    def wanted(self) -> int:
        return 200 if self.is_signed else 401


class Mutator:
    def __init__(self, seed: int, secret: str, *, prefix: str = "") -> None:
        self.random = random.Random(seed)
        self.secret = secret
        self.prefix = f"{prefix}{seed:x}"
        self.count = 0

    def posts(self, how_many: int) -> Iterator[Post]:
        for _ in range(how_many):
            yield self.post()

    def post(self) -> Post:
        whole, written = self._spoiled()
        body, is_whole = self._broken(written)
        headers, is_signed = self._headers(body)
        is_whole = is_whole and _is_json(body)
        kept = is_signed and (is_whole or _still_holds(body, whole))
        return Post(
            body,
            headers,
            is_signed,
            whole.good if kept else {},
            tuple(whole.told) if kept and is_whole else (),
        )

    def _spoiled(self) -> tuple[Whole, bytes]:
        while True:
            self.count += 1
            whole = Whole(self.random, f"{self.prefix}.{self.count}")
            for _ in range(self.random.choice((1, 1, 2, 3, 8))):
                whole.spoil()
            written = whole.written()
            if len(written) < LARGEST:
                return whole, written

    def _broken(self, body: bytes) -> tuple[bytes, bool]:
        """Also as bytes; and whether what is good in them can still be relied on."""
        cut = self.random.randrange(len(body))
        chosen: Callable[[], tuple[bytes, bool]] = self.random.choice(
            [lambda: (body, True)] * 12
            + [
                lambda: (body[:cut], False),
                lambda: (body[:cut] + self.random.randbytes(3) + body[cut:], False),
                lambda: (
                    body[:cut] + bytes([body[cut] ^ (1 << self.random.randrange(8))]) + body[cut + 1 :],
                    False,
                ),
                lambda: (body[:cut] + body[cut + 1 :], False),
                lambda: (b"\xef\xbb\xbf" + body, True),
                lambda: (body.decode("utf-8", "replace").encode("utf-16"), False),
                lambda: (self.random.randbytes(self.random.choice((0, 1, 50, 3000))), False),
                lambda: (
                    self.random.choice((b"[" * 100_000, b"{}", b"null", b"[]", b'"a"', b"9" * 6000)),
                    False,
                ),
                lambda: (
                    b" " * self.random.choice((10, LARGEST - len(body))) + body + b"\n",
                    True,
                ),
            ]
        )
        return chosen()

    def _headers(self, body: bytes) -> tuple[tuple[str, ...], bool]:
        right = "sha256=" + hmac.new(self.secret.encode(), body, sha256).hexdigest()
        if self.random.random() < 0.8:
            return (right,), True
        other = "sha256=" + hmac.new(b"another secret", body, sha256).hexdigest()
        unsigned = "sha256=" + hmac.new(self.secret.encode(), body + b" ", sha256).hexdigest()
        wrong = self.random.choice(
            [*HEADERS, other, unsigned, right[:-1], right + "0", right.upper(), right[7:], (other, unsigned)]
        )
        if wrong is None:
            return (), False
        return (wrong if isinstance(wrong, tuple) else (wrong,)), False


def _is_json(body: bytes) -> bool:
    """A spoiling of the text may have hit a quotation mark; too deep for this reader is JSON all the same."""
    try:
        json.loads(body.decode("utf-8-sig"))
    except ValueError:
        return False
    except RecursionError:
        return True
    return True


def _still_holds(body: bytes, whole: Whole) -> bool:
    """Asked of the plainest reading there is: the good messages stand where they stood, letter for letter."""
    try:
        found = json.loads(body.decode("utf-8-sig", "replace"))
        values = [change["value"] for entry in found["entry"] for change in entry["changes"]]
        if found["object"] != "whatsapp_business_account":
            return False
        held = [m for v in values if v["metadata"]["phone_number_id"] == NUMBER for m in v["messages"]]
    except (ValueError, TypeError, KeyError, RecursionError):
        return False
    return all(message in held for message in whole.messages)
