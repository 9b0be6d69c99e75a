"""Meta's first question to a webhook: echo this challenge, if the verify token is yours."""

import secrets

import httpx

from ..line import Line


async def shake(line: Line, http: httpx.AsyncClient, url: str, verify_token: str) -> bool:
    challenge = str(secrets.randbelow(9 * 10**9) + 10**9)
    query = {"hub.mode": "subscribe", "hub.challenge": challenge, "hub.verify_token": verify_token}
    try:
        answer = await http.get(url, params=query, timeout=10.0)
    except httpx.HTTPError as error:
        line.handshake_answer = f"belum terjawab ({type(error).__name__})"
        return False
    agreed = answer.status_code == 200 and answer.content == challenge.encode()
    line.handshake_answer = f"{answer.status_code}, {'cocok' if agreed else 'tidak cocok'}"
    return agreed


async def greet(line: Line, http: httpx.AsyncClient) -> None:
    """One attempt of the steady effort to reach the office; the courier repeats it."""
    before = (line.verified, line.handshake_answer)
    line.verified = await shake(line, http, line.webhook_url, line.verify_token)
    if (line.verified, line.handshake_answer) != before:
        line.tell_pages()
