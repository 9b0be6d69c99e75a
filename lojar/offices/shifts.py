"""Who works when, and from where: planned by whoever leads the office."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from .actions import CannotBe
from .models import Office, Officer, Shift

LONGEST = timedelta(hours=16)
WEEK = timedelta(days=7)


@transaction.atomic
def plan_shift(officer: Officer, place: str, *, starts_at: datetime, ends_at: datetime) -> Shift:
    """The same again is the same shift. CannotBe where it takes no time, is too long, or meets another of theirs."""
    Officer.objects.select_for_update(no_key=True).get(pk=officer.pk)  # one plan of a person at a time
    if place not in Shift.Place.values:
        raise CannotBe("place")
    if not timedelta(0) < ends_at - starts_at <= LONGEST:
        raise CannotBe("length")
    meets = Shift.objects.filter(officer=officer, starts_at__lt=ends_at, ends_at__gt=starts_at)
    same = meets.filter(starts_at=starts_at, ends_at=ends_at, place=place).first()
    if same is not None:
        return same
    if meets.exists():
        raise CannotBe("meets")
    return Shift.objects.create(officer=officer, place=place, starts_at=starts_at, ends_at=ends_at)


def drop_shift(shift: Shift) -> None:
    shift.delete()


@transaction.atomic
def copy_week(office: Office, monday: date) -> int:
    """The week before once more, day by day and by the clock on the wall; what meets a shift that is there is left
    out. Gives how many were added, so that a second press adds none."""
    zone = ZoneInfo(office.time_zone)
    start = datetime.combine(monday, time(), tzinfo=zone)
    before = Shift.objects.filter(
        officer__office=office, officer__is_active=True, starts_at__gte=start - WEEK, starts_at__lt=start
    )
    # In one order, so that two who copy at once wait for each other once.
    list(Officer.objects.select_for_update(no_key=True).filter(office=office).order_by("pk"))
    there = Shift.objects.filter(officer__office=office, starts_at__gte=start, starts_at__lt=start + WEEK)
    known = set(there.values_list("pk", flat=True))
    added = 0
    for shift in before.select_related("officer").order_by("starts_at", "pk"):
        starts_at, ends_at = (_a_week_later(at, zone) for at in (shift.starts_at, shift.ends_at))
        try:
            with transaction.atomic():
                planned = plan_shift(shift.officer, shift.place, starts_at=starts_at, ends_at=ends_at)
        except CannotBe:
            continue
        added += planned.pk not in known
    return added


def _a_week_later(at: datetime, zone: ZoneInfo) -> datetime:
    local = at.astimezone(zone)
    return datetime.combine(local.date() + WEEK, local.time(), tzinfo=zone)
