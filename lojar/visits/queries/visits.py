"""Who comes: a person's own visits, and everybody who is expected on a day."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from lojar.channels.models import Contact
from lojar.channels.queries import contact_now
from lojar.offices.models import Office

from ..models import Visit
from ..rules.life import OPEN
from .stock import midnight

State = Visit.State
WITHOUT_A_PLACE = frozenset({State.DISPLACED, State.WAITING})


def visit_of_token(office: Office, token: str) -> Visit | None:
    """By hold token, which is the pass as soon as it is booked."""
    found = Visit.objects.filter(office=office, pass_token=token) if token else Visit.objects.none()
    return found.select_related("session", "contact").first()


def own_visits(contact: Contact, now: datetime) -> list[Visit]:
    """What is still to come, in order of time, displaced and waiting ones at the end; also what was booked under a
    contact that turned out to be the same person. Holds that are over are not told."""
    living = Q(state__in=sorted(OPEN - {State.HELD})) | Q(state=State.HELD, held_until__gt=now)
    rows = of_person(contact).filter(living).select_related("session", "office")
    ahead = [row for row in rows if row.state in WITHOUT_A_PLACE or _is_ahead(row, now)]
    return sorted(ahead, key=_by_time)


def expected_today(office: Office, now: datetime) -> list[Visit]:
    """Of the office's own today: booked, arrived or served, by time of session, then as they were booked."""
    start = midnight(office, now)
    rows = Visit.objects.filter(
        office=office,
        state__in=(State.BOOKED, State.ARRIVED, State.SERVED),
        session__starts_at__gte=start,
        session__starts_at__lt=midnight(office, start + timedelta(hours=36)),
    )
    ordered = rows.order_by("session__starts_at", "session__counter", "booked_at", "id")
    return list(ordered.select_related("session", "contact", "application"))


def displaced_visits(office: Office) -> list[Visit]:
    """Who is owed another time, in the order in which they are offered one."""
    rows = Visit.objects.filter(office=office, state=State.DISPLACED)
    return list(rows.order_by("booked_at", "id").select_related("session", "contact"))


def of_person(contact: Contact) -> QuerySet[Visit]:
    contact = contact_now(contact)
    same = Contact.objects.filter(Q(pk=contact.pk) | Q(merged_into=contact))
    return Visit.objects.filter(contact__in=same.values("pk"))


def _is_ahead(visit: Visit, now: datetime) -> bool:
    return visit.session is not None and visit.session.ends_at > now


def _by_time(visit: Visit) -> tuple[bool, datetime, int]:
    at = visit.session.starts_at if visit.session else visit.created_at
    return visit.state in WITHOUT_A_PLACE, at, visit.pk
