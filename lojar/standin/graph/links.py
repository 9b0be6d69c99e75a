"""Media given as a link: Meta fetches it by itself, after it has accepted the message."""

from typing import Any

import httpx

from .. import shelf
from ..line import Line
from .kinds import KINDS, lies


async def fetch(
    line: Line, http: httpx.AsyncClient, kind: str, medium: dict[str, Any]
) -> tuple[dict[str, Any], str]:
    """The medium with an id of ours in place of the link, and what was wrong ('' if nothing)."""
    try:
        answer = await http.get(medium["link"], timeout=5.0, follow_redirects=True)
        answer.raise_for_status()
    except httpx.HTTPError as error:
        return medium, f"Downloading media from weblink failed: {type(error).__name__}"
    mime = answer.headers.get("content-type", "").split(";")[0]
    allowed = next(each for each in KINDS if each.name == kind)
    if mime not in allowed.mimes or len(answer.content) > allowed.most or lies(mime, answer.content):
        return (
            medium,
            f"Media from weblink is not a fit {kind}: {mime or 'no type'}, {len(answer.content)} bytes",
        )
    row = shelf.keep(line, answer.content, mime, filename=medium.get("filename"))
    rest = {key: value for key, value in medium.items() if key != "link"}
    return {**rest, "id": row["id"]}, ""
