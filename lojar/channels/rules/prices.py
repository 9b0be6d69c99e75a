"""What a month's messages cost. Pure: counts, a price and a zone in; sums out, and never an invented price.

Since 1 October 2026 Meta charges each message that arrives: free-form ("service") messages and utility templates at
the market's utility rate, the first 1,000 service messages of a number in a month of the account's own time zone
free; marketing and authentication always, at rates of their own; nothing in the window that an advertisement opened.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from decimal import ROUND_HALF_UP, Decimal

FREE_A_MONTH = 1000
LOOK_BACK = timedelta(days=28)  # four whole weeks: a Sunday counts as often as a Monday
FREE_TYPE = "free_entry_point"
SERVICE, UTILITY = "service", "utility"
NEAR = Decimal("0.8")
_GROUPED = re.compile(r"\d{1,3}(\.\d{3})+")


@dataclass(frozen=True)
class Month:
    """A month of the account's calendar, as two moments."""

    starts_at: datetime
    ends_at: datetime

    def days_left(self, now: datetime) -> float:
        return max((self.ends_at - now) / timedelta(days=1), 0.0)


@dataclass(frozen=True)
class Arrived:
    """So many messages arrived under one category and type of Meta's price list; `template`: it was one of ours."""

    category: str
    kind: str
    count: int
    template: bool = False


@dataclass(frozen=True)
class Tally:
    """Messages that arrived, by how they are charged."""

    service: int = 0
    utility: int = 0
    dearer: int = 0  # marketing and authentication: another rate
    free: int = 0
    untold: int = 0  # of service and utility, those whose category no receipt has told

    @property
    def all(self) -> int:
        return self.service + self.utility + self.dearer + self.free

    @property
    def free_used(self) -> int:
        return min(self.service, FREE_A_MONTH)

    @property
    def free_left(self) -> int:
        return FREE_A_MONTH - self.free_used

    @property
    def charged(self) -> int:
        """At the utility rate."""
        return self.service - self.free_used + self.utility

    def cost(self, price: Decimal | None) -> Decimal | None:
        """In rupiah; None where the office has not said what a message costs. Without what is `dearer`."""
        return None if price is None else (self.charged * price).quantize(Decimal(1), ROUND_HALF_UP)


def month_of(now: datetime, zone: tzinfo) -> Month:
    first = now.astimezone(zone).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    following = (first + timedelta(days=32)).replace(day=1)
    return Month(first, following)


def tally(arrived: Iterable[Arrived]) -> Tally:
    total = Tally()
    for each in arrived:
        total = _with(total, each)
    return total


def _with(total: Tally, each: Arrived) -> Tally:
    if each.kind == FREE_TYPE:
        return replace(total, free=total.free + each.count)
    category = each.category or (UTILITY if each.template else SERVICE)
    if not each.category:
        total = replace(total, untold=total.untold + each.count)
    if category == SERVICE:
        return replace(total, service=total.service + each.count)
    if category == UTILITY:
        return replace(total, utility=total.utility + each.count)
    return replace(total, dearer=total.dearer + each.count)


def forecast(so_far: Tally, lately: Tally, *, days: float, days_left: float) -> Tally:
    """The month's end, if every day that is left is like the days of `lately`."""

    def grown(count: int, seen: int) -> int:
        return count + round(seen / days * days_left) if days > 0 else count

    return Tally(
        service=grown(so_far.service, lately.service),
        utility=grown(so_far.utility, lately.utility),
        dearer=grown(so_far.dearer, lately.dearer),
        free=grown(so_far.free, lately.free),
        untold=so_far.untold,
    )


def budget_is(spent: Decimal | None, budget: int | None) -> str:
    """ "over", "near" (four fifths) or "": also where no budget or no price is known."""
    if spent is None or not budget:
        return ""
    if spent >= budget:
        return "over"
    return "near" if spent >= budget * NEAR else ""


def read_rupiah(text: str) -> Decimal | None:
    """356,65 and 356.65 are one price, 1.000 is a thousand; "" is None. ValueError for anything else."""
    written = text.strip().removeprefix("Rp").replace(" ", "").replace("\u00a0", "").lstrip(".")
    if not written:
        return None
    if "," in written:
        written = written.replace(".", "").replace(",", ".")
    elif _GROUPED.fullmatch(written):
        written = written.replace(".", "")
    if not re.fullmatch(r"\d{1,9}(\.\d{1,2})?", written, re.ASCII):
        raise ValueError("not an amount of rupiah")
    return Decimal(written)


def rupiah(amount: Decimal | int) -> str:
    """1234.5 -> Rp 1.234,50; whole amounts carry no comma."""
    whole, _, cents = f"{Decimal(amount):.2f}".partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    return f"Rp\u00a0{grouped}" + ("" if cents == "00" else f",{cents}")
