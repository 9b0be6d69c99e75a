"""When an accepted application will be ready: the promise counts from "complete and correct", in the office's time."""

from datetime import datetime, timedelta

from lojar.catalogue.shapes import Promise
from lojar.offices.rules.opening_hours import OpeningHours


def promised_date(promise: Promise, accepted_at: datetime, hours: OpeningHours) -> datetime:
    if promise.unit == "working_days":
        return hours.after_working_days(accepted_at, promise.amount)
    if promise.unit == "working_hours":
        return hours.after_working(accepted_at, minutes=promise.amount * 60)
    return accepted_at + timedelta(hours=promise.amount)


def is_late(promised_at: datetime | None, now: datetime) -> bool:
    return promised_at is not None and now > promised_at
