"""One case's history, and one person's cases."""

from django.db.models import QuerySet

from lojar.channels.models import Contact

from ..models import Application, CaseEvent
from ..rules.lifecycle import OPEN, Status

STILL_GOING = sorted({Status.DRAFT, *OPEN})


def timeline(application: Application) -> list[CaseEvent]:
    """Oldest first."""
    return list(application.events.select_related("officer").order_by("id"))


def open_of(contact: Contact) -> list[Application]:
    """From draft to ready, newest first."""
    return list(_of(contact).filter(status__in=STILL_GOING))


def recent_of(contact: Contact, *, limit: int = 10) -> list[Application]:
    """Whatever its status, newest first."""
    return list(_of(contact)[:limit])


def siblings_of(application: Application) -> list[Application]:
    """The other members of the same package, in order."""
    if application.bundle_id is None:
        return []
    return list(
        Application.objects.filter(bundle=application.bundle_id).exclude(pk=application.pk).order_by("id")
    )


def _of(contact: Contact) -> QuerySet[Application]:
    everything = Application.objects.filter(contact=contact) | Application.objects.filter(
        contact__merged_into=contact
    )
    return everything.select_related("office", "contact", "service_version", "claimed_by").order_by("-id")
