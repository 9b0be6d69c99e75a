"""Pages that are asked again every few seconds: 304 while they would say the same."""

import hashlib
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language


def unless_same(request: HttpRequest, facts: object, answer: Callable[[], HttpResponse]) -> HttpResponse:
    """`facts`: all that the answer tells; what costs is only made where they changed."""
    tag = f'"{hashlib.sha256(repr((facts, get_language())).encode()).hexdigest()[:24]}"'
    if tag in request.headers.get("If-None-Match", ""):
        response = get_conditional_response(request, etag=tag) or answer()
    else:
        response = answer()
    response["ETag"] = tag
    response["Cache-Control"] = "no-cache, private"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
