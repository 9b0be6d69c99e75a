"""The address that Meta calls: a handshake, and bodies that are kept before they are answered."""

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.http.request import RawPostDataException, UnreadablePostError
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from lojar.lib import clock

from .. import inbox
from .signature import same_token, signed

LARGEST = 4 * 1024 * 1024  # Meta's own limit is 3 MB


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
    length = request.META.get("CONTENT_LENGTH") or "0"
    if length.isdigit() and int(length) > LARGEST:
        return _plain("too large", 413)
    try:
        body = request.read(LARGEST + 1)
    except (UnreadablePostError, RawPostDataException):
        return _plain("unreadable", 400)
    if len(body) > LARGEST:
        return _plain("too large", 413)
    now = clock.now()
    try:
        if not signed(
            body, request.headers.get("X-Hub-Signature-256"), secret=settings.LOJAR_WHATSAPP_APP_SECRET
        ):
            inbox.count_refused(now)
            return _plain("signature", 401)
        inbox.keep(body, now)
    except DatabaseError:
        return _plain("try again", 503)
    return _plain("ok", 200)


def _plain(text: str, status: int) -> HttpResponse:
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
