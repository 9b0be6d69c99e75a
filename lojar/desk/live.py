"""Parts of a page that look after themselves: they ask every few seconds and get 304 while nothing changed."""

import hashlib
from collections.abc import Callable
from typing import Any

from django.http import HttpResponse, HttpResponseNotModified
from django.utils.translation import get_language

from lojar.lib import clock

from .access import DeskRequest


def tag_of(*facts: Any, minutes: int = 1) -> str:
    """Changes with the facts, with the language, and with the minute: times are told as "2 menit lalu"."""
    minute = int(clock.now().timestamp() // (60 * minutes))
    return f'"{hashlib.sha256(repr((facts, minute, get_language())).encode()).hexdigest()[:24]}"'


def unless_same(request: DeskRequest, tag: str, answer: Callable[[], HttpResponse]) -> HttpResponse:
    if request.headers.get("If-None-Match") == tag:
        same = HttpResponseNotModified()
        same["ETag"] = tag
        return same
    response = answer()
    response["ETag"] = tag
    return response
