"""The officer's language: Indonesian until they choose otherwise, kept in a cookie."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

ONE_YEAR = 60 * 60 * 24 * 365


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    wanted, then = request.POST.get("language", ""), request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(then, allowed_hosts={request.get_host()}):
        then = reverse("desk:worklist")
    response = HttpResponseRedirect(then)
    if wanted in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, wanted, max_age=ONE_YEAR, samesite="Lax", httponly=True
        )
    return response
