"""What changes an office: setting it up, its people, its hours, the way its hall is run."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from .models import Closure, Office, Officer, ProtocolPeriod, Shift
from .rules.opening_hours import DEFAULT_HOURS, read_hours

LONGEST_SHIFT = timedelta(hours=16)
WEEK = timedelta(days=7)


class CannotBe(ValueError):
    """What was asked for cannot be; the message says why, for the person who asked."""


@transaction.atomic
def set_up_office() -> Office:
    """The office of this installation and its first administrator, from the settings. Safe to repeat: what the
    desk changed since stays, only the number that Meta knows the office by follows the environment."""
    wanted = dict(settings.LOJAR_OFFICE)
    office, _ = Office.objects.get_or_create(
        code=wanted.pop("code"),
        defaults={
            **wanted,
            "hours": DEFAULT_HOURS,
            "phone_number_id": settings.LOJAR_WHATSAPP_PHONE_NUMBER_ID,
        },
    )
    number = settings.LOJAR_WHATSAPP_PHONE_NUMBER_ID
    if number and office.phone_number_id != number:
        office.phone_number_id = number
        office.save(update_fields=["phone_number_id"])
    _first_administrator(office)
    return office


def _first_administrator(office: Office) -> None:
    email, password = settings.LOJAR_ADMIN_EMAIL, settings.LOJAR_ADMIN_PASSWORD
    if not email or not password or Officer.objects.filter(email=_tidy(email)).exists():
        return
    add_officer(email, role=Officer.Role.ADMIN, password=password, name="Administrator", office=office)


def add_officer(
    email: str, *, role: str, password: str, name: str = "", office: Office | None = None
) -> Officer:
    """A person who may log in. CannotBe where the address is taken, the role unknown or the password too easy."""
    if role not in Officer.Role.values:
        raise CannotBe(f"{role!r} is no role; choose one of {', '.join(Officer.Role.values)}")
    email = _tidy(email)
    if Officer.objects.filter(email=email).exists():
        raise CannotBe(f"{email} is already an officer")
    officer = Officer(email=email, role=role, name=name, office=office or Office.objects.earliest("pk"))
    _check_password(password, officer)
    officer.set_password(password)
    try:
        officer.full_clean(exclude=["office", "name"])
    except ValidationError as wrong:
        raise CannotBe(" ".join(wrong.messages)) from None
    officer.save()
    return officer


def change_role(officer: Officer, role: str) -> Officer:
    if role not in Officer.Role.values:
        raise CannotBe(f"{role!r} is no role; choose one of {', '.join(Officer.Role.values)}")
    officer.role = role
    officer.save(update_fields=["role"])
    return officer


def give_password(officer: Officer, password: str) -> Officer:
    """Also ends every session of the officer: Django ties sessions to the password's hash."""
    _check_password(password, officer)
    officer.set_password(password)
    officer.save(update_fields=["password"])
    return officer


def let_go(officer: Officer) -> Officer:
    """The person no longer works here: may not log in, stays named in what was done."""
    officer.is_active = False
    officer.save(update_fields=["is_active"])
    return officer


def change_hours(office: Office, hours: Mapping[str, list[list[str]]]) -> Office:
    try:
        read_hours(hours)
    except ValueError as wrong:
        raise CannotBe(str(wrong)) from None
    office.hours = dict(hours)
    office.save(update_fields=["hours"])
    return office


def add_closure(office: Office, on: date, *, reason: str) -> Closure:
    """A day off. Promises made before stay as they were told; new ones count around it."""
    closure, _ = Closure.objects.update_or_create(office=office, on=on, defaults={"reason": reason})
    return closure


def take_back_closure(office: Office, on: date) -> None:
    Closure.objects.filter(office=office, on=on).delete()


def set_prices(
    office: Office, *, message_price: Decimal | None, monthly_budget: int | None, billing_time_zone: str = ""
) -> Office:
    """What a WhatsApp message costs and may cost a month; None is "not known", and nothing is then reckoned."""
    if billing_time_zone and billing_time_zone not in available_timezones():
        raise CannotBe(f"{billing_time_zone!r} is no time zone")
    office.message_price = message_price
    office.monthly_budget = monthly_budget
    office.billing_time_zone = billing_time_zone
    office.save(update_fields=["message_price", "monthly_budget", "billing_time_zone"])
    return office


def change_protocol(
    office: Office, mode: str, *, starts_at: datetime, reason: str, **how: object
) -> ProtocolPeriod:
    """How the hall is run from `starts_at` on; `how` may name distance_cm, people_inside and asks_for."""
    if mode not in ProtocolPeriod.Mode.values:
        raise CannotBe(f"{mode!r} is no way to run a hall")
    period, _ = ProtocolPeriod.objects.update_or_create(
        office=office, starts_at=starts_at, defaults={"mode": mode, "reason": reason, **how}
    )
    return period


@transaction.atomic
def plan_shift(officer: Officer, place: str, *, starts_at: datetime, ends_at: datetime) -> Shift:
    """The same again is the same shift. CannotBe where it takes no time, is too long, or meets another of theirs."""
    Officer.objects.select_for_update(no_key=True).get(pk=officer.pk)  # one plan of a person at a time
    if place not in Shift.Place.values:
        raise CannotBe("place")
    if not timedelta(0) < ends_at - starts_at <= LONGEST_SHIFT:
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


def _tidy(email: str) -> str:
    return email.strip().lower()


def _check_password(password: str, officer: Officer) -> None:
    try:
        validate_password(password, officer)
    except ValidationError as wrong:
        raise CannotBe(" ".join(wrong.messages)) from None
