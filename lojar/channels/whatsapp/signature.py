"""Only Meta knows the app secret: a body that it did not sign is not looked at."""

import hmac
from hashlib import sha256

HEADER = "X-Hub-Signature-256"


def signed(body: bytes, header: str | None, *, secret: str) -> bool:
    """Over the bytes as they came. Without a secret nothing is signed, whatever the header says."""
    if not secret or not header or not header.isascii():
        return False
    expected = "sha256=" + hmac.new(secret.encode(), body, sha256).hexdigest()
    return hmac.compare_digest(expected, header)


def same_token(given: str, expected: str) -> bool:
    return bool(expected) and hmac.compare_digest(given.encode("utf-8", "surrogatepass"), expected.encode())
