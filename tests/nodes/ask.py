"""`python -m tests.nodes.ask URL`: what a node tells somebody who sits at it, as JSON, and how long that took."""

import hmac
import json
import os
import sys
import time
from hashlib import sha256

import httpx

NOTHING = b'{"object": "whatsapp_business_account", "entry": []}'


def main(url: str) -> None:
    began = time.monotonic()
    try:
        answer = _post(url) if url.endswith("/webhook") else httpx.get(url, timeout=12)
        told = {"status": answer.status_code, **(answer.json() if answer.text.startswith("{") else {})}
    except httpx.HTTPError as gone:
        told = {"error": type(gone).__name__}
    print(json.dumps({**told, "seconds": time.monotonic() - began}))  # noqa: T201 - this is what we are for


def _post(url: str) -> httpx.Response:
    secret = os.environ["LOJAR_WHATSAPP_APP_SECRET"].encode()
    signature = "sha256=" + hmac.new(secret, NOTHING, sha256).hexdigest()
    return httpx.post(url, content=NOTHING, headers={"X-Hub-Signature-256": signature}, timeout=12)


if __name__ == "__main__":
    main(sys.argv[1])
