"""The address that Meta calls: a handshake, and bodies that are kept before they are answered."""

from typing import cast

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from lojar.lib import clock

from .. import inbox
from .body import Stream, taken
from .signature import HEADER, same_token

SAID = {200: "ok", 400: "unreadable", 401: "signature", 413: "too large", 503: "try again"}


@csrf_exempt
@require_http_methods(["GET", "POST"])
def webhook(request: HttpRequest) -> HttpResponse:
    return _kept(request) if request.method == "POST" else _handshake(request)


def _handshake(request: HttpRequest) -> HttpResponse:
    """As plain text: the challenge comes from whoever calls."""
    asked = request.GET.get("hub.mode") == "subscribe" and "hub.challenge" in request.GET
    if asked and same_token(request.GET.get("hub.verify_token", ""), settings.LOJAR_WHATSAPP_VERIFY_TOKEN):
        return _plain(request.GET["hub.challenge"], 200)
    return _plain("forbidden", 403)


def _kept(request: HttpRequest) -> HttpResponse:
    """The ordinary way, through Django. `intake_wsgi` stands before it and answers the same."""
    status, body = taken(
        _stream(request),
        length=request.META.get("CONTENT_LENGTH") or "",
        header=request.headers.get(HEADER),
        secret=settings.LOJAR_WHATSAPP_APP_SECRET,
    )
    now = clock.now()
    try:
        if status == 401:
            inbox.count_refused(now)
        elif status == 200:
            inbox.keep(body, now)
    except DatabaseError:
        status = 503
    return _plain(SAID[status], status)


def _stream(request: HttpRequest) -> Stream:
    """Django reads nothing where no length is told, which is so for a body in chunks."""
    return cast("Stream", request.META["wsgi.input"] if _is_in_chunks(request) else request)


def _is_in_chunks(request: HttpRequest) -> bool:
    return not request.META.get("CONTENT_LENGTH") and bool(request.META.get("wsgi.input_terminated"))


def _plain(text: str, status: int) -> HttpResponse:
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
