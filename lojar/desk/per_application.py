"""How many messages one application takes: each has its price since October 2026, so fewer and fuller is better."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from lojar.applications.models import Application
from lojar.catalogue import queries as catalogue
from lojar.channels.models import OutboundMessage
from lojar.channels.queries import SPOKEN_ELSEWHERE
from lojar.channels.rules.prices import month_of
from lojar.channels.rules.spread import Spread, spread
from lojar.offices.models import Office
from lojar.offices.queries import billing_zone

State = OutboundMessage.State
WENT = (State.SENT, State.DELIVERED, State.READ)
NEWEST = 2000  # enough to know what is usual
# What was said before the draft had a number, while the service was being chosen.
UNNAMED_FROM = timedelta(days=1)


@dataclass(frozen=True)
class Counted:
    service: str
    all: int
    before: int  # it was sent


@dataclass(frozen=True)
class Line:
    service: Any  # catalogue Text, or the code of a service that is gone
    all: Spread | None
    before: Spread | None


@dataclass(frozen=True)
class PerApplication:
    """Of the applications sent this month."""

    all: Spread | None
    before: Spread | None
    services: tuple[Line, ...]


def per_application(office: Office, now: datetime) -> PerApplication:
    counted = _counted(office, now)
    offered = catalogue.for_office(office)
    services = []
    for code in sorted({each.service for each in counted}):
        found = offered.find(code)
        of_service = [each for each in counted if each.service == code]
        services.append(Line(found.short if found else code, *_spreads(of_service)))
    services.sort(key=lambda line: -line.all.count if line.all else 0)
    return PerApplication(*_spreads(counted), tuple(services))


def _spreads(counted: Iterable[Counted]) -> tuple[Spread | None, Spread | None]:
    counted = list(counted)
    return spread(each.all for each in counted), spread(each.before for each in counted)


def _counted(office: Office, now: datetime) -> list[Counted]:
    sent = dict(_sent_this_month(office, now).values_list("pk", "service_code"))
    messages = {row["contact__applications"]: row for row in _messages_of(sent)}
    return [
        Counted(service, messages.get(pk, {}).get("all", 0), messages.get(pk, {}).get("before", 0))
        for pk, service in sent.items()
    ]


def _sent_this_month(office: Office, now: datetime) -> QuerySet[Application]:
    """Of the newest, found by their key. A package counts once, by its first member: it was one conversation."""
    newest = Application.objects.filter(office=office).order_by("-id").values("pk")[:NEWEST]
    began = month_of(now, billing_zone(office)).starts_at
    sent = Application.objects.filter(pk__in=newest, submitted_at__gte=began, submitted_at__lte=now)
    elder = Application.objects.filter(bundle=OuterRef("bundle"), pk__lt=OuterRef("pk"))
    return sent.exclude(Exists(elder))


def _messages_of(applications: Iterable[int]) -> Iterable[Mapping[str, Any]]:
    before = Q(created_at__lt=F("contact__applications__submitted_at"))
    began = Q(created_at__gte=F("contact__applications__created_at") - UNNAMED_FROM)
    named = Q(about=F("contact__applications__number"))
    rows = OutboundMessage.objects.filter(
        named | (Q(about="") & began & before), contact__applications__in=list(applications), state__in=WENT
    )
    counted = rows.exclude(SPOKEN_ELSEWHERE).values("contact__applications")
    return counted.annotate(all=Count("id"), before=Count("id", filter=before)).order_by()
