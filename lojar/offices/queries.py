"""What other rooms ask about the office: which one it is, when it works, how its hall is run."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from .models import Closure, Office, Officer, ProtocolPeriod, Shift
from .rules.opening_hours import DEFAULT_HOURS, OpeningHours, read_hours


def office_of_number(phone_number_id: str) -> Office | None:
    return Office.objects.filter(phone_number_id=phone_number_id).first()


def the_office() -> Office:
    """The office of this installation: the first that was set up. Office.DoesNotExist before `lojar setup`."""
    return Office.objects.earliest("pk")


def opening_hours(office: Office) -> OpeningHours:
    """The office's hours and closures as the pure rule that counts with them."""
    return OpeningHours(
        hours=read_hours(office.hours or DEFAULT_HOURS),
        closures=frozenset(Closure.objects.filter(office=office).values_list("on", flat=True)),
        zone=ZoneInfo(office.time_zone),
    )


def billing_zone(office: Office) -> ZoneInfo:
    """In whose calendar Meta counts the months of this office's account."""
    return ZoneInfo(office.billing_time_zone or office.time_zone)


def protocol_at(office: Office, now: datetime) -> ProtocolPeriod | None:
    """How the hall is run at `now`; None is the ordinary way, never changed."""
    return ProtocolPeriod.objects.filter(office=office, starts_at__lte=now).order_by("-starts_at").first()


def colleagues(office: Office) -> list[Officer]:
    """Who works there now, by name."""
    return list(Officer.objects.filter(office=office, is_active=True).order_by("name", "pk"))


def shifts_since(officer_ids: Iterable[int], since: datetime) -> dict[int, list[tuple[datetime, datetime]]]:
    """Officer -> [(from, to), ...]; whoever has none is left out."""
    found: dict[int, list[tuple[datetime, datetime]]] = {}
    rows = Shift.objects.filter(officer__in=list(officer_ids), ends_at__gt=since)
    for officer, start, end in rows.values_list("officer_id", "starts_at", "ends_at"):
        found.setdefault(officer, []).append((start, end))
    return found
