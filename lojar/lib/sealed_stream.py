"""A file of any length, sealed piece by piece with a key of its own: the dump of a database does not fit in memory.

`sealed key (65 bytes) | piece | piece | ...`, each piece 1 MiB and its tag; the last may be shorter. A piece knows
its number and whether it is the last: pieces left out, swapped or cut off are refused.
"""

import os
from collections.abc import Iterator
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from lojar.lib.encryption import KEY, KEY_ID, NONCE, TAG, Keyring, NotOurs

PIECE = 1 << 20
HEAD = 1 + KEY_ID + NONCE + KEY + TAG


class Readable(Protocol):
    def read(self, size: int, /) -> bytes:
        """That many bytes; fewer only at the end."""


class Writable(Protocol):
    def write(self, data: bytes, /) -> object: ...


def seal_stream(source: Readable, out: Writable, keyring: Keyring, *, about: bytes) -> None:
    key = os.urandom(KEY)
    out.write(keyring.seal_directly(key, about=about))
    cipher = AESGCM(key)
    for number, piece, is_last in _pieces(source, PIECE):
        out.write(cipher.encrypt(_nonce(number, is_last), piece, None))


def open_stream(source: Readable, keyring: Keyring, *, about: bytes) -> Iterator[bytes]:
    """NotOurs may come after pieces that were given: what they became must not be kept then."""
    cipher = AESGCM(keyring.open(source.read(HEAD), about=about))
    for number, piece, is_last in _pieces(source, PIECE + TAG):
        try:
            yield cipher.decrypt(_nonce(number, is_last), piece, None)
        except InvalidTag:
            raise NotOurs(f"changed or cut short after {number} MiB") from None


def _pieces(source: Readable, size: int) -> Iterator[tuple[int, bytes, bool]]:
    """One is read ahead: only then it is known which is the last."""
    number, piece = 0, source.read(size)
    while following := source.read(size):
        yield number, piece, False
        number, piece = number + 1, following
    yield number, piece, True


def _nonce(number: int, is_last: bool) -> bytes:
    """The key is this file's alone, so that a number is all a nonce has to be."""
    return number.to_bytes(NONCE - 1, "big") + bytes([is_last])
