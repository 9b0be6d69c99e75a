"""AES-256-GCM for what a stolen disk or backup must not tell: photos by envelope, small values directly.

A sealed value is `version (1 byte) | key id (4) | ...`, and is bound to what it is `about`: moved to another
place, cut short or changed by a bit, it is refused.
"""

import base64
import binascii
import hashlib
import hmac
import os
from collections.abc import Iterable
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

ENVELOPE, DIRECT = b"\x01", b"\x02"
KEY, NONCE, TAG, KEY_ID = 32, 12, 16, 4
WRAPPED = NONCE + KEY + TAG


class NotOurs(Exception):
    """Changed, moved, cut short, or sealed with a key that is not on this ring."""


class Keyring:
    """The first key seals; every key opens. To rotate, put a new key in front and keep the old ones."""

    def __init__(self, keys: Iterable[bytes]) -> None:
        ring = [_Key.made_of(key) for key in keys]
        if not ring:
            raise ValueError("holds no key")
        self._first, self._oldest = ring[0], ring[-1]
        self._by_id = {key.id: key for key in ring}

    @property
    def ids(self) -> tuple[str, ...]:
        """Names of the keys, the first one first. They say nothing of the keys themselves."""
        return tuple(name.hex() for name in self._by_id)

    @classmethod
    def parse(cls, text: str | Iterable[str]) -> "Keyring":
        """Base64 keys of 32 bytes, separated by commas. A ValueError says what is wrong without a key."""
        parts = text.split(",") if isinstance(text, str) else list(text)
        return cls(_decoded(part.strip()) for part in parts if part.strip())

    def seal(self, data: bytes, *, about: bytes) -> bytes:
        """Under a key of its own, wrapped by the first key: a rotation rewraps 60 bytes, not the photo."""
        data_key = os.urandom(KEY)
        return self._wrapped(data_key, about) + _sealed(AESGCM(data_key), data, ENVELOPE + about)

    def rewrap(self, sealed: bytes, *, about: bytes) -> bytes:
        """An envelope of an older key, now wrapped by the first."""
        head = 1 + KEY_ID + WRAPPED
        return self._wrapped(self._data_key(sealed, about), about) + sealed[head:]

    def seal_directly(self, data: bytes, *, about: bytes) -> bytes:
        """For values of a few bytes, where a wrapped key would cost more than the value."""
        head = DIRECT + self._first.id
        return head + _sealed(self._first.sealing, data, head + about)

    def open(self, sealed: bytes, *, about: bytes) -> bytes:
        if sealed[:1] == DIRECT:
            head, body = sealed[: 1 + KEY_ID], sealed[1 + KEY_ID :]
            return _opened(self._key_of(sealed).sealing, body, head + about)
        if sealed[:1] == ENVELOPE:
            data_key = AESGCM(self._data_key(sealed, about))
            return _opened(data_key, sealed[1 + KEY_ID + WRAPPED :], ENVELOPE + about)
        raise NotOurs("of a version that this program does not know")

    def is_sealed_with_first(self, sealed: bytes) -> bool:
        """False: a rotation has something to do here."""
        return sealed[1 : 1 + KEY_ID] == self._first.id

    def digest(self, value: str) -> bytes:
        """For finding a value without storing it. Of the oldest key: a rotation keeps indexes whole."""
        return hmac.new(self._oldest.digesting, value.encode("utf-8", "surrogatepass"), "sha256").digest()

    def _wrapped(self, data_key: bytes, about: bytes) -> bytes:
        head = ENVELOPE + self._first.id
        return head + _sealed(self._first.wrapping, data_key, head + about)

    def _data_key(self, sealed: bytes, about: bytes) -> bytes:
        head, body = sealed[: 1 + KEY_ID], sealed[1 + KEY_ID :]
        if head[:1] != ENVELOPE:
            raise NotOurs("not an envelope")
        return _opened(self._key_of(sealed).wrapping, body[:WRAPPED], head + about)

    def _key_of(self, sealed: bytes) -> "_Key":
        key = self._by_id.get(sealed[1 : 1 + KEY_ID])
        if key is None:
            raise NotOurs("sealed with a key that is not on this ring")
        return key


def key_id(sealed: bytes) -> str:
    """Which key opens it, as `Keyring.ids` names them; "" where it is no seal of ours."""
    return sealed[1 : 1 + KEY_ID].hex() if sealed[:1] in {ENVELOPE, DIRECT} else ""


def new_key() -> str:
    return base64.b64encode(os.urandom(KEY)).decode()


@dataclass(frozen=True, slots=True)
class _Key:
    """One secret, three purposes, three keys: none of them says anything about another."""

    id: bytes
    wrapping: AESGCM = field(repr=False)
    sealing: AESGCM = field(repr=False)
    digesting: bytes = field(repr=False)

    @classmethod
    def made_of(cls, secret: bytes) -> "_Key":
        if len(secret) != KEY:
            raise ValueError(f"a key must be {KEY} bytes long")
        part = {name: _derived(secret, name) for name in ("id", "wrapping", "sealing", "digesting")}
        return cls(part["id"][:KEY_ID], AESGCM(part["wrapping"]), AESGCM(part["sealing"]), part["digesting"])


def _derived(secret: bytes, purpose: str) -> bytes:
    return hmac.new(secret, b"lojar " + purpose.encode(), hashlib.sha256).digest()


def _decoded(key: str) -> bytes:
    try:
        return base64.b64decode(key, validate=True)
    except (binascii.Error, ValueError):
        raise ValueError("a key must be 32 bytes written in base64") from None


def _sealed(cipher: AESGCM, data: bytes, about: bytes) -> bytes:
    nonce = os.urandom(NONCE)
    return nonce + cipher.encrypt(nonce, data, about)


def _opened(cipher: AESGCM, sealed: bytes, about: bytes) -> bytes:
    if len(sealed) < NONCE + TAG:
        raise NotOurs("cut short")
    try:
        return cipher.decrypt(sealed[:NONCE], sealed[NONCE:], about)
    except InvalidTag:
        raise NotOurs("changed, or moved from another place") from None
