"""What the line costs and how well it works, counted from what receipts told. Nothing here changes a message."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet

from lojar.offices.models import Office
from lojar.offices.queries import billing_zone

from . import alarms
from .models import LineAlarm, OutboundMessage
from .queries import SPOKEN_ELSEWHERE
from .rules.prices import LOOK_BACK, Arrived, Month, Tally, budget_is, forecast, month_of, rupiah, tally
from .rules.send_errors import verdict
from .rules.spread import Spread, spread

State = OutboundMessage.State
BUDGET, BUDGET_NEAR = "budget", "budget_near"
LATEST = 1000
SOON = timedelta(minutes=5)
FAILURES_OF = timedelta(days=30)
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Meter:
    """A month of one number: what arrived so far, and what will have arrived at its end."""

    month: Month
    so_far: Tally
    at_the_end: Tally
    price: Decimal | None
    budget: int | None

    @property
    def cost(self) -> Decimal | None:
        return self.so_far.cost(self.price)

    @property
    def cost_at_the_end(self) -> Decimal | None:
        return self.at_the_end.cost(self.price)

    @property
    def budget_is(self) -> str:
        return budget_is(self.cost, self.budget)

    @property
    def budget_will_be(self) -> str:
        return budget_is(self.cost_at_the_end, self.budget)


@dataclass(frozen=True)
class Quality:
    """Of the newest messages that left, those that have had five minutes to arrive."""

    left: int = 0
    soon: int = 0  # arrived within five minutes
    arrived: int = 0
    read: int = 0
    failed: int = 0
    seconds: Spread | None = None
    since: datetime | None = None

    @property
    def soon_percent(self) -> int | None:
        return self.soon * 100 // self.left if self.left else None


@dataclass(frozen=True)
class Failure:
    """So many messages failed with one code, and what our table says of it."""

    code: int | None
    why: str
    count: int
    last_at: datetime | None


def meter(office: Office, now: datetime) -> Meter:
    month = month_of(now, billing_zone(office))
    lately_from = now - LOOK_BACK
    rows = _arrived(office, min(month.starts_at, lately_from), now).values(
        "pricing_category", "pricing_type", "purpose"
    )
    counted = list(
        rows.annotate(
            this_month=Count("id", filter=Q(delivered_at__gte=month.starts_at)),
            lately=Count("id", filter=Q(delivered_at__gte=lately_from)),
            first_at=Min("delivered_at"),
        ).order_by()
    )
    so_far = tally(_as_arrived(row, row["this_month"]) for row in counted)
    return Meter(
        month=month,
        so_far=so_far,
        at_the_end=forecast(
            so_far,
            tally(_as_arrived(row, row["lately"]) for row in counted),
            days=_days_seen(counted, now),
            days_left=month.days_left(now),
        ),
        price=office.message_price,
        budget=office.monthly_budget,
    )


def _arrived(office: Office, since: datetime, now: datetime) -> QuerySet[OutboundMessage]:
    ours = OutboundMessage.objects.filter(delivered_at__gte=since, delivered_at__lte=now)
    return ours.filter(contact__office=office).exclude(SPOKEN_ELSEWHERE)


def _as_arrived(row: Mapping[str, Any], count: int) -> Arrived:
    return Arrived(row["pricing_category"], row["pricing_type"], count, template=row["purpose"] == "nudge")


def _days_seen(counted: Sequence[Mapping[str, Any]], now: datetime) -> float:
    """A line that is three days old is judged by three days, not by twenty-eight; by one at least."""
    first = min((row["first_at"] for row in counted), default=None)
    return 0.0 if first is None else max(min(now - first, LOOK_BACK), A_DAY) / A_DAY


def quality(office: Office, now: datetime) -> Quality:
    """The newest thousand, whatever their age: an office that writes little is judged by what it wrote."""
    left = OutboundMessage.objects.filter(contact__office=office).exclude(sent_at=None, failed_at=None)
    old_enough = Q(sent_at__lte=now - SOON) | Q(sent_at=None)
    rows = left.filter(old_enough, state__in=(State.SENT, State.DELIVERED, State.READ, State.FAILED))
    told = rows.exclude(SPOKEN_ELSEWHERE).order_by("-id").values_list("state", "sent_at", "delivered_at")
    newest = list(told[:LATEST])
    waits = [arrived - sent for _, sent, arrived in newest if arrived is not None and sent is not None]
    return Quality(
        left=len(newest),
        soon=sum(wait <= SOON for wait in waits),
        arrived=sum(state in (State.DELIVERED, State.READ) for state, _, _ in newest),
        read=sum(state == State.READ for state, _, _ in newest),
        failed=sum(state == State.FAILED for state, _, _ in newest),
        seconds=spread(max(int(wait.total_seconds()), 0) for wait in waits),
        since=min((sent for _, sent, _ in newest if sent is not None), default=None),
    )


def failures(office: Office, now: datetime) -> list[Failure]:
    """The failures of a month, by code, the most frequent first."""
    failed = OutboundMessage.objects.filter(contact__office=office, state=State.FAILED)
    counted = failed.filter(failed_at__gte=now - FAILURES_OF).values("error_code").order_by()
    rows = counted.annotate(count=Count("id"), last_at=Max("failed_at"))
    found = [
        Failure(row["error_code"], _why(row["error_code"]), row["count"], row["last_at"]) for row in rows
    ]
    return sorted(found, key=lambda each: (-each.count, each.code or 0))


def _why(code: int | None) -> str:
    return "" if code is None else verdict(code).why


def watch_budget(now: datetime) -> None:
    """Once a minute: an office that set a budget hears once a month that it is near, and once that it is passed."""
    for office in Office.objects.exclude(monthly_budget=None).exclude(message_price=None):
        month = month_of(now, billing_zone(office))
        level = _level(office, month, now)
        words = {
            "near": (BUDGET_NEAR, "Biaya pesan WhatsApp mendekati anggaran bulan ini"),
            "over": (BUDGET, "Biaya pesan WhatsApp melewati anggaran bulan ini"),
        }
        for each, (kind, text) in words.items():
            if level == each:
                _say_once(office, kind, f"{text}: {rupiah(office.monthly_budget or 0)}.", month, now)
            else:
                alarms.resolve(kind, office=office, now=now)


def _level(office: Office, month: Month, now: datetime) -> str:
    """First the cheap look, in the index alone: were all that arrived charged, it would not be more than this."""
    price, budget = office.message_price, office.monthly_budget
    arrived = OutboundMessage.objects.filter(delivered_at__gte=month.starts_at, delivered_at__lte=now).count()
    if not budget_is(Tally(utility=arrived).cost(price), budget):
        return ""
    return budget_is(meter(office, now).cost, budget)


def _say_once(office: Office, kind: str, text: str, month: Month, now: datetime) -> None:
    """Whoever closed it has seen it; the same budget of the same month is not told again."""
    told = LineAlarm.objects.filter(office=office, kind=kind, text=text, raised_at__gte=month.starts_at)
    if not told.exists():
        alarms.raise_alarm(kind, text, office=office, now=now)
