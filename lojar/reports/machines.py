"""The addresses for machines: /healthz and /metrics. They are answered before Django asks for the office's name,
since balancers and Prometheus call a machine by its address."""

from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.crypto import constant_time_compare

from . import health, numbers

Handler = Callable[[HttpRequest], HttpResponse]


class ForMachines:
    """Middleware: the first, so that nothing stands before it."""

    def __init__(self, get_response: Handler) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        path = request.path_info
        if path in {"/healthz", "/healthz/live", "/healthz/ready"}:
            return _health(request, path)
        if path == "/metrics" and _may_read_numbers(request):
            return _metrics(request)
        return self._get_response(request)


def _health(request: HttpRequest, path: str) -> HttpResponse:
    if path.endswith("live") or "live" in request.GET:
        return JsonResponse({"live": True})  # restarting helps only where this fails
    parts = health.readiness()
    missing = health.what_is_missing(parts)
    told: dict[str, object]
    if path.endswith("ready"):
        told = {"live": True, "ready": not missing, **parts}
    else:
        told = {"live": True, "database": parts["database"], **({"missing": missing} if missing else {})}
    answer = JsonResponse(told, status=503 if missing else 200)
    answer._has_been_logged = True  # type: ignore[attr-defined] # not an error in the log for each look of a balancer
    return answer


def _metrics(request: HttpRequest) -> HttpResponse:
    text, kind = numbers.written(request.headers.get("Accept", ""))
    return HttpResponse(text, content_type=kind)


def _may_read_numbers(request: HttpRequest) -> bool:
    """From this machine itself, not through a proxy on it; from elsewhere with the token."""
    token = settings.LOJAR_METRICS_TOKEN
    given = request.headers.get("Authorization", "")
    if token and constant_time_compare(given.encode(), f"Bearer {token}".encode()):
        return True
    passed_on = {"X-Forwarded-For", "X-Forwarded-Proto", "X-Real-Ip", "Forwarded", "Via"}
    return _is_here(request.META.get("REMOTE_ADDR", "")) and not any(
        name in request.headers for name in passed_on
    )


def _is_here(address: str) -> bool:
    try:
        found = ip_address(address)
    except ValueError:
        return False
    return (getattr(found, "ipv4_mapped", None) or found).is_loopback
