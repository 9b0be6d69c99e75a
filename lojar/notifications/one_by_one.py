"""The loop of every room of news: one event after the other, until nothing is left."""

import logging
from collections.abc import Callable
from datetime import datetime

from django.db.models import Model, QuerySet

log = logging.getLogger(__name__)


def tell_one_by_one(
    unread: Callable[[], QuerySet[Model]], tell: Callable[..., int], *, job: str, now: datetime
) -> int:
    """`tell(id, now=)` tells the event, and perhaps others with it, and says how many; 0 where another worker was
    faster. One that cannot be told is logged and left: it must not keep the news of everybody else waiting."""
    stuck, told = set[int](), 0
    while (event := _next(unread(), stuck)) is not None:
        try:
            told += tell(event, now=now)
        except Exception:
            log.exception("an event could not be told", extra={"event": event, "kind_of_work": job})
            stuck.add(event)
    return told


def _next(unread: QuerySet[Model], stuck: set[int]) -> int | None:
    return unread.exclude(pk__in=stuck).order_by("id").values_list("pk", flat=True).first()
