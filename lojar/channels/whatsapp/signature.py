"""Only Meta knows the app secret: a body that it did not sign is not looked at."""

import hmac
from hashlib import sha256

HEADER = "X-Hub-Signature-256"


class Signature:
    """Over the bytes as they come."""

    def __init__(self, secret: str) -> None:
        self._known = bool(secret)
        self._sum = hmac.new(secret.encode(), digestmod=sha256)

    def add(self, piece: bytes) -> None:
        self._sum.update(piece)

    def is_in(self, header: str | None) -> bool:
        """Without a secret nothing is signed, whatever the header says."""
        if not self._known or not header or not header.isascii():
            return False
        return hmac.compare_digest("sha256=" + self._sum.hexdigest(), header)


def signed(body: bytes, header: str | None, *, secret: str) -> bool:
    signature = Signature(secret)
    signature.add(body)
    return signature.is_in(header)


def same_token(given: str, expected: str) -> bool:
    return bool(expected) and hmac.compare_digest(given.encode("utf-8", "surrogatepass"), expected.encode())
