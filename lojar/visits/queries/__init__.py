"""What more than one room asks about places and visits. Nothing here changes anything."""

from .free import FreeDay, FreeSession, free_by_day, free_on, full_days
from .line import day_of, in_line
from .stock import booked_purposes, mode_now, places_free, protocols_of, span_of, taking_a_place
from .visits import displaced_visits, expected_today, of_person, own_visits, visit_of_token

__all__ = [
    "FreeDay", "FreeSession", "booked_purposes", "day_of", "displaced_visits", "expected_today", "free_by_day",
    "free_on", "full_days", "in_line", "mode_now", "of_person", "own_visits",
    "places_free", "protocols_of", "span_of", "taking_a_place", "visit_of_token",
]  # fmt: skip
