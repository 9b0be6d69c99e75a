"""Who may open which page of the desk, and which rows they may see: their own office's, nothing else."""

import functools
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from lojar.applications.models import Application
from lojar.offices.models import Officer

View = Callable[..., HttpResponse]
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
        @login_required
        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            officer = request.user
            if not officer.is_active or officer.office is None or officer.role not in welcome:
                raise PermissionDenied
            with timezone.override(ZoneInfo(officer.office.time_zone)):
                return view(request, *args, **kwargs)

        return guarded

    return guard


def application_of(officer: Officer, number: str) -> Application:
    """The same 404 for an application of another office and for one that never was."""
    found = (
        Application.objects.filter(office=officer.office_id, number=number)
        .exclude(status="draft")
        .select_related("office", "contact", "claimed_by", "service_version", "bundle")
        .first()
    )
    if found is None:
        raise Http404
    return found
