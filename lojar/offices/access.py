"""Who may open which page of officers, whichever door it is: the guard that every door asks."""

import functools
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails

from .models import Office, Officer

View = Callable[..., HttpResponseBase]


class OfficerRequest(HttpRequest):
    """What a page of officers gets: its officer has signed in and works at an office."""

    user: Officer
    office: Office
    htmx: HtmxDetails


Role = Officer.Role
EVERYONE = (Role.CLERK, Role.SUPERVISOR, Role.HEAD, Role.ADMIN)
LEADS = (Role.SUPERVISOR, Role.HEAD, Role.ADMIN)
RULERS = (Role.HEAD, Role.ADMIN)


def officer_required(*roles: str) -> Callable[[View], View]:
    """The page is for officers of an office, in one of `roles` (all of them where none is named).

    Times on the page are the office's own, wherever the server or the officer may be.
    """
    welcome = roles or EVERYONE

    def guard(view: View) -> View:
        @never_cache
        @functools.wraps(view)
        def guarded(request: OfficerRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            officer = request.user
            if not officer.is_authenticated:
                return _to_the_door(request)
            _refuse_zero_bytes(request)
            if not officer.is_active or officer.office is None or officer.role not in welcome:
                raise PermissionDenied
            request.office = officer.office
            with timezone.override(ZoneInfo(officer.office.time_zone)):
                return view(request, *args, **kwargs)

        return guarded

    return guard


def _to_the_door(request: OfficerRequest) -> HttpResponse:
    """A part of a page that refreshes itself must not show the door inside the page: the whole page goes there."""
    if request.htmx:
        return HttpResponseClientRedirect(
            redirect_to_login(request.htmx.current_url_abs_path or "/desk/").url
        )
    return redirect_to_login(request.get_full_path())


def _refuse_zero_bytes(request: HttpRequest) -> None:
    """PostgreSQL stores no zero character; no browser of an officer sends one."""
    said = (request.path, *request.GET.values(), *request.POST.values())
    if any("\0" in text for text in said):
        raise SuspiciousOperation("zero character")
