"""What more than one room asks about places and visits. Nothing here changes anything."""

from .stock import places_free, protocols_of, span_of, taking_a_place
from .visits import displaced_visits, expected_today, of_person, own_visits, visit_of_token

__all__ = [
    "displaced_visits", "expected_today", "of_person", "own_visits", "places_free", "protocols_of", "span_of",
    "taking_a_place", "visit_of_token",
]  # fmt: skip
