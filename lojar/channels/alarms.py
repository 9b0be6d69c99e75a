"""What is wrong with the line, raised once a kind and shown until it is over."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from lojar.offices.models import Office

from .models import LineAlarm

LINE, LATER, TEMPLATES = "line_", "_later", "templates_stopped"
LONGEST_KIND = LineAlarm._meta.get_field("kind").max_length or 40


def raise_alarm(
    kind: str, text: str, *, office: Office | None, now: datetime, stops_sending: bool = False
) -> LineAlarm:
    """An open alarm of the kind stays the one it is; it only grows more serious."""
    kind = kind[:LONGEST_KIND]
    alarm = _open(office, kind) or _raised(kind, text, office, now, stops_sending)
    if stops_sending and not alarm.stops_sending:
        alarm.stops_sending = True
        alarm.save(update_fields=["stops_sending"])
    return alarm


def _open(office: Office | None, kind: str) -> LineAlarm | None:
    return LineAlarm.objects.filter(office=office, kind=kind, resolved_at=None).first()


def _raised(kind: str, text: str, office: Office | None, now: datetime, stops_sending: bool) -> LineAlarm:
    try:
        with transaction.atomic():
            return LineAlarm.objects.create(
                office=office, kind=kind, text=text[:300], stops_sending=stops_sending, raised_at=now
            )
    except IntegrityError:  # another worker met the same trouble at the same moment
        return LineAlarm.objects.get(office=office, kind=kind, resolved_at=None)


def open_alarms(office: Office | None) -> QuerySet[LineAlarm]:
    """Those of the office and those of the account behind it."""
    return LineAlarm.objects.filter(Q(office=office) | Q(office=None), resolved_at=None)


def stopped_since(office: Office) -> datetime | None:
    """Since when nothing may be sent; None while the line works."""
    alarm = open_alarms(office).filter(stops_sending=True).order_by("-raised_at").first()
    return alarm.raised_at if alarm else None


def stop_templates(text: str, *, office: Office | None, until: datetime | None, now: datetime) -> None:
    """Replies still go. The end, where there is one, is part of the kind: two restrictions are two alarms."""
    if until is None or until > now:
        end = "" if until is None else f"@{int(until.timestamp())}"
        raise_alarm(f"{TEMPLATES}{end}", text, office=office, now=now)


def templates_are_stopped(office: Office, now: datetime) -> bool:
    kinds = open_alarms(office).filter(kind__startswith=TEMPLATES).values_list("kind", flat=True)
    return any(not _is_over(kind, now) for kind in kinds)


def end_what_is_over(now: datetime) -> None:
    """Also what Meta itself never says: that a restriction has come to its end."""
    for alarm in LineAlarm.objects.filter(kind__startswith=TEMPLATES, resolved_at=None):
        if _is_over(alarm.kind, now):
            LineAlarm.objects.filter(pk=alarm.pk).update(resolved_at=now)


def templates_may_go(now: datetime) -> None:
    LineAlarm.objects.filter(kind__startswith=TEMPLATES, resolved_at=None).update(resolved_at=now)


def _is_over(kind: str, now: datetime) -> bool:
    _, _, end = kind.partition("@")
    return bool(end) and int(end) <= now.timestamp()


def works_again(office: Office, *, since: datetime, proven: bool, now: datetime) -> int:
    """A message that left after the alarm was accepted; `proven`: it even arrived.

    An error that Meta only tells later (a payment) is not over because a message was accepted.
    """
    alarms = open_alarms(office).filter(kind__startswith=LINE, raised_at__lt=since)
    if not proven:
        alarms = alarms.exclude(kind__endswith=LATER)
    return alarms.update(resolved_at=now)


def resolve(kind: str, *, office: Office | None, now: datetime) -> int:
    return LineAlarm.objects.filter(office=office, kind=kind[:LONGEST_KIND], resolved_at=None).update(
        resolved_at=now
    )
