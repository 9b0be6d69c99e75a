"""For whoever watches the machines: does it answer, and does it reach its database."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse


def live(request: HttpRequest) -> HttpResponse:
    """Restarting helps only where this fails."""
    return JsonResponse({"live": True})


def ready(request: HttpRequest) -> HttpResponse:
    """503 while the database cannot be asked: a balancer then sends people elsewhere."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"live": True, "database": False}, status=503)
    return JsonResponse({"live": True, "database": True})
