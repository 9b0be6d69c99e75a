"""Who may see which rows at the desk: their own office's, nothing else."""

from datetime import datetime

from django.http import Http404

from lojar.applications.models import Application
from lojar.offices.access import EVERYONE, LEADS, RULERS, Role, officer_required
from lojar.offices.access import OfficerRequest as DeskRequest
from lojar.offices.models import Officer

__all__ = [
    "EVERYONE", "LEADS", "RULERS", "DeskRequest", "Role", "application_of", "may_see_looks", "officer_required",
]  # fmt: skip


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


def may_see_looks(officer: Officer, application: Application, *, now: datetime) -> bool:
    """Who leads the office, and the officer who holds the case: it is theirs to answer for while they hold it."""
    until = application.claimed_until
    holds = application.claimed_by_id == officer.pk and until is not None and until > now
    return holds or officer.role in LEADS
