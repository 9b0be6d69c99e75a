"""What more than one room asks about places and visits. Nothing here changes anything."""

from .free import FreeDay, FreeSession, free_by_day, free_on, full_days
from .hall import (
    HallRun,
    called_at_counter,
    counters_today,
    how_it_is_run,
    in_hall_line,
    inside_now,
    ticket_of,
    tickets_today,
    visits_of_code,
)
from .line import day_of, in_line
from .stock import booked_purposes, day_in, mode_now, places_free, protocols_of, span_of, taking_a_place
from .visits import displaced_visits, expected_today, of_person, own_visits, visit_of_token

__all__ = [
    "FreeDay", "FreeSession", "HallRun", "booked_purposes", "called_at_counter", "counters_today", "day_in",
    "day_of", "displaced_visits", "expected_today", "free_by_day", "free_on", "full_days", "how_it_is_run",
    "in_hall_line", "in_line", "inside_now", "mode_now", "of_person", "own_visits", "places_free",
    "protocols_of", "span_of", "taking_a_place", "ticket_of", "tickets_today", "visit_of_token",
    "visits_of_code",
]  # fmt: skip
