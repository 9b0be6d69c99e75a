"""The pass of a visit in six characters, for whoever has no camera at hand: made from the token, kept nowhere."""

import hashlib

from lojar.lib.reference import ALPHABET

LENGTH = 6


def pass_code(token: str) -> str:
    """The same token is the same code. Good together with the office and its day only: two tokens may share one."""
    number = int.from_bytes(hashlib.sha256(token.encode()).digest()[:8], "big")
    letters = []
    for _ in range(LENGTH):
        number, at = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[at])
    return "".join(letters)
