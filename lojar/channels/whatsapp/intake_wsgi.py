"""The shortest way for Meta's deliveries: past Django's middleware, which they need nothing of."""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings

from .body import taken
from .group_commit import NotKept, keeper

PATH = "/whatsapp/webhook"
Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
REASONS = {
    200: "OK",
    400: "Bad Request",
    401: "Unauthorized",
    413: "Content Too Large",
    503: "Service Unavailable",
}


def in_front_of(application: Wsgi) -> Wsgi:
    """POSTs of the webhook are answered here; everything else goes on to `application`."""

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ.get("REQUEST_METHOD") == "POST" and environ.get("PATH_INFO") == PATH:
            return intake_wsgi(environ, start_response)
        return application(environ, start_response)

    return answer


def intake_wsgi(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    status = _status(environ)
    body = REASONS[status].lower().encode()
    headers = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body)))]
    if status == 503:
        headers.append(("Retry-After", "5"))
    start_response(f"{status} {REASONS[status]}", headers)
    return [body]


def _status(environ: dict[str, Any]) -> int:
    status, body = taken(
        environ["wsgi.input"],
        length=environ.get("CONTENT_LENGTH") or "",
        header=environ.get("HTTP_X_HUB_SIGNATURE_256"),
        secret=settings.LOJAR_WHATSAPP_APP_SECRET,
    )
    if status == 401:
        keeper().count_refused()
    if status != 200:
        return status
    try:
        keeper().keep(body)
    except NotKept:
        return 503
    return 200
